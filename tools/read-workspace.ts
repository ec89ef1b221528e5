/** Reads what every tool needs to know of the tenant's data; one cheap statement, run for every question. */
import type { TenantDb } from '../db/db.ts';
import type { Workspace } from './workspace.ts';

/** Newest data older than this many days moves the data clock. */
const FRESH_DAYS = 2;
const DAY_MS = 86_400_000;

interface WorkspaceRow {
  readonly name: string;
  readonly timezone: string;
  readonly currency: string;
  readonly kind: 'team' | 'demo';
  readonly data_version: number;
  readonly wall_today: string;
  readonly first_sale: string | null;
  readonly last_sale: string | null;
  readonly last_other: string | null;
}

// Days after the wall clock's today are mistakes in the data and must not move the clock.
const WORKSPACE_SQL = `
with clock as (
  select t.*, ($2::timestamptz at time zone t.timezone)::date as wall_today from tenants t where t.tenant_id = $1)
select name, timezone, currency, kind, data_version, wall_today,
  (select min(transaction_date) from fct_sales where tenant_id = $1 and transaction_date <= wall_today) as first_sale,
  (select max(transaction_date) from fct_sales where tenant_id = $1 and transaction_date <= wall_today) as last_sale,
  greatest(
    (select max(event_date) from fct_events where tenant_id = $1 and event_date <= wall_today),
    (select max(spend_date) from fct_marketing_spend where tenant_id = $1 and spend_date <= wall_today)) as last_other
from clock`;

/**
 * The workspace as of `now`, with the data clock: the wall clock's date, or the day after the last day with
 * sales (with events or spend, where there are no sales) if that is more than two days ago.
 * Throws where the tenant does not exist.
 */
export async function readWorkspace(db: TenantDb, now: Date): Promise<Workspace> {
  const { rows } = await db.read<WorkspaceRow>(WORKSPACE_SQL, [db.tenantId, now]);
  const row = rows[0];
  if (!row) throw new Error(`tenant ${db.tenantId} does not exist`);
  const newest = row.last_sale ?? row.last_other;
  const clockIsBehind = newest !== null && daysBetween(newest, row.wall_today) > FRESH_DAYS;
  return {
    tenantId: db.tenantId,
    name: row.name,
    timezone: row.timezone,
    currency: row.currency,
    today: clockIsBehind ? dayAfter(newest) : row.wall_today,
    clockIsBehind,
    data: row.first_sale && row.last_sale ? { from: row.first_sale, to: row.last_sale } : null,
    isDemo: row.kind === 'demo',
    version: String(row.data_version),
  };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}
