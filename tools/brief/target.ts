/** From “here”, “#sales” or “email ana@shop.example” to a place, and whether whoever asks may speak for it. */
import type { Queryable } from '../../db/db.ts';
import type { ToolContext } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import { roleAllows } from '../roles.ts';
import type { Where } from './command.ts';
import { addressOn, type BriefSurface, ownerOf, SURFACES } from './subscription-store.ts';

export interface Target {
  readonly surface: BriefSurface;
  readonly account: string;
  readonly address: string;
  /** Null: a channel. */
  readonly personId: string | null;
  /** Whose it is, where that is somebody else. */
  readonly name: string | null;
}

type Context = Pick<ToolContext, 'actor' | 'place'>;

/** Throws `UserError` where there is no such place, or where somebody else has to speak for it. */
export async function findTarget(
  db: Queryable,
  tenantId: string,
  where: Where | undefined,
  context: Context,
  /** Those that may be chosen where none is named. */
  surfaces: readonly BriefSurface[] = SURFACES,
): Promise<Target> {
  switch (where?.kind) {
    case 'channel':
      return channel(channelNamed(where.address ?? '', context), context);
    case 'here':
      return context.place?.channel
        ? channel(context.place.channel, context)
        : me(db, tenantId, context, surfaces);
    case 'email':
    case 'whatsapp':
      return where.address
        ? someone(db, tenantId, where.kind, where.address, context)
        : mine(db, tenantId, where.kind, context);
    default:
      return me(db, tenantId, context, surfaces);
  }
}

function channelNamed(name: string, { place }: Context): string {
  const id = place?.named[name] ?? (/^[CG][A-Z0-9]{6,}$/.test(name) ? name : undefined);
  if (place?.surface === 'slack' && id) return id;
  throw new UserError(
    'no_channel',
    `I do not know the channel “#${name}” here. In Slack, pick it from the list that appears as you type, or use “/walker subscribe here” in the channel itself.`,
  );
}

function channel(address: string, { actor, place }: Context): Target {
  if (!roleAllows(actor.role, 'analyst'))
    throw new UserError(
      'forbidden',
      `A brief for a whole channel needs the role analyst; you are ${actor.role}. “/walker subscribe me” sends it to you alone.`,
    );
  return { surface: 'slack', account: place?.account ?? '', address, personId: null, name: null };
}

/** Where they ask; from the console and the command line where they can be reached. */
async function me(
  db: Queryable,
  tenantId: string,
  { actor, place }: Context,
  surfaces: readonly BriefSurface[],
): Promise<Target> {
  const own = { personId: actor.personId, name: null };
  if (place?.surface === 'slack')
    return { surface: 'slack', account: place.account, address: place.sender, ...own };
  if (place?.surface === 'whatsapp')
    return { surface: 'whatsapp', account: '', address: place.sender, ...own };
  for (const surface of surfaces) {
    const found = await addressOn(db, tenantId, actor.personId, surface);
    if (found) return { surface, ...found, ...own };
  }
  throw new UserError(
    'no_address',
    'Where shall it go? Say it like “subscribe email ana@shop.example”, or subscribe in Slack or on WhatsApp.',
  );
}

async function mine(
  db: Queryable,
  tenantId: string,
  surface: BriefSurface,
  { actor }: Context,
): Promise<Target> {
  const found = await addressOn(db, tenantId, actor.personId, surface);
  if (found) return { surface, ...found, personId: actor.personId, name: null };
  const example = surface === 'email' ? 'email ana@shop.example' : 'whatsapp +4915112345678';
  throw new UserError('no_address', `I do not know your address there. Say it like “subscribe ${example}”.`);
}

async function someone(
  db: Queryable,
  tenantId: string,
  surface: 'email' | 'whatsapp',
  said: string,
  { actor }: Context,
): Promise<Target> {
  const address = surface === 'email' ? emailIn(said) : numberIn(said);
  const owner = await ownerOf(db, tenantId, surface, address);
  if (!owner && surface === 'whatsapp')
    throw new UserError(
      'unknown_number',
      'I do not know this number yet. An admin adds it with “/walker people add <name> <+number> <role>”.',
    );
  const other = owner !== null && owner.personId !== actor.personId;
  if (other && !roleAllows(actor.role, 'admin'))
    throw new UserError(
      'forbidden',
      'That is the address of somebody else: it takes an admin to subscribe them.',
    );
  const personId = owner?.personId ?? actor.personId;
  return { surface, account: '', address, personId, name: other ? owner.name : null };
}

function emailIn(text: string): string {
  const address = text.toLowerCase().replace(/[.,;]+$/, '');
  if (/^[^\s@<>"',;:()]+@[^\s@<>"',;:()]+\.[a-z]{2,}$/.test(address) && address.length <= 254) return address;
  throw new UserError('bad_address', `“${text}” is no e-mail address.`);
}

function numberIn(text: string): string {
  if (/^\+[1-9]\d{6,14}$/.test(text)) return text;
  throw new UserError('bad_number', `“${text}” is no international number such as +4915112345678.`);
}
