import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { loadChecks } from '../../../db/quality/load-checks.ts';
import { type CheckResult, runQuality } from '../../../db/quality/run-quality.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { createCleanWorkspace, NOW } from './clean-workspace.ts';

const checks = loadChecks();
let db: Db;

beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

const run = (tenantId: string, now = NOW) =>
  runQuality(db.tenant(tenantId), { checks, now, newId: randomUUID });
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const changed = (results: readonly CheckResult[], change: string) =>
  results.filter((result) => result.change === change).map(({ check }) => check.id);

async function addCustomer(tenantId: string, id: string, email: string | null = null): Promise<void> {
  await db.query(
    `insert into dim_customer (tenant_id, customer_id, email, email_consent, age) values ($1, $2, $3, true, 200)`,
    [tenantId, id, email],
  );
}

describe('a run of the checks', () => {
  it('has nothing to say about an empty workspace', async () => {
    const { tenantId } = await createTenant(db);
    const report = await run(tenantId);
    expect([report.passed, report.failed, report.idle]).toEqual([0, 0, checks.length]);
  });

  it('is stored, every check with its counts', async () => {
    const tenantId = await createCleanWorkspace(db);
    const { runId } = await run(tenantId);
    const { rows } = await db.query(
      `select count(*)::int as checks, sum(failed_rows)::int as failed, bool_and(checked_at = $3) as at
       from quality_results where tenant_id = $1 and run_id = $2`,
      [tenantId, runId, NOW],
    );
    expect(rows).toEqual([{ checks: checks.length, failed: 1, at: true }]);
  });

  it('is compared with the run before: what is new, what is fixed', async () => {
    const tenantId = await createCleanWorkspace(db);
    const first = await run(tenantId);
    expect(first.previousAt).toBeNull();
    expect(first.results.every(({ change }) => change === null)).toBe(true);

    await db.query(`update dim_customer set age = 999 where tenant_id = $1 and customer_id = 'C1'`, [
      tenantId,
    ]);
    const second = await run(tenantId, later(1));
    expect(second.previousAt).toEqual(NOW);
    expect(changed(second.results, 'new')).toEqual(['customer_age_plausible']);
    expect(changed((await run(tenantId, later(2))).results, 'new')).toEqual([]);

    await db.query(`update dim_customer set age = 30 where tenant_id = $1`, [tenantId]);
    const last = await run(tenantId, later(3));
    expect(changed(last.results, 'fixed')).toEqual(['customer_age_plausible']);
    expect(last.results.find(({ check }) => check.id === 'customer_age_plausible')?.failedBefore).toBe(1);
  });

  it('sees one workspace only, also where another has the missing rows', async () => {
    const [orphaned, rich] = [await createTenant(db), await createCleanWorkspace(db)];
    await db.query(
      `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, product_sku, transaction_date, quantity,
         unit_price, gross_amount, total_amount)
       values ($1, $2, 'T1', 'C1', 'P1', '2026-03-17', 1, 1, 1, 1)`,
      [orphaned.tenantId, randomUUID()],
    );
    const { results } = await run(orphaned.tenantId);
    const failing = results.filter(({ status }) => status === 'fail').map(({ check }) => check.id);
    expect(failing).toEqual(['sales_customer_known', 'sales_sku_known']);
    expect((await run(rich)).failed).toBe(0);
  });

  it('names at most five offending rows, and shows no personal data', async () => {
    const { tenantId } = await createTenant(db);
    for (let n = 0; n < 7; n += 1) await addCustomer(tenantId, `K${n}`, `k${n}@example.com`);
    const { results } = await run(tenantId);
    const age = results.find(({ check }) => check.id === 'customer_age_plausible');
    expect([age?.failed, age?.checked, age?.sample.length]).toEqual([7, 7, 5]);
    expect(age?.sample.every((key) => /^K\d$/.test(key))).toBe(true);
  });

  it.each(['ada@example.com', '+442079460123', '447700900123', 'Ada Falk', 'Ödön von Horváth'])(
    'hides a customer id such as %s',
    async (id) => {
      const { tenantId } = await createTenant(db);
      await addCustomer(tenantId, id);
      await run(tenantId);
      const { rows } = await db.query<{ samples: string }>(
        'select jsonb_agg(sample)::text as samples from quality_results where tenant_id = $1',
        [tenantId],
      );
      expect(rows[0]?.samples).toContain('(hidden: looks like personal data)');
      expect(rows[0]?.samples).not.toContain(id);
    },
  );

  it('judges the future by the calendar of the workspace', async () => {
    const { tenantId } = await createTenant(db, { timezone: 'Pacific/Auckland' });
    await db.query(
      `insert into fct_marketing_spend (tenant_id, line_key, spend_date, channel, amount)
       values ($1, $2, '2026-03-19', 'Email', 1)`,
      [tenantId, randomUUID()],
    );
    // At noon UTC the 19th has begun in Auckland.
    const { results } = await run(tenantId);
    expect(results.find(({ check }) => check.id === 'spend_date_not_in_future')?.status).toBe('pass');
  });
});
