/** Every segment as the overview shows it. */
import { z } from 'zod';
import type { TenantDb } from '../../db/db.ts';
import { METHODS, type Method } from './segment.ts';

const past = z.object({ day: z.string(), members: z.number(), value: z.number().nullable() }).nullable();

export const segmentRow = z.object({
  id: z.string(),
  name: z.string(),
  method: z.enum(METHODS),
  parent: z.string().nullable(),
  description: z.string().nullable(),
  strategy: z.string().nullable(),
  members: z.number(),
  /** Share of all customers, 0 to 1. */
  share: z.number(),
  /** Revenue of a member in all, in the workspace's currency; null where nobody bought. */
  value: z.number().nullable(),
  /** The day the size is of; null where it was never counted. */
  day: z.string().nullable(),
  week: past,
  month: past,
  /** Members that have probably left (probability from a half); null where nobody was scored. */
  atRisk: z.number().nullable(),
  createdBy: z.string().nullable(),
});
export type SegmentRow = z.infer<typeof segmentRow>;

export const overviewData = z.object({
  segments: z.array(segmentRow),
  /** The last run of RFM. */
  lastRun: z.object({ day: z.string(), reason: z.string(), customers: z.number() }).nullable(),
});
export type OverviewData = z.infer<typeof overviewData>;

/** The newest row of history that is `from` to `to` days older than the latest. */
const pastSql = (alias: string, from: number, to: number) => `
left join lateral (
  select as_of, user_count, total_revenue from segment_history h
  where h.tenant_id = s.tenant_id and h.segment_id = s.id and h.as_of between latest.as_of - ${to} and latest.as_of - ${from}
  order by as_of desc limit 1) ${alias} on true`;

const pastColumn = (alias: string) =>
  `case when ${alias}.as_of is not null then jsonb_build_object('day', ${alias}.as_of, 'members', ${alias}.user_count,
     'value', (${alias}.total_revenue / nullif(${alias}.user_count, 0))::float8) end as ${alias}`;

const SQL = `
with risk as (
  select m.segment_id, count(*) filter (where c.churn_probability >= 0.5)::int as at_risk
  from customer_scores c join segment_membership m on m.tenant_id = c.tenant_id and m.user_id = c.customer_id
  where c.tenant_id = $1 and c.churn_probability is not null group by m.segment_id)
select s.id::text as id, s.segment_name as name, s.method, parent.segment_name as parent, s.description, s.strategy,
       coalesce(s.user_count, 0) as members,
       coalesce(s.user_count / nullif((select count(*) from dim_customer where tenant_id = $1), 0)::float8, 0) as share,
       (latest.total_revenue / nullif(latest.user_count, 0))::float8 as value, latest.as_of::text as day,
       ${pastColumn('week')}, ${pastColumn('month')}, risk.at_risk as "atRisk", people.name as "createdBy"
from audience_segments s
left join audience_segments parent on parent.tenant_id = s.tenant_id and parent.id = s.parent_id
left join people on people.tenant_id = s.tenant_id and people.person_id = s.created_by
left join risk on risk.segment_id = s.id
left join lateral (
  select as_of, user_count, total_revenue from segment_history h
  where h.tenant_id = s.tenant_id and h.segment_id = s.id order by as_of desc limit 1) latest on true
${pastSql('week', 7, 14)}
${pastSql('month', 28, 60)}
where s.tenant_id = $1 and s.is_active and ($2::text is null or s.method = $2) and ($3::bigint is null or s.id = $3)
order by array_position(array['rfm', 'rule', 'static', 'kmeans', 'outliers'], s.method),
         coalesce(parent.user_count, s.user_count) desc, coalesce(s.parent_id, s.id), s.parent_id nulls first,
         members desc, name`;

/** Active segments, of one method or all, or the one of an id. */
export async function readSegments(
  db: TenantDb,
  { method, id }: { readonly method?: Method | undefined; readonly id?: string },
): Promise<readonly SegmentRow[]> {
  const { rows } = await db.read<SegmentRow>(SQL, [db.tenantId, method ?? null, id ?? null]);
  return rows;
}

/** Why and when a method ran last; null where it never did. */
export async function readLastRun(
  db: TenantDb,
  method: Method,
): Promise<{ readonly day: string; readonly reason: string; readonly customers: number } | null> {
  const { rows } = await db.read<{ day: string; reason: string; customers: number }>(
    `select as_of::text as day, reason, customers from segment_runs
     where tenant_id = $1 and method = $2 order by as_of desc, ran_at desc limit 1`,
    [db.tenantId, method],
  );
  return rows[0] ?? null;
}
