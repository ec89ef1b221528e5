/** Orders and revenue by day, days without any included. */
import type { TenantDb } from '../../db/db.ts';
import type { Workspace } from '../workspace.ts';

/** Days that what is usual is learnt from, and judged. */
const DAYS_READ = 200;

export interface SalesDay {
  readonly day: string;
  readonly orders: number;
  readonly revenue: number;
}

/**
 * Oldest first, from the first day with sales within the last 200 to the last day with any: later days have not been
 * imported, and are not days without orders.
 */
export async function readDays(
  db: TenantDb,
  { today }: Pick<Workspace, 'today'>,
): Promise<readonly SalesDay[]> {
  const { rows } = await db.read<SalesDay>(
    `with sold as (
       select transaction_date as day, count(distinct transaction_id) filter (where quantity > 0) as orders,
              sum(total_amount) as revenue
         from fct_sales
        where tenant_id = $1 and transaction_date < $2::date and transaction_date >= $2::date - ${DAYS_READ}
        group by 1)
     select d::date::text as day, coalesce(orders, 0)::int as orders, coalesce(revenue, 0)::float8 as revenue
       from generate_series((select min(day) from sold), (select max(day) from sold), interval '1 day') d
       left join sold on sold.day = d::date order by 1`,
    [db.tenantId, today],
  );
  return rows;
}
