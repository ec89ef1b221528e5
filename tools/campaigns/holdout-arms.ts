/** What those a campaign was meant for spent since it began, beside those held out. */
import type { Queryable } from '../../db/db.ts';
import type { Workspace } from '../workspace.ts';
import { HELD_OUT } from './progress.ts';
import type { Campaign } from './read-campaigns.ts';

export interface HoldoutArm {
  readonly people: number;
  readonly buyers: number;
  readonly revenue: number;
  /** Σ of the squared revenue of each person. */
  readonly squares: number;
}

export interface HoldoutArms {
  /** Whole days with sales since it began, up to those asked for; less than one where there are none. */
  readonly days: number;
  readonly meant: HoldoutArm;
  readonly heldOut: HoldoutArm;
}

/**
 * Everybody counts where they were put when it was approved, whether they got the message or not: anything else would
 * compare people who can be reached with people who cannot. Null where it has not begun or nobody is held out.
 */
export async function readHoldoutArms(
  db: Queryable,
  { tenantId, timezone, data }: Workspace,
  { id, startedAt }: Pick<Campaign, 'id' | 'startedAt'>,
  days: number,
): Promise<HoldoutArms | null> {
  if (startedAt === null || data === null) return null;
  const { rows } = await db.query<HoldoutArm & { readonly held_out: boolean; readonly days: number }>(
    `with began as (select ($3::timestamptz at time zone $4)::date as day),
     spent as (
       select o.customer_id, o.reason is not distinct from '${HELD_OUT}' as held_out,
              coalesce(sum(s.total_amount), 0)::float8 as revenue, coalesce(bool_or(s.quantity > 0), false) as bought
         from outbox o cross join began
         left join fct_sales s on s.tenant_id = $1 and s.customer_id = o.customer_id
          and s.transaction_date >= began.day and s.transaction_date < began.day + $6::int
        where o.tenant_id = $1 and o.campaign_id = $2::bigint and o.step = 1
        group by o.customer_id, o.reason)
     select held_out, count(*)::int as people, count(*) filter (where bought)::int as buyers,
            sum(revenue)::float8 as revenue, sum(revenue * revenue)::float8 as squares,
            (select least($5::date + 1 - day, $6::int)::int from began) as days
       from spent group by held_out`,
    [tenantId, id, startedAt, timezone, data.to, days],
  );
  const meant = rows.find(({ held_out }) => !held_out);
  const heldOut = rows.find(({ held_out }) => held_out);
  return meant && heldOut ? { days: heldOut.days, meant, heldOut } : null;
}
