/**
 * From an assignment to the stored segments: who is in what now, who moved, how large each is. Set-based, and only
 * what differs is written, so that the same day computed twice changes nothing.
 */
import type { Transaction } from '../../db/db.ts';
import type { Method, Reason } from './segment.ts';

/** A confidence that changed by less is left as it was: it shifts a little every day for everybody. */
const CONFIDENCE_STEP = 0.05;

export interface RunRecord {
  readonly runId: string;
  readonly method: Method;
  /** The day that recency counted back from. */
  readonly day: string;
  readonly customers: number;
  readonly parameters: object;
  readonly reason: Reason;
  readonly now: Date;
  /** Every segment of the run, retired ones too: members it has and the assignment does not list leave it. */
  readonly segmentIds: readonly string[];
  /** Those that exclude one another: between them people move. */
  readonly leafIds: readonly string[];
}

export interface RunResult {
  /** Rows of membership that came, went or changed their confidence. */
  readonly changes: number;
  /** Customers who moved from one segment to another, or in or out. */
  readonly moved: number;
  /** False where the day was computed before, to the same end. */
  readonly recorded: boolean;
}

/** Waits until no other transaction segments this tenant's customers; held until this one ends. */
export async function oneRunAtATime(tx: Transaction, tenantId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('segments ' || $1, 0))", [tenantId]);
}

/** A table of the transaction for who is to be in which segment. */
export async function openAssignment(tx: Transaction): Promise<void> {
  await tx.query('drop table if exists pg_temp.segment_assignment');
  await tx.query(
    `create temp table segment_assignment
       (customer_id text not null, segment_id bigint not null, confidence numeric(5, 2)) on commit drop`,
  );
}

/** Stores what `segment_assignment` says. Call it once per transaction. */
export async function settleRun(tx: Transaction, tenantId: string, run: RunRecord): Promise<RunResult> {
  await tx.query('analyze segment_assignment');
  const { runId, method, day, segmentIds, leafIds, now } = run;
  const isFirst = !(await hasHistory(tx, tenantId, leafIds));
  await tx.query('drop table if exists pg_temp.segment_differences');
  await tx.query(
    `create temp table segment_differences
       (customer_id text not null, segment_id bigint not null, joins boolean, confidence numeric(5, 2)) on commit drop`,
  );
  // joins: true comes, false goes, null stays with another confidence.
  const differing = await tx.query(
    `insert into segment_differences
     select coalesce(a.customer_id, m.user_id), coalesce(a.segment_id, m.segment_id),
            case when m.user_id is null then true when a.customer_id is null then false end, a.confidence
     from segment_assignment a
     full join (select user_id, segment_id, confidence_score from segment_membership
                where tenant_id = $1 and segment_id = any($2::bigint[])) m
       on m.user_id = a.customer_id and m.segment_id = a.segment_id
     where m.user_id is null or a.customer_id is null or abs(m.confidence_score - a.confidence) >= ${CONFIDENCE_STEP}`,
    [tenantId, segmentIds],
  );
  const changes = differing.rowCount;
  const known = await tx.query(
    `select from segment_runs
     where tenant_id = $1 and method = $2 and as_of = $3::date and parameters = $4::jsonb limit 1`,
    [tenantId, method, day, JSON.stringify(run.parameters)],
  );
  const recorded = changes > 0 || known.rowCount === 0;
  if (recorded)
    await tx.query(
      `insert into segment_runs (run_id, tenant_id, method, as_of, customers, parameters, reason, ran_at)
       values ($1, $2, $3, $4::date, $5, $6::jsonb, $7, $8)`,
      [runId, tenantId, method, day, run.customers, JSON.stringify(run.parameters), run.reason, now],
    );
  const moved = isFirst ? 0 : await storeMoves(tx, tenantId, runId, leafIds);
  if (changes > 0) await storeMembership(tx, tenantId, now);
  await storeSizes(tx, tenantId, { day, segmentIds, isFirst, now });
  return { changes, moved, recorded };
}

async function hasHistory(
  tx: Transaction,
  tenantId: string,
  segmentIds: readonly string[],
): Promise<boolean> {
  // A saved rule is a run of its own: what counts is whether these segments have a history.
  const { rowCount } = await tx.query(
    'select from segment_history where tenant_id = $1 and segment_id = any($2::bigint[]) limit 1',
    [tenantId, segmentIds],
  );
  return rowCount > 0;
}

async function storeMoves(
  tx: Transaction,
  tenantId: string,
  runId: string,
  leafIds: readonly string[],
): Promise<number> {
  const { rows } = await tx.query<{ moved: number }>(
    `with moved as (
       insert into segment_moves (tenant_id, run_id, from_segment_id, to_segment_id, customers)
       select $1, $2, gone.segment_id, come.segment_id, count(*)
       from (select * from segment_differences where not joins and segment_id = any($3::bigint[])) gone
       full join (select * from segment_differences where joins and segment_id = any($3::bigint[])) come
         using (customer_id)
       group by gone.segment_id, come.segment_id
       returning customers)
     select coalesce(sum(customers), 0)::int as moved from moved`,
    [tenantId, runId, leafIds],
  );
  return rows[0]?.moved ?? 0;
}

async function storeMembership(tx: Transaction, tenantId: string, now: Date): Promise<void> {
  await tx.query(
    `delete from segment_membership m using segment_differences d
     where m.tenant_id = $1 and not d.joins and m.segment_id = d.segment_id and m.user_id = d.customer_id`,
    [tenantId],
  );
  await tx.query(
    `insert into segment_membership (tenant_id, segment_id, user_id, confidence_score, joined_at)
     select $1, segment_id, customer_id, confidence, $2 from segment_differences where joins`,
    [tenantId, now],
  );
  await tx.query(
    `update segment_membership m set confidence_score = d.confidence from segment_differences d
     where m.tenant_id = $1 and d.joins is null and m.segment_id = d.segment_id and m.user_id = d.customer_id`,
    [tenantId],
  );
}

/** One row of history a day: what is computed twice on a day adds its comings and goings. */
async function storeSizes(
  tx: Transaction,
  tenantId: string,
  run: { day: string; segmentIds: readonly string[]; isFirst: boolean; now: Date },
): Promise<void> {
  await tx.query(
    `with sizes as (
       select s.id, count(a.customer_id)::int as members, sum(c.total_revenue) as revenue
       from audience_segments s left join segment_assignment a on a.segment_id = s.id
            left join fct_customer_segments c on c.tenant_id = $1 and c.customer_id = a.customer_id
       where s.tenant_id = $1 and s.id = any($2::bigint[]) and s.is_active
       group by s.id),
     turnover as (
       select segment_id, count(*) filter (where joins)::int as joined, count(*) filter (where not joins)::int as departed
       from segment_differences group by segment_id),
     sized as (
       update audience_segments g set user_count = z.members, updated_at = $5
       from sizes z where g.tenant_id = $1 and g.id = z.id and g.user_count is distinct from z.members)
     insert into segment_history as h (tenant_id, segment_id, as_of, user_count, joined, departed, total_revenue)
     select $1, z.id, $3::date, z.members, case when $4 then 0 else coalesce(t.joined, 0) end,
            case when $4 then 0 else coalesce(t.departed, 0) end, z.revenue
     from sizes z left join turnover t on t.segment_id = z.id
     on conflict (tenant_id, segment_id, as_of) do update
       set user_count = excluded.user_count, joined = h.joined + excluded.joined,
           departed = h.departed + excluded.departed, total_revenue = excluded.total_revenue
       where (h.user_count, h.total_revenue) is distinct from (excluded.user_count, excluded.total_revenue)
          or excluded.joined + excluded.departed > 0`,
    [tenantId, run.segmentIds, run.day, run.isFirst, run.now],
  );
}
