/** Puts the demo workspace into a tenant, in one transaction: all of it or nothing. */
import { DateTime } from 'luxon';
import type { Db, SqlValue, Transaction } from '../db.ts';
import { clearDemo } from './clear-demo.ts';
import { DemoRefused } from './demo-refused.ts';
import { RESULT_COLUMNS } from './experiments.ts';
import { type Demo, type DemoTable, generateDemo } from './generate-demo.ts';

const DEMO_CUSTOMERS = 2000;
const DEMO_DAYS = 400;
const DEMO_SEED = 20_190_101;

export interface LoadDemoOptions {
  readonly db: Db;
  readonly tenantId: string;
  readonly customers?: number;
  readonly days?: number;
  readonly seed?: number;
  /** The history ends the day before this instant, in the tenant's timezone. */
  readonly now: Date;
  readonly onProgress?: (progress: DemoProgress) => void;
}

export interface DemoProgress {
  /** The table being filled. */
  readonly table: string;
  readonly rows: number;
  /** Part of the whole that is done, 0 to 1. */
  readonly share: number;
}

export interface DemoLoaded {
  /** Rows written, by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly from: string;
  readonly to: string;
}

const REPORT_EVERY = 2_000;

/**
 * Loads the demo, replacing what an earlier load left, and makes the tenant's kind `demo`. Throws
 * `DemoRefused` where the tenant holds data that did not come from here, or the options make no sense.
 */
export async function loadDemo(options: LoadDemoOptions): Promise<DemoLoaded> {
  const { db, tenantId, now, customers = DEMO_CUSTOMERS, days = DEMO_DAYS, seed = DEMO_SEED } = options;
  return db.transaction(async (tx) => {
    const tenant = await claimTenant(tx, tenantId);
    const today = DateTime.fromJSDate(now, { zone: tenant.timezone }).toISODate();
    if (today === null) throw new RangeError(`not a timezone: ${tenant.timezone}`);
    const demo = generateDemo({ ...tenant, seed, customers, days, today });
    await clearDemo(tx, tenantId);
    const rows = await fillTables(tx, tenantId, demo, options.onProgress ?? (() => {}));
    rows.ab_test_results = await addExperiments(tx, tenantId, demo);
    await addOutreach(tx, tenantId, demo);
    await finish(tx, tenantId);
    const day = (daysAgo: number) => DateTime.fromISO(today).minus({ days: daysAgo }).toISODate() ?? today;
    return { rows, from: day(days), to: day(1) };
  });
}

/** Locks the tenant and makes sure that nothing of the team's own is lost. */
async function claimTenant(
  tx: Transaction,
  tenantId: string,
): Promise<{ timezone: string; currency: string }> {
  const { rows } = await tx.query<{ kind: string; name: string; timezone: string; currency: string }>(
    'select kind, name, timezone, currency from tenants where tenant_id = $1 for update',
    [tenantId],
  );
  const [tenant] = rows;
  if (!tenant) throw new DemoRefused('There is no such workspace: create it before you load the demo.');
  const { rows: found } = await tx.query<{ imported: boolean; filled: boolean }>(
    `select exists (select from imports where tenant_id = $1) as imported,
            exists (select from dim_customer where tenant_id = $1)
              or exists (select from fct_sales where tenant_id = $1)
              or exists (select from fct_events where tenant_id = $1)
              or exists (select from fct_marketing_spend where tenant_id = $1) as filled`,
    [tenantId],
  );
  if (found[0]?.imported || (tenant.kind !== 'demo' && found[0]?.filled)) {
    throw new DemoRefused(
      `The workspace “${tenant.name}” holds data of your own, which the demo would replace. Load the demo into another workspace (WALKER_WORKSPACE names it).`,
    );
  }
  return tenant;
}

async function fillTables(
  tx: Transaction,
  tenantId: string,
  demo: Demo,
  onProgress: (progress: DemoProgress) => void,
): Promise<Record<string, number>> {
  const whole = demo.tables.reduce((sum, { expected }) => sum + expected, 0);
  const written: Record<string, number> = {};
  let before = 0;
  for (const table of demo.tables) {
    const report = (rows: number) =>
      onProgress({
        table: table.name,
        rows,
        share: (before + Math.min(rows, table.expected)) / whole,
      });
    const columns = ['tenant_id', ...table.columns];
    written[table.name] = await tx.copyIn(table.name, columns, ownedRows(table, tenantId, report));
    report(table.expected);
    before += table.expected;
  }
  return written;
}

function* ownedRows(
  table: DemoTable,
  tenantId: string,
  report: (rows: number) => void,
): Generator<readonly SqlValue[]> {
  let rows = 0;
  for (const row of table.rows) {
    yield [tenantId, ...row];
    rows += 1;
    if (rows % REPORT_EVERY === 0) report(rows);
  }
}

async function addExperiments(tx: Transaction, tenantId: string, demo: Demo): Promise<number> {
  let written = 0;
  for (const experiment of demo.experiments) {
    const { rows } = await tx.query<{ id: string }>(
      `insert into ab_tests (tenant_id, test_name, channel, variations, start_date, end_date, status, message_kind,
         primary_metric, smallest_effect, planned_days)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
      [
        tenantId,
        experiment.name,
        experiment.channel,
        JSON.stringify(experiment.variations),
        experiment.startDate,
        experiment.endDate,
        experiment.status,
        experiment.messageKind,
        experiment.metric,
        experiment.smallestEffect,
        experiment.plannedDays,
      ],
    );
    const testId = rows[0]?.id;
    written += await tx.copyIn(
      'ab_test_results',
      ['tenant_id', 'test_id', ...RESULT_COLUMNS],
      (function* () {
        for (const row of experiment.results) yield [tenantId, testId, ...row];
      })(),
    );
    await tx.query(
      `update ab_tests set audience_size =
         (select count(*) from ab_test_results where tenant_id = $1 and test_id = $2 and event_type = 'sent')
       where tenant_id = $1 and id = $2`,
      [tenantId, testId],
    );
  }
  return written;
}

async function addOutreach(tx: Transaction, tenantId: string, demo: Demo): Promise<void> {
  for (const funnel of demo.funnels)
    await tx.query('insert into conversion_funnels (tenant_id, funnel_name, stages) values ($1, $2, $3)', [
      tenantId,
      funnel.name,
      JSON.stringify(funnel.stages),
    ]);
  for (const campaign of demo.outreach)
    await tx.query(
      `insert into outreach_campaigns (tenant_id, campaign_name, channel, message_template, status, scheduled_at,
         sent_count, delivered_count, opened_count, clicked_count, converted_count)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        tenantId,
        campaign.name,
        campaign.channel,
        JSON.stringify(campaign.template),
        campaign.status,
        campaign.scheduledAt,
        campaign.sent,
        campaign.delivered,
        campaign.opened,
        campaign.clicked,
        campaign.converted,
      ],
    );
}

/** What follows from the rows: first and last orders, planner statistics, a new data version. */
async function finish(tx: Transaction, tenantId: string): Promise<void> {
  // Before the planner knows how many there are, it compares each customer with all the others.
  await tx.query('analyze dim_customer, fct_sales');
  await tx.query(
    `update dim_customer c set first_order_date = s.first_day, last_order_date = s.last_day
     from (select customer_id, min(transaction_date) as first_day, max(transaction_date) as last_day
           from fct_sales where tenant_id = $1 and quantity > 0 group by customer_id) s
     where c.tenant_id = $1 and c.customer_id = s.customer_id`,
    [tenantId],
  );
  await tx.query('analyze dim_customer, dim_products, fct_events, fct_marketing_spend');
  await tx.query(`update tenants set kind = 'demo', data_version = data_version + 1 where tenant_id = $1`, [
    tenantId,
  ]);
}
