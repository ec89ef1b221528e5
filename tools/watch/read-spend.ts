/** What campaigns cost and brought, lately and before. */
import type { TenantDb } from '../../db/db.ts';
import type { Workspace } from '../workspace.ts';

/** The days that are judged, and those that they are judged by, counted back from today. */
export const RECENT_DAYS = 28;
export const BASE_DAYS = { from: 140, to: 57 } as const;
const MOST = 5000;

export interface SpendWeek {
  readonly channel: string;
  readonly campaign: string | null;
  /** Weeks before today, 0 the newest. */
  readonly week: number;
  readonly spend: number;
  readonly conversions: number;
}

export async function readSpend(db: TenantDb, { today }: Workspace): Promise<readonly SpendWeek[]> {
  const { rows } = await db.read<SpendWeek>(
    `select channel, campaign, (($2::date - 1 - spend_date) / 7)::int as week,
            sum(amount)::float8 as spend, coalesce(sum(conversions), 0)::float8 as conversions
       from fct_marketing_spend
      where tenant_id = $1 and spend_date < $2::date and spend_date >= $2::date - ${BASE_DAYS.from}
      group by 1, 2, 3 order by 1, 2, 3 limit ${MOST}`,
    [db.tenantId, today],
  );
  return rows;
}
