import { z } from 'zod';
import { defineTool } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import { PROPOSAL_TYPES } from '../proposal.ts';
import { Refusal, refusing } from '../refusal.ts';
import { parseSubscribe, SUBSCRIBE_USAGE } from './command.ts';
import { type BriefSurfaces, isReachable, requireReachable } from './reachable.ts';
import {
  claimEmail,
  keepSubscription,
  readStored,
  type StoredSubscription,
  SURFACES,
} from './subscription-store.ts';
import { whenAndWhat, whereTo } from './subscription-words.ts';
import { findTarget, type Target } from './target.ts';

export const where = z.strictObject({
  kind: z.enum(['me', 'here', 'channel', 'email', 'whatsapp']),
  address: z.string().min(1).max(254).optional(),
});

const input = z.strictObject({
  where: where.optional(),
  /** In the person's timezone, the team's for a channel. */
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 08:00')
    .optional(),
  topics: z.array(z.enum(PROPOSAL_TYPES)).max(PROPOSAL_TYPES.length).optional(),
  quietDays: z.array(z.number().int().min(1).max(7)).max(6).optional(),
});
type Input = z.infer<typeof input>;

const output = z.object({ sentence: z.string() });

const NOTHING_IS_ON =
  'Neither Slack nor WhatsApp nor e-mail is set up here, so no brief could come anywhere. An operator connects one: docs/slack.md, docs/whatsapp.md, docs/sending.md. Until then “/walker brief” shows it here. Nothing was subscribed.';

/** Addresses are not kept in the audit. */
export function withoutAddress(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept = where.safeParse(args.where);
  return kept.success ? { ...args, where: { kind: kept.data.kind } } : args;
}

/** `subscribe`: the brief every morning, to oneself or a channel, by a surface that is set up. */
export const subscribe = (surfaces: BriefSurfaces) =>
  defineTool<Input, z.infer<typeof output>>({
    name: 'subscribe',
    title: 'Subscribe to the brief',
    description:
      'Sends the morning brief to whoever asks, to a Slack channel (analyst), an e-mail address or a WhatsApp number, at a time of day, for some topics, not on some days. Use it for “send me the brief every morning”. Asked again for the same place it changes what is there.',
    effect: 'write',
    role: 'viewer',
    input,
    output,
    keptArguments: withoutAddress,
    command: { word: 'subscribe', usage: SUBSCRIBE_USAGE, parse: parseSubscribe },
    async run(args, context) {
      const { db, place } = context;
      const on = SURFACES.filter((surface) => isReachable(surfaces, surface, place));
      return refusing(() =>
        db.write(async (tx) => {
          const kind = args.where?.kind;
          if (kind === 'email' || kind === 'whatsapp') requireReachable(surfaces, kind, place);
          if (on.length === 0) throw new Refusal(NOTHING_IS_ON);
          const target = await findTarget(tx, db.tenantId, args.where, context, on);
          const { surface, personId, address } = target;
          if (surface === 'email' && personId && !(await claimEmail(tx, db.tenantId, personId, address)))
            throw new UserError('address_taken', 'That address belongs to another workspace already.');
          await keepSubscription(tx, db.tenantId, {
            ...args,
            ...target,
            id: context.newId(),
            createdBy: context.actor.personId,
            now: context.now(),
          });
          const [kept] = await readStored(tx, db.tenantId, target);
          if (!kept) throw new Error('a subscription was not there after it was made');
          return { kind: 'ok' as const, data: { sentence: sentenceOf(kept, target) } };
        }),
      );
    },
    card: ({ sentence }) => ({
      tone: 'notice',
      title: 'Subscribed',
      text: [sentence, '“/walker unsubscribe” ends it, “/walker subscriptions” shows who gets it where.'],
      private: true,
    }),
    summary: ({ sentence }) => sentence,
  });

function sentenceOf(kept: StoredSubscription, { name }: Target): string {
  const who =
    kept.personId === null ? 'The brief comes' : name ? `${name} gets the brief` : 'You get the brief';
  const invite = kept.personId === null ? ' Where I am no member yet, invite me with /invite.' : '';
  return `${who} ${whereTo(kept)}, ${whenAndWhat(kept)}.${invite}`;
}
