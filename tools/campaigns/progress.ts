/** How far a campaign has come: what became of every message. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import type { Campaign } from './read-campaigns.ts';

/** Of rows that nobody is to be sent, to measure what the campaign brings. */
export const HELD_OUT = 'holdout';
/** Of rows that were still queued when the campaign was cancelled. */
export const CANCELLED = 'cancelled';
/** The provider of messages that are kept in the house. */
const LOCAL = 'local';
const UNKNOWN_LISTED = 5;

const why = z.array(z.object({ reason: z.string(), people: z.number() }));

export const progress = z.object({
  queued: z.number(),
  sending: z.number(),
  sent: z.number(),
  /** Of those sent: no provider was set up or it is a demo, so the message went no further than the local outbox. */
  kept: z.number(),
  delivered: z.number(),
  opened: z.number(),
  clicked: z.number(),
  converted: z.number(),
  unsubscribed: z.number(),
  /** What the conversions were worth, where it was told. */
  value: z.number().nullable(),
  /** Nobody knows whether they got it. */
  unknown: z.number(),
  /** Some of them, by customer. */
  unknownPeople: z.array(z.string()),
  failed: why,
  skipped: why,
  heldOut: z.number(),
});
export type Progress = z.infer<typeof progress>;

interface Told {
  readonly delivered: number;
  readonly opened: number;
  readonly clicked: number;
  readonly converted: number;
  readonly unsubscribed: number;
  readonly value: number | null;
}

/**
 * An opening proves that the message arrived, and a click that it was opened, so each is counted with those before it.
 * From the messages themselves; of a campaign that another system has sent, what the table says. Null for a
 * draft.
 */
export async function readProgress(
  db: Queryable,
  tenantId: string,
  { id, planned, status, stored }: Campaign,
): Promise<Progress | null> {
  if (planned === null) return status === 'draft' ? null : { ...NOTHING, ...stored };
  const states = await db.query<{ state: string; reason: string | null; people: number; kept: number }>(
    `select state, reason, count(*)::int as people, count(*) filter (where provider = '${LOCAL}')::int as kept from outbox
      where tenant_id = $1 and campaign_id = $2::bigint group by state, reason order by people desc, reason`,
    [tenantId, id],
  );
  const { rows } = await db.query<Told>(
    `select count(*) filter (where delivered or opened or clicked)::int as delivered,
            count(*) filter (where opened or clicked)::int as opened, count(*) filter (where clicked)::int as clicked,
            count(*) filter (where converted)::int as converted,
            count(*) filter (where unsubscribed)::int as unsubscribed, sum(value)::float8 as value
       from (select bool_or(e.event = 'delivered') as delivered, bool_or(e.event = 'opened') as opened,
                    bool_or(e.event = 'clicked') as clicked, bool_or(e.event = 'converted') as converted,
                    bool_or(e.event = 'unsubscribed') as unsubscribed,
                    sum(e.value) filter (where e.event = 'converted') as value
               from outbox o join outbox_events e on e.outbox_id = o.outbox_id
              where o.tenant_id = $1 and o.campaign_id = $2::bigint group by o.outbox_id) told`,
    [tenantId, id],
  );
  const [told] = rows;
  if (!told) throw new Error('an aggregate without a row');
  const inState = (state: string) => states.rows.filter((row) => row.state === state);
  const people = (state: string) => inState(state).reduce((sum, row) => sum + row.people, 0);
  const reasons = (state: string) =>
    inState(state)
      .filter(({ reason }) => reason !== HELD_OUT)
      .map((row) => ({ reason: row.reason ?? 'other', people: row.people }));
  const skipped = reasons('skipped');
  const queued = people('queued');
  // What a provider put off just then is queued for ever.
  const stopped = status === 'cancelled' && queued > 0 ? [{ reason: CANCELLED, people: queued }] : [];
  return {
    queued: status === 'cancelled' ? 0 : queued,
    sending: people('sending'),
    sent: people('sent'),
    kept: inState('sent').reduce((sum, row) => sum + row.kept, 0),
    ...told,
    unknown: people('unknown'),
    unknownPeople: people('unknown') > 0 ? await unknownPeople(db, tenantId, id) : [],
    failed: reasons('failed'),
    skipped: [...skipped, ...stopped],
    heldOut: inState('skipped').find(({ reason }) => reason === HELD_OUT)?.people ?? 0,
  };
}

async function unknownPeople(db: Queryable, tenantId: string, id: string): Promise<string[]> {
  const { rows } = await db.query<{ customer_id: string }>(
    `select customer_id from outbox where tenant_id = $1 and campaign_id = $2::bigint and state = 'unknown'
      order by customer_id limit $3`,
    [tenantId, id, UNKNOWN_LISTED],
  );
  return rows.map(({ customer_id }) => customer_id);
}

const NOTHING: Progress = {
  queued: 0,
  sending: 0,
  sent: 0,
  kept: 0,
  delivered: 0,
  opened: 0,
  clicked: 0,
  converted: 0,
  unsubscribed: 0,
  value: null,
  unknown: 0,
  unknownPeople: [],
  failed: [],
  skipped: [],
  heldOut: 0,
};
