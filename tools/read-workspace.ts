/** Reads what every tool needs to know of the tenant's data; two cheap look-ups, made for every question. */
import type { TenantDb } from '../db/db.ts';
import type { Workspace } from './workspace.ts';

/** Newest data older than this many days moves the data clock. */
const FRESH_DAYS = 2;
const DAY_MS = 86_400_000;

interface TenantRow {
  readonly name: string;
  readonly timezone: string;
  readonly currency: string;
  readonly kind: 'team' | 'demo';
  readonly data_version: number;
  readonly erasures: number;
  readonly audience_version: number;
  readonly wall_today: string;
}

interface DaysRow {
  readonly first_day: string | null;
  readonly last_day: string | null;
}

const TENANT_SQL = `
select name, timezone, currency, kind, data_version, erasures, audience_version, ($2::timestamptz at time zone timezone)::date as wall_today
from tenants where tenant_id = $1`;

// Plain look-ups at the ends of an index: one statement for all of it takes ten times as long to plan.
// Days after the wall clock's today are mistakes in the data and must not move the clock.
const SALES_DAYS_SQL = `
select (select min(transaction_date) from fct_sales where tenant_id = $1 and transaction_date <= $2::date) as first_day,
       (select max(transaction_date) from fct_sales where tenant_id = $1 and transaction_date <= $2::date) as last_day`;

const OTHER_DAYS_SQL = `
select null as first_day, greatest(
  (select max(event_date) from fct_events where tenant_id = $1 and event_date <= $2::date),
  (select max(spend_date) from fct_marketing_spend where tenant_id = $1 and spend_date <= $2::date)) as last_day`;

/** Days with data, first and last, as far as they count for the data clock. */
interface DataDays {
  readonly sales: DaysRow;
  readonly newest: string | null;
}

export type ReadWorkspace = (db: TenantDb, now: Date) => Promise<Workspace>;

/**
 * The workspace as of `now`, with the data clock: the wall clock's date, or the day after the last day with
 * sales (with events or spend, where there are no sales) if that is more than two days ago.
 * Throws where the tenant does not exist.
 */
export const readWorkspace: ReadWorkspace = (db, now) => read(db, now, readDataDays);

/** `readWorkspace` that remembers the days with data until an import or midnight changes them. */
export function createWorkspaceReader(): ReadWorkspace {
  const known = new Map<string, { readonly key: string; readonly days: DataDays }>();
  return (db, now) =>
    read(db, now, async (_db, row) => {
      const key = `${row.data_version} ${row.wall_today}`;
      const remembered = known.get(db.tenantId);
      if (remembered?.key === key) return remembered.days;
      const days = await readDataDays(db, row);
      known.set(db.tenantId, { key, days });
      return days;
    });
}

async function read(
  db: TenantDb,
  now: Date,
  daysOf: (db: TenantDb, row: TenantRow) => Promise<DataDays>,
): Promise<Workspace> {
  const { rows } = await db.read<TenantRow>(TENANT_SQL, [db.tenantId, now]);
  const row = rows[0];
  if (!row) throw new Error(`tenant ${db.tenantId} does not exist`);
  const { sales, newest } = await daysOf(db, row);
  const clockIsBehind = newest !== null && daysBetween(newest, row.wall_today) > FRESH_DAYS;
  return {
    tenantId: db.tenantId,
    name: row.name,
    timezone: row.timezone,
    currency: row.currency,
    today: clockIsBehind ? dayAfter(newest) : row.wall_today,
    clockIsBehind,
    data: sales.first_day && sales.last_day ? { from: sales.first_day, to: sales.last_day } : null,
    isDemo: row.kind === 'demo',
    version: `${row.data_version}.${row.erasures}.${row.audience_version}`,
  };
}

async function readDataDays(db: TenantDb, row: TenantRow): Promise<DataDays> {
  const sales = await readDays(db, SALES_DAYS_SQL, row.wall_today);
  const newest = sales.last_day ?? (await readDays(db, OTHER_DAYS_SQL, row.wall_today)).last_day;
  return { sales, newest };
}

async function readDays(db: TenantDb, sql: string, until: string): Promise<DaysRow> {
  const { rows } = await db.read<DaysRow>(sql, [db.tenantId, until]);
  return rows[0] ?? { first_day: null, last_day: null };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}
