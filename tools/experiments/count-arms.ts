/** What the people of a test did, by arm: people are counted, not events. */
import type { Queryable } from '../../db/db.ts';
import { type MetricId, SHARES } from './metrics.ts';
import type { AbTest } from './read-tests.ts';
import { type Epoch, readEpochs } from './shares.ts';

/** What some people did. */
export interface Counts {
  readonly people: number;
  /** Metric that is a share → people who did it at least once. */
  readonly did: Readonly<Partial<Record<MetricId, number>>>;
  /** Σ and Σ² of the value of each person. */
  readonly value: number;
  readonly valueSquared: number;
}

export interface ArmCounts extends Counts {
  readonly variation: string;
  /** By the epoch in which people were first seen, those from before the first with it; one where shares are fixed. */
  readonly epochs: readonly Counts[];
}

export interface TestCounts {
  readonly arms: readonly ArmCounts[];
  /** The shares in force over time; none where they are fixed. */
  readonly epochs: readonly Epoch[];
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
  readonly epoch: number;
  readonly people: number;
  readonly value: number;
  readonly value_squared: number;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly [metric: string]: unknown;
}

const FIRST_EVENTS = 5;
const did = SHARES.map(({ id }, at) => `bool_or(lower(event_type) = any($${at + FIRST_EVENTS})) as ${id}`);
const counted = SHARES.map(({ id }) => `count(*) filter (where ${id})::int as ${id}`);

/** One pass over the results, one row per person, one per arm and epoch; the arm of who was seen in several is null. */
const SQL = `
select case when arm = other_arm then arm end as variation,
       greatest(1, width_bucket(first_at, $4::timestamptz[])) - 1 as epoch, count(*)::int as people, ${counted.join(', ')},
       sum(value) as value, sum(value * value) as value_squared, min(first_at) as first_at, max(last_at) as last_at
  from (select user_id, min(variation_id) as arm, max(variation_id) as other_arm, ${did.join(', ')},
               coalesce(sum(value), 0) as value, min("timestamp") as first_at, max("timestamp") as last_at
          from ab_test_results
         where tenant_id = $1 and test_id = $2::bigint and user_id is not null and variation_id is not null
           and ($3::timestamptz is null or "timestamp" <= $3)
         group by user_id) person
 group by 1, 2 order by 1, 2`;

/**
 * Counts the people of each arm that has any, by what happened until the test was stopped; everybody with an event is
 * of the arm. It is the time of an event that counts, not when it came in.
 */
export async function countArms(
  db: Queryable,
  tenantId: string,
  test: Pick<AbTest, 'id' | 'stoppedAt' | 'allocation'>,
): Promise<TestCounts> {
  const { id, stoppedAt } = test;
  const epochs = await readEpochs(db, tenantId, test);
  const { rows } = await db.query<Row>(SQL, [
    tenantId,
    id,
    stoppedAt,
    epochs.map(({ from }) => from.toISOString()),
    ...SHARES.map(({ events }) => events),
  ]);
  const seen = [...new Set(rows.flatMap(({ variation }) => variation ?? []))];
  const of = (variation: string | null) => rows.filter((row) => row.variation === variation);
  const instants = (pick: (row: Row) => Date) => rows.map((row) => pick(row).getTime());
  return {
    arms: seen.map((variation) => armOf(variation, of(variation), epochs.length)),
    epochs,
    late: stoppedAt === null ? 0 : await countLate(db, tenantId, id, stoppedAt),
    contaminated: of(null).reduce((sum, { people }) => sum + people, 0),
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

const NOBODY: Counts = { people: 0, did: {}, value: 0, valueSquared: 0 };

/** An arm in which nobody was seen. */
export function nobodyIn(variation: string, epochs: number): ArmCounts {
  return armOf(variation, [], epochs);
}

function armOf(variation: string, rows: readonly Row[], epochs: number): ArmCounts {
  const cells = Array.from({ length: Math.max(1, epochs) }, (_, at) => {
    const row = rows.find(({ epoch }) => epoch === at);
    return row ? countsOf(row) : NOBODY;
  });
  return { variation, ...cells.reduce(together), epochs: cells };
}

function countsOf(row: Row): Counts {
  return {
    people: row.people,
    did: Object.fromEntries(SHARES.map(({ id }) => [id, row[id] as number])),
    value: row.value,
    valueSquared: row.value_squared,
  };
}

function together(one: Counts, other: Counts): Counts {
  return {
    people: one.people + other.people,
    did: Object.fromEntries(SHARES.map(({ id }) => [id, (one.did[id] ?? 0) + (other.did[id] ?? 0)])),
    value: one.value + other.value,
    valueSquared: one.valueSquared + other.valueSquared,
  };
}
