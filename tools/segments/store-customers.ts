import type { Transaction } from '../../db/db.ts';

/** Days since the last order up to which a customer counts as active, and as lapsing. */
const ACTIVE_DAYS = 90;
const LAPSING_DAYS = 180;

/** The current segment of each customer, as questions about segments read it; only what differs is written. */
export async function storeCustomers(tx: Transaction, tenantId: string, now: Date): Promise<void> {
  const before = await segmentNames(tx, tenantId);
  await tx.query(
    `insert into fct_customer_segments as c
       (tenant_id, customer_id, segment_id, segment_name, total_orders, total_revenue, activity_status, assigned_at)
     select $1, a.customer_id, a.segment_id, s.segment_name, f.orders, f.revenue,
            case when days_since_order <= $3 then 'active' when days_since_order <= $4 then 'lapsing' else 'inactive' end,
            $2
     from segment_assignment a join segment_features f using (customer_id)
          join audience_segments s on s.tenant_id = $1 and s.id = a.segment_id
     on conflict (tenant_id, customer_id) do update
       set segment_id = excluded.segment_id, segment_name = excluded.segment_name,
           total_orders = excluded.total_orders, total_revenue = excluded.total_revenue,
           activity_status = excluded.activity_status,
           assigned_at = case when c.segment_id = excluded.segment_id then c.assigned_at else excluded.assigned_at end
       where (c.segment_id, c.segment_name, c.total_orders, c.total_revenue, c.activity_status) is distinct from
             (excluded.segment_id, excluded.segment_name, excluded.total_orders, excluded.total_revenue,
              excluded.activity_status)`,
    [tenantId, now, ACTIVE_DAYS, LAPSING_DAYS],
  );
  await tx.query(
    `delete from fct_customer_segments c where tenant_id = $1
       and not exists (select from segment_assignment a where a.customer_id = c.customer_id)`,
    [tenantId],
  );
  // What questions may name is remembered per version of the data.
  if ((await segmentNames(tx, tenantId)) !== before)
    await tx.query('update tenants set audience_version = audience_version + 1 where tenant_id = $1', [
      tenantId,
    ]);
}

async function segmentNames(tx: Transaction, tenantId: string): Promise<string> {
  const { rows } = await tx.query<{ names: string }>(
    `select coalesce(string_agg(segment_name, '|' order by segment_name), '') as names
     from (select distinct segment_name from fct_customer_segments where tenant_id = $1) named`,
    [tenantId],
  );
  return rows[0]?.names ?? '';
}
