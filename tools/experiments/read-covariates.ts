/** What people bought before a test: it explains part of how they differ in it. */
import type { Queryable } from '../../db/db.ts';
import type { CovariateSums } from '../../statistics/experiments/cuped.ts';
import type { AbTest } from './read-tests.ts';

/** How far back; always the same, so that nobody chooses the window that suits. */
export const DAYS_BEFORE = 90;

interface Row extends CovariateSums {
  readonly variation: string;
}

/**
 * One row per person of one arm; those without a sale before have bought for 0, and who is not in the test has no variation.
 * Results and sales are grouped together rather than joined: how few people are in two arms is not what a planner expects,
 * and it would look up each of them among all the others.
 */
const SQL = `
select variation, count(*)::int as n, sum(y) as y, sum(y * y) as yy, sum(x) as x, sum(x * x) as xx, sum(x * y) as xy
  from (select min(variation_id) as variation, coalesce(sum(value), 0) as y, coalesce(sum(bought), 0) as x
          from (select user_id, variation_id, value, null::double precision as bought from ab_test_results
                 where tenant_id = $1 and test_id = $2::bigint and user_id is not null and variation_id is not null
                   and ($3::timestamptz is null or "timestamp" <= $3)
                union all
                select customer_id, null, null, total_amount::double precision from fct_sales
                 where tenant_id = $1 and customer_id is not null
                   and transaction_date < ($4::timestamptz at time zone $5)::date
                   and transaction_date >= ($4::timestamptz at time zone $5)::date - $6::int) line
         group by user_id having min(variation_id) = max(variation_id)) person
 group by variation`;

/**
 * By variation, the sums of each person's value in the test and of their revenue in the 90 days before the day on which the
 * test began, by the team's clock: whatever is later, the test may have moved. The same people as `countArms`.
 */
export async function readCovariates(
  db: Queryable,
  tenantId: string,
  { id, stoppedAt }: Pick<AbTest, 'id' | 'stoppedAt'>,
  { began, timezone }: { readonly began: Date; readonly timezone: string },
): Promise<ReadonlyMap<string, CovariateSums>> {
  const { rows } = await db.query<Row>(SQL, [tenantId, id, stoppedAt, began, timezone, DAYS_BEFORE]);
  return new Map(rows.map(({ variation, ...sums }) => [variation, sums]));
}
