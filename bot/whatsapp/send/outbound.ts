/**
 * What the bot says on WhatsApp without having been asked. Free text reaches only those who wrote within a day; anybody
 * else is asked by an approved template whether to be shown it.
 */
import type { Db } from '../../../db/db.ts';
import type { Replies } from '../../../handlers/surface.ts';
import { NotDelivered, type Outbound } from '../../surface.ts';
import { CutShort, numbersOf } from './refusal.ts';
import type { PostTemplate } from './template.ts';

/** A little less than Twilio's 24 hours: what is sent at the last moment arrives after it. */
const SESSION_HOURS = 23.9;

export interface OutboundDeps {
  readonly db: Db;
  readonly now: () => Date;
  /** The bot's own number. */
  readonly account: string;
  readonly repliesTo: (number: string) => Replies;
  readonly isSuppressed: (number: string) => Promise<boolean>;
  /** Absent where no template is set up. */
  readonly postTemplate?: PostTemplate;
}

export function createOutbound(deps: OutboundDeps): Outbound {
  return {
    shape: 'digest',
    conversation: (number) => ({ account: deps.account, thread: number }),
    async post(number, _id, card) {
      if (await deps.isSuppressed(number)) throw new NotDelivered('they asked for no more messages');
      if (!(await inSession(deps, number))) return announce(deps, number);
      return { ...(await sendCertainly(deps.repliesTo(number), card)), announced: false };
    },
  };
}

async function sendCertainly(replies: Replies, card: Parameters<Outbound['post']>[2]) {
  try {
    const ref = await replies.send(await card());
    const taken = Array.isArray(ref.sids) ? ref.sids.length : 1;
    if (taken === 0) throw new NotDelivered('WhatsApp did not take it');
    if (ref.of === undefined) return { ref };
    return { ref, cutShort: `${taken} of ${ref.of} messages; WhatsApp did not take the next` };
  } catch (error) {
    if (!(error instanceof CutShort)) return refuseCertainly(error);
    const { sids, of, cause } = error;
    const status = refusedWith(cause);
    const next = status ? `Twilio refused the next (status ${status})` : 'nobody knows of the next';
    return { ref: { sids, of }, cutShort: `${sids.length} of ${of} messages; ${next}` };
  }
}

async function announce({ postTemplate, db, now }: OutboundDeps, number: string) {
  if (!postTemplate)
    throw new NotDelivered('no message from them within a day, and TWILIO_BRIEF_CONTENT_SID is not set');
  const sid = await postTemplate(number, await nameOf(db, number), now()).catch(refuseCertainly);
  return { ref: { sids: [sid], template: true }, announced: true };
}

/** What Twilio answered with a status of its own it has not taken; where it did not answer, nobody knows. */
function refuseCertainly(error: unknown): never {
  const status = refusedWith(error);
  if (status) throw new NotDelivered(`Twilio refused it (status ${status})`, { cause: error });
  throw error;
}

function refusedWith(error: unknown): number | null {
  const { status } = numbersOf(error);
  return status !== null && status < 500 ? status : null;
}

async function inSession({ db, now }: OutboundDeps, number: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from identities where surface = 'whatsapp' and external_id = $1
        and last_seen_at > $2::timestamptz - make_interval(secs => $3)`,
    [number, now(), SESSION_HOURS * 3_600],
  );
  return rowCount > 0;
}

async function nameOf(db: Db, number: string): Promise<string> {
  const { rows } = await db.query<{ name: string }>(
    `select p.name from identities i join people p using (person_id)
      where i.surface = 'whatsapp' and i.external_id = $1`,
    [number],
  );
  return rows[0]?.name ?? '';
}
