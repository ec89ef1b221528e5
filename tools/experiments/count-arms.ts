/** What the people of a test did, by arm: people are counted, not events. */
import type { Queryable } from '../../db/db.ts';
import { type MetricId, SHARES } from './metrics.ts';
import type { AbTest } from './read-tests.ts';

export interface ArmCounts {
  readonly variation: string;
  readonly people: number;
  /** Metric that is a share → people who did it at least once. */
  readonly did: Readonly<Partial<Record<MetricId, number>>>;
  /** Σ and Σ² of the value of each person. */
  readonly value: number;
  readonly valueSquared: number;
}

export interface TestCounts {
  readonly arms: readonly ArmCounts[];
  /** People who were seen in more than one arm: in none of them. */
  readonly contaminated: number;
  /** Results from after the test was stopped: they count for nothing. */
  readonly late: number;
  /** The first and the last thing that anybody did; null where nobody did anything. */
  readonly from: Date | null;
  readonly to: Date | null;
}

interface Row {
  readonly variation: string | null;
  readonly people: number;
  readonly value: number;
  readonly value_squared: number;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly [metric: string]: unknown;
}

const FIRST_EVENTS = 4;
const did = SHARES.map(({ id }, at) => `bool_or(lower(event_type) = any($${at + FIRST_EVENTS})) as ${id}`);
const counted = SHARES.map(({ id }) => `count(*) filter (where ${id})::int as ${id}`);

/** One pass over the results, one row per person, one per arm; the arm of who was seen in several is null. */
const SQL = `
select case when arm = other_arm then arm end as variation, count(*)::int as people, ${counted.join(', ')},
       sum(value) as value, sum(value * value) as value_squared, min(first_at) as first_at, max(last_at) as last_at
  from (select user_id, min(variation_id) as arm, max(variation_id) as other_arm, ${did.join(', ')},
               coalesce(sum(value), 0) as value, min("timestamp") as first_at, max("timestamp") as last_at
          from ab_test_results
         where tenant_id = $1 and test_id = $2::bigint and user_id is not null and variation_id is not null
           and ($3::timestamptz is null or "timestamp" <= $3)
         group by user_id) person
 group by 1 order by 1`;

/**
 * Counts the people of each arm that has any, by what happened until the test was stopped; everybody with an event is
 * of the arm. It is the time of an event that counts, not when it came in.
 */
export async function countArms(
  db: Queryable,
  tenantId: string,
  { id, stoppedAt }: Pick<AbTest, 'id' | 'stoppedAt'>,
): Promise<TestCounts> {
  const { rows } = await db.query<Row>(SQL, [tenantId, id, stoppedAt, ...SHARES.map(({ events }) => events)]);
  const arms = rows.flatMap((row) => (row.variation === null ? [] : [armOf(row.variation, row)]));
  const instants = (pick: (row: Row) => Date) => rows.map((row) => pick(row).getTime());
  return {
    arms,
    late: stoppedAt === null ? 0 : await countLate(db, tenantId, id, stoppedAt),
    contaminated: rows.find(({ variation }) => variation === null)?.people ?? 0,
    from: rows.length > 0 ? new Date(Math.min(...instants(({ first_at }) => first_at))) : null,
    to: rows.length > 0 ? new Date(Math.max(...instants(({ last_at }) => last_at))) : null,
  };
}

async function countLate(db: Queryable, tenantId: string, id: string, stoppedAt: string): Promise<number> {
  const { rows } = await db.query<{ late: number }>(
    `select count(*)::int as late from ab_test_results
      where tenant_id = $1 and test_id = $2::bigint and "timestamp" > $3`,
    [tenantId, id, stoppedAt],
  );
  return rows[0]?.late ?? 0;
}

function armOf(variation: string, row: Row): ArmCounts {
  return {
    variation,
    people: row.people,
    did: Object.fromEntries(SHARES.map(({ id }) => [id, row[id] as number])),
    value: row.value,
    valueSquared: row.value_squared,
  };
}
