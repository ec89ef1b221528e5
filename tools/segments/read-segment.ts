/** What the members of one segment are like. */
import { z } from 'zod';
import type { TenantDb } from '../../db/db.ts';

export const traits = z.object({
  daysSinceOrder: z.number().nullable(),
  orders: z.number().nullable(),
  engagement: z.number().nullable(),
  /** Mean probability of having left, 0 to 1. */
  churn: z.number().nullable(),
  /** Expected revenue of a member over `horizonDays`. */
  lifetimeValue: z.number().nullable(),
  horizonDays: z.number().nullable(),
});
export type Traits = z.infer<typeof traits>;

export const interest = z.object({
  name: z.string(),
  /** Share of the members with a known interest for whom it is the first, and of all such customers. */
  share: z.number(),
  everywhere: z.number(),
});

export const member = z.object({
  customer_id: z.string(),
  location: z.string().nullable(),
  age: z.number().nullable(),
  interest: z.string().nullable(),
  orders: z.number().nullable(),
  revenue: z.number().nullable(),
  last_order: z.string().nullable(),
  /** How well the member fits, 0 to 1; null where fit is yes or no. */
  confidence: z.number().nullable(),
});
export type Member = z.infer<typeof member>;

export const person = member.extend({
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});
export type Person = z.infer<typeof person>;

/** Averages over the members; days count back from `today`. */
export async function readTraits(db: TenantDb, segmentId: string, today: string): Promise<Traits> {
  const { rows } = await db.read<Traits>(
    `select avg($3::date - c.last_order_date)::float8 as "daysSinceOrder",
            case when count(f.customer_id) > 0 then avg(coalesce(f.total_orders, 0))::float8 end as orders, avg(s.engagement)::float8 as engagement,
            avg(s.churn_probability)::float8 as churn, avg(s.lifetime_value)::float8 as "lifetimeValue",
            max(s.horizon_days)::int as "horizonDays"
     from segment_membership m
     join dim_customer c on c.tenant_id = m.tenant_id and c.customer_id = m.user_id
     left join fct_customer_segments f on f.tenant_id = m.tenant_id and f.customer_id = c.customer_id
     left join customer_scores s on s.tenant_id = m.tenant_id and s.customer_id = c.customer_id
     where m.tenant_id = $1 and m.segment_id = $2`,
    [db.tenantId, segmentId, today],
  );
  const [row] = rows;
  if (!row) throw new Error('an aggregate without a row');
  return row;
}

/** The members' five most common first interests beside how common they are among all customers. */
export async function readInterests(db: TenantDb, segmentId: string): Promise<z.infer<typeof interest>[]> {
  const { rows } = await db.read<z.infer<typeof interest>>(
    `with all_profiles as (
       select top_interest as name, count(*) as everyone, count(m.user_id) as members
       from customer_profiles p
       left join segment_membership m on m.tenant_id = $1 and m.segment_id = $2 and m.user_id = p.customer_id
       where p.tenant_id = $1 and top_interest is not null group by top_interest)
     select name, (members / sum(members) over ())::float8 as share, (everyone / sum(everyone) over ())::float8 as everywhere
     from all_profiles where (select sum(members) from all_profiles) > 0 order by members desc, name limit 5`,
    [db.tenantId, segmentId],
  );
  return rows.filter(({ share }) => share > 0);
}

const MEMBER_COLUMNS = `
top.user_id as customer_id, c.location, c.age, p.top_interest as interest, top.total_orders as orders,
top.total_revenue::float8 as revenue, c.last_order_date::text as last_order, top.confidence_score::float8 as confidence`;
const PERSONAL_COLUMNS = `nullif(concat_ws(' ', c.first_name, c.last_name), '') as name, c.email, c.phone`;

/** Members, those who spent most first. Names and addresses only where `personal`. */
export async function readMembers<Personal extends boolean>(
  db: TenantDb,
  segmentId: string,
  { limit, personal }: { readonly limit: number; readonly personal: Personal },
): Promise<(Personal extends true ? Person : Member)[]> {
  const { rows } = await db.read<Personal extends true ? Person : Member>(
    // Who spent most first, and only then what is known of them: a segment may hold half of a million customers.
    `with top as materialized (
       select m.user_id, m.confidence_score, f.total_orders, f.total_revenue
       from segment_membership m
       left join fct_customer_segments f on f.tenant_id = $1 and f.customer_id = m.user_id
       where m.tenant_id = $1 and m.segment_id = $2 order by f.total_revenue desc nulls last, m.user_id limit $3)
     select ${MEMBER_COLUMNS}${personal ? `, ${PERSONAL_COLUMNS}` : ''}
     from top
     join dim_customer c on c.tenant_id = $1 and c.customer_id = top.user_id
     left join customer_profiles p on p.tenant_id = $1 and p.customer_id = top.user_id
     order by top.total_revenue desc nulls last, top.user_id`,
    [db.tenantId, segmentId, limit],
  );
  return rows;
}
