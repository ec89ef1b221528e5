/** What every customer did, in a table of the transaction and from there in pages: never all facts at once. */
import type { Transaction } from '../../db/db.ts';
import { compileGate } from '../audience/compile-gate.ts';
import type { Workspace } from '../workspace.ts';

/** Customers fetched at a time. */
const PAGE = 20_000;

const TABLE = `
create temp table segment_features (
  n                integer not null,
  customer_id      text not null,
  orders           integer not null,
  revenue          numeric not null,
  days_since_order integer,
  events           integer not null,
  days_since_seen  integer not null,
  content_affinity double precision,
  channel_affinity double precision
) on commit drop`;

/** $1 tenant, $2 day; the gate's own parameters follow. Returns count as no order and lower the revenue. */
const fillSql = (everyone: string) => `
insert into segment_features
with everyone as (${everyone}),
sold as (
  select customer_id, count(distinct transaction_id) filter (where quantity > 0) as orders, sum(total_amount) as revenue,
         max(transaction_date) filter (where quantity > 0) as last_order
  from fct_sales where tenant_id = $1 and customer_id is not null and transaction_date <= $2::date
  group by customer_id),
seen as (
  select customer_id, count(*) as events, max(event_date) as last_seen
  from fct_events where tenant_id = $1 and customer_id is not null and event_date <= $2::date
  group by customer_id)
select row_number() over (order by everyone.customer_id), everyone.customer_id, coalesce(sold.orders, 0),
       coalesce(sold.revenue, 0), $2::date - last_order, coalesce(seen.events, 0),
       $2::date - greatest(last_order, last_seen), content_affinity, channel_affinity
from everyone left join sold using (customer_id) left join seen using (customer_id)
     left join customer_profiles as profile on profile.tenant_id = $1 and profile.customer_id = everyone.customer_id
where last_order is not null or last_seen is not null`;

/** Fills the transaction's table `segment_features` with whoever bought or was seen by `day`; returns how many. */
export async function fillFeatures(
  tx: Transaction,
  tenantId: string,
  workspace: Workspace,
  day: string,
): Promise<number> {
  const everyone = compileGate({ kind: 'everyone' }, { tenantId, workspace }, 3);
  await tx.query('drop table if exists pg_temp.segment_features');
  await tx.query(TABLE);
  const { rowCount } = await tx.query(fillSql(everyone.text), [tenantId, day, ...everyone.values]);
  await tx.query('create index on segment_features (n)');
  await tx.query('analyze segment_features');
  return rowCount;
}

/** Columns of `segment_features` (expressions over it) for `rows` customers, as arrays in the order of `n`. Null is NaN. */
export async function readColumns(
  tx: Transaction,
  expressions: readonly string[],
  where: string,
): Promise<readonly Float64Array[]> {
  const counted = await tx.query<{ rows: number }>(
    `select count(*)::int as rows from segment_features where ${where}`,
  );
  const columns = expressions.map(() => new Float64Array(counted.rows[0]?.rows ?? 0));
  const list = expressions.map((expression) => `(${expression})::float8`).join(', ');
  let filled = 0;
  for (let after = 0; filled < (columns[0]?.length ?? 0); ) {
    const { rows } = await tx.query<{ n: number; values: (number | null)[] }>(
      `select n, array[${list}] as values from segment_features where n > $1 and ${where} order by n limit ${PAGE}`,
      [after],
    );
    for (const { n, values } of rows) {
      for (const [at, value] of values.entries()) (columns[at] as Float64Array)[filled] = value ?? Number.NaN;
      filled += 1;
      after = n;
    }
  }
  return columns;
}
