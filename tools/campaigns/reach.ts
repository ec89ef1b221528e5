/** Who of a segment can be written to now, and why not the others. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import { notSuppressed } from '../../db/suppressions.ts';
import { type ChannelName, channelAddress } from './channels.ts';
import { FIELD_COLUMNS, type PersonalFields } from './fields.ts';
import type { OutreachSettings } from './settings.ts';

const REASONS = ['erased', 'no_address', 'no_consent', 'suppressed', 'capped'] as const;
export type ReachReason = (typeof REASONS)[number];

export const reach = z.object({
  /** People in the segment. */
  members: z.number(),
  /** Who could be written to now. */
  reachable: z.number(),
  /** The others by the first reason that holds. */
  others: z.array(z.object({ reason: z.enum(REASONS), people: z.number() })),
});
export type Reach = z.infer<typeof reach>;

export interface Whom {
  readonly segmentId: string;
  readonly channel: ChannelName;
  readonly settings: OutreachSettings;
  readonly now: Date;
}

/** A condition on a customer of `m.user_id`: their data was erased. `$1` is the tenant. */
export const ERASED = `exists (select from erased_people where tenant_id = $1)
          and walker_person_hash($1, m.user_id) in (select id_hash from erased_people where tenant_id = $1)`;

/** $1 tenant, $2 segment, $3 the start of the seven days, $4 how many messages they may hold. */
const reasonOf = ({ channel, settings }: Whom) => {
  const { address, consent } = channelAddress(channel);
  const free = notSuppressed(channel, 'c');
  return `case
    when c.customer_id is null or (${ERASED}) then 'erased'
    when ${address('c')} is null then 'no_address'
    ${consent && settings.consentRequired ? `when c.${consent} is not true then 'no_consent'` : ''}
    ${free ? `when not ${free} then 'suppressed'` : ''}
    when m.user_id in (select customer_id from outbox
                        where tenant_id = $1 and state in ('sending', 'sent', 'unknown') and sent_at > $3::timestamptz
                        group by customer_id having count(*) >= $4::int) then 'capped' end`;
};

const FROM = `from segment_membership m
  left join dim_customer c on c.tenant_id = m.tenant_id and c.customer_id = m.user_id
 where m.tenant_id = $1 and m.segment_id = $2::bigint`;

const WEEK_MS = 7 * 86_400_000;
const values = (tenantId: string, { segmentId, settings, now }: Whom) => [
  tenantId,
  segmentId,
  new Date(now.getTime() - WEEK_MS),
  settings.perPersonPerWeek,
];

/** Counts the members of a segment by whether they can be written to, in one pass in the database. */
export async function readReach(db: Queryable, tenantId: string, whom: Whom): Promise<Reach> {
  const { rows } = await db.query<{ reason: ReachReason | null; people: number }>(
    `select ${reasonOf(whom)} as reason, count(*)::int as people ${FROM} group by 1`,
    values(tenantId, whom),
  );
  const people = (reason: ReachReason | null) => rows.find((row) => row.reason === reason)?.people ?? 0;
  return {
    members: rows.reduce((sum, row) => sum + row.people, 0),
    reachable: people(null),
    others: REASONS.map((reason) => ({ reason, people: people(reason) })).filter((one) => one.people > 0),
  };
}

export interface Example extends PersonalFields {
  readonly customer_id: string;
  readonly address: string;
}

/** The first of those who can be written to, by their ids: the same people however often it is asked. */
export async function readExamples(
  db: Queryable,
  tenantId: string,
  whom: Whom,
  limit: number,
): Promise<readonly Example[]> {
  const { rows } = await db.query<Example>(
    `select x.customer_id, x.address, ${FIELD_COLUMNS}
       from (select c.customer_id, ${channelAddress(whom.channel).address('c')} as address ${FROM}
                and ${reasonOf(whom)} is null order by m.user_id limit $5) x
       join dim_customer c on c.tenant_id = $1 and c.customer_id = x.customer_id
       left join customer_profiles p on p.tenant_id = $1 and p.customer_id = x.customer_id
      order by x.customer_id`,
    [...values(tenantId, whom), limit],
  );
  return rows;
}
