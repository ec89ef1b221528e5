/** What did not reach people as it should: for admins, who can mend it. */
import type { Queryable } from '../../db/db.ts';

/** A brief to one place. */
interface LostBrief {
  readonly state: 'partly' | 'failed' | 'unknown' | 'skipped';
  readonly reason: string | null;
  readonly surface: 'slack' | 'whatsapp' | 'email';
  /** Null: a channel. */
  readonly name: string | null;
}

export interface NotArrived {
  /** The newest of each place, the newest first. */
  readonly briefs: readonly LostBrief[];
  /** Messages of campaigns of which nobody knows whether they left. */
  readonly inDoubt: number;
}

/** Briefs since `since`, and all messages that are in doubt. */
export async function readNotArrived(db: Queryable, tenantId: string, since: Date): Promise<NotArrived> {
  const briefs = await db.query<LostBrief>(
    `select state, reason, surface, name
       from (select distinct on (d.subscription_id) d.at, d.state, d.reason, s.surface, p.name
               from brief_deliveries d join subscriptions s on s.subscription_id = d.subscription_id
               left join people p on p.tenant_id = $1 and p.person_id = s.person_id
              where d.tenant_id = $1 and d.at > $2 and d.state in ('partly', 'failed', 'unknown', 'skipped')
              order by d.subscription_id, d.at desc) newest
      order by at desc, name`,
    [tenantId, since],
  );
  const doubt = await db.query<{ messages: number }>(
    `select count(*)::int as messages from outbox where tenant_id = $1 and state = 'unknown'`,
    [tenantId],
  );
  return { briefs: briefs.rows, inDoubt: doubt.rows[0]?.messages ?? 0 };
}

const TOLD = 3;
const SURFACES = { slack: 'in Slack', whatsapp: 'on WhatsApp', email: 'by e-mail' } as const;

/** “The brief did not reach Ann on WhatsApp: Twilio refused it (status 400).” Pure. */
export function lostBriefSentences({ briefs }: NotArrived): readonly string[] {
  const more = briefs.length - TOLD;
  return [
    ...briefs.slice(0, TOLD).map(lostBriefSentence),
    ...(more > 0
      ? [`${more} more ${more === 1 ? 'brief' : 'briefs'} did not arrive as they should: /walker log briefs.`]
      : []),
  ];
}

function lostBriefSentence({ state, reason, surface, name }: LostBrief): string {
  const to = `${name ?? 'a channel'} ${SURFACES[surface]}`;
  const why = reason === null ? '.' : `: ${reason}.`;
  if (state === 'partly') return `The brief reached ${to} in part${why}`;
  if (state === 'unknown') return `Nobody knows whether the brief reached ${to}; it is not sent again.`;
  return `The brief did not reach ${to}${why}`;
}

/** Nothing where no message is in doubt. Pure. */
export function doubtSentences({ inDoubt }: NotArrived): readonly string[] {
  if (inDoubt === 0) return [];
  const which = inDoubt === 1 ? '1 message' : `${inDoubt} messages`;
  return [
    `Of ${which} of campaigns nobody knows whether ${inDoubt === 1 ? 'it' : 'they'} left: /walker outbox unknown.`,
  ];
}

/** What an admin is told in a brief. Pure. */
export const notArrivedSentences = (found: NotArrived): readonly string[] => [
  ...lostBriefSentences(found),
  ...doubtSentences(found),
];
