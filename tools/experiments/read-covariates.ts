/** What people bought before a test: it explains part of how they differ in it. */
import type { Queryable } from '../../db/db.ts';
import type { CovariateSums } from '../../statistics/experiments/cuped.ts';
import type { AbTest } from './read-tests.ts';

/** How far back; always the same, so that nobody chooses the window that suits. */
export const DAYS_BEFORE = 90;

interface Row extends CovariateSums {
  readonly variation: string;
}

/** One row per person of one arm; those without a sale before have bought for 0. */
const SQL = `
with person as (
  select user_id, min(variation_id) as variation, coalesce(sum(value), 0) as y from ab_test_results
   where tenant_id = $1 and test_id = $2::bigint and user_id is not null and variation_id is not null
     and ($3::timestamptz is null or "timestamp" <= $3)
   group by user_id having min(variation_id) = max(variation_id)),
earlier as (
  select customer_id, sum(total_amount)::double precision as x from fct_sales
   where tenant_id = $1 and customer_id in (select user_id from person)
     and transaction_date < ($4::timestamptz at time zone $5)::date
     and transaction_date >= ($4::timestamptz at time zone $5)::date - $6::int
   group by customer_id)
select variation, count(*)::int as n, sum(y) as y, sum(y * y) as yy, coalesce(sum(x), 0) as x,
       coalesce(sum(x * x), 0) as xx, coalesce(sum(x * y), 0) as xy
  from person left join earlier on customer_id = user_id
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
