/** The audience of an approved campaign becomes rows of the outbox: one per person, whatever their number. */
import type { Transaction } from '../../db/db.ts';
import { HELD_OUT } from './progress.ts';
import { ERASED } from './reach.ts';
import type { Campaign } from './read-campaigns.ts';
import type { Arm } from './split.ts';

/** People assigned to their arms at a time. */
const PAGE = 20_000;

/** Members of the segment who are known and were not erased. */
const AUDIENCE = `from segment_membership m
  join dim_customer c on c.tenant_id = m.tenant_id and c.customer_id = m.user_id
 where m.tenant_id = $1 and m.segment_id = $2::bigint and not (${ERASED})`;

/** By it callbacks and links find the row: 244 random bits. */
const TOKEN = `replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')`;

/** How many people it would be for, those held out included. */
export async function countPeople(tx: Transaction, tenantId: string, segmentId: string): Promise<number> {
  const { rows } = await tx.query<{ people: number }>(`select count(*)::int as people ${AUDIENCE}`, [
    tenantId,
    segmentId,
  ]);
  return rows[0]?.people ?? 0;
}

/**
 * Queues a message for everybody in the segment as it is now, and a row that is never sent for everybody who is held out:
 * who was meant and who was not stays known. Returns how many messages are queued.
 */
export async function queueMessages(
  tx: Transaction,
  tenantId: string,
  { id, channel }: Campaign,
  {
    segmentId,
    sendAfter,
    armOf,
  }: {
    readonly segmentId: string;
    readonly sendAfter: Date;
    readonly armOf: ((customer: string) => Arm) | null;
  },
): Promise<number> {
  if (armOf === null) {
    const { rowCount } = await tx.query(
      `insert into outbox (tenant_id, campaign_id, customer_id, channel, send_after, token)
       select $1, $3::bigint, m.user_id, $4, $5, ${TOKEN} ${AUDIENCE}
       on conflict (tenant_id, campaign_id, step, customer_id) do nothing`,
      [tenantId, segmentId, id, channel, sendAfter],
    );
    return rowCount;
  }
  let queued = 0;
  // No id is empty.
  for (let after = ''; ; ) {
    const page = await readPage(tx, tenantId, segmentId, after);
    const people = page.filter(({ known }) => known).map(({ id: person }) => person);
    const arms = people.map(armOf);
    await tx.query(
      `insert into outbox (tenant_id, campaign_id, customer_id, channel, send_after, token, variation_id, state, reason)
       select $1, $2::bigint, person, $3, $4, ${TOKEN}, variation, case when held then 'skipped' else 'queued' end,
              case when held then '${HELD_OUT}' end
         from unnest($5::text[], $6::text[], $7::boolean[]) as assigned (person, variation, held)
       on conflict (tenant_id, campaign_id, step, customer_id) do nothing`,
      [
        ...[tenantId, id, channel, sendAfter, people],
        arms.map((arm) => (arm.heldOut ? null : arm.variationId)),
        arms.map(({ heldOut }) => heldOut),
      ],
    );
    queued += arms.filter(({ heldOut }) => !heldOut).length;
    after = page.at(-1)?.id ?? after;
    if (page.length < PAGE) return queued;
  }
}

interface Member {
  readonly id: string;
  /** Not erased, nor gone in another way. */
  readonly known: boolean;
}

/** The next members in the order of the index, and only then who they are: a join would be made of all of them each time. */
async function readPage(
  tx: Transaction,
  tenantId: string,
  segmentId: string,
  after: string,
): Promise<readonly Member[]> {
  const { rows } = await tx.query<Member>(
    `with m as materialized (
       select user_id from segment_membership
        where tenant_id = $1 and segment_id = $2::bigint and user_id > $3 order by user_id limit $4)
     select m.user_id as id, c.customer_id is not null and not (${ERASED}) as known
       from m left join dim_customer c on c.tenant_id = $1 and c.customer_id = m.user_id
      order by m.user_id`,
    [tenantId, segmentId, after, PAGE],
  );
  return rows;
}
