import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { DemoRefused } from '../../../db/demo/demo-refused.ts';
import { type DemoProgress, loadDemo } from '../../../db/demo/load-demo.ts';
import { createTenant, openTestDb } from '../harness.ts';

let db: Db;
const now = new Date('2026-03-18T12:00:00Z');
const small = { customers: 60, days: 200, now };

beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

async function fingerprint(tenantId: string): Promise<unknown> {
  const parts = [
    ['fct_sales', 'line_key'],
    ['fct_events', 'line_key'],
    ['fct_marketing_spend', 'line_key'],
    ['dim_customer', 'customer_id'],
    ['dim_products', 'product_sku'],
    ['conversion_funnels', 'funnel_name'],
    ['outreach_campaigns', 'campaign_name'],
    ['ab_tests', 'test_name'],
  ];
  const counted = await Promise.all(
    parts.map(async ([table, key]) => {
      const { rows } = await db.query(
        `select count(*)::int as rows, md5(string_agg(${key}::text, ',' order by ${key})) as keys
         from ${table} where tenant_id = $1`,
        [tenantId],
      );
      return [table, rows[0]];
    }),
  );
  const { rows } = await db.query(
    'select count(*)::int as results from ab_test_results where tenant_id = $1',
    [tenantId],
  );
  return [...counted, rows[0]];
}

describe('loading the demo', () => {
  it('fills the workspace, marks it as a demo and raises its data version', async () => {
    const { tenantId } = await createTenant(db);
    const loaded = await loadDemo({ ...small, db, tenantId });
    const { rows } = await db.query('select kind, data_version from tenants where tenant_id = $1', [
      tenantId,
    ]);
    expect(rows).toEqual([{ kind: 'demo', data_version: 1 }]);
    expect([loaded.from, loaded.to]).toEqual(['2025-08-30', '2026-03-17']);
    expect(loaded.rows.dim_customer).toBe(60);
    const derived = await db.query(
      `select count(*)::int as wrong from dim_customer c left join (
         select customer_id, min(transaction_date) as first, max(transaction_date) as last
         from fct_sales where tenant_id = $1 and quantity > 0 group by 1) s using (customer_id)
       where tenant_id = $1 and (first_order_date, last_order_date) is distinct from (first, last)`,
      [tenantId],
    );
    expect(derived.rows).toEqual([{ wrong: 0 }]);
  });

  it('loaded again leaves the same rows, and what people made themselves', async () => {
    const { tenantId } = await createTenant(db, { kind: 'demo' });
    await loadDemo({ ...small, db, tenantId });
    const once = await fingerprint(tenantId);
    await loadDemo({ ...small, db, tenantId });
    expect(await fingerprint(tenantId)).toEqual(once);

    await db.query(
      `insert into conversion_funnels (tenant_id, funnel_name, stages) values ($1, 'Mine', '[]')`,
      [tenantId],
    );
    await loadDemo({ ...small, db, tenantId });
    const { rows } = await db.query(
      `select count(*)::int as mine from conversion_funnels where tenant_id = $1 and funnel_name = 'Mine'`,
      [tenantId],
    );
    expect(rows).toEqual([{ mine: 1 }]);
  });

  it('leaves the neighbours alone', async () => {
    const [one, other] = [await createTenant(db), await createTenant(db)];
    await loadDemo({ ...small, db, tenantId: one.tenantId });
    const before = await fingerprint(one.tenantId);
    await loadDemo({ ...small, db, tenantId: other.tenantId, seed: 5 });
    expect(await fingerprint(one.tenantId)).toEqual(before);
  });

  it('ends the history yesterday by the clock of the workspace', async () => {
    const { tenantId } = await createTenant(db, { timezone: 'Pacific/Auckland' });
    // In Auckland the 19th has begun, so the 18th is over.
    expect((await loadDemo({ ...small, db, tenantId })).to).toBe('2026-03-18');
  });

  it('refuses a workspace that holds data of its own, and changes nothing there', async () => {
    const { tenantId } = await createTenant(db, { name: 'Real shop' });
    await db.query(`insert into dim_customer (tenant_id, customer_id) values ($1, 'a')`, [tenantId]);
    const refused = loadDemo({ ...small, db, tenantId });
    await expect(refused).rejects.toThrow(DemoRefused);
    await expect(refused).rejects.toThrow('“Real shop” holds data of your own');
    const { rows } = await db.query('select customer_id from dim_customer where tenant_id = $1', [tenantId]);
    expect(rows).toEqual([{ customer_id: 'a' }]);
  });

  it('refuses a demo workspace into which somebody has imported', async () => {
    const { tenantId } = await createTenant(db, { kind: 'demo' });
    await loadDemo({ ...small, db, tenantId });
    await db.query(
      `insert into imports (import_id, tenant_id, dataset, file_name, file_sha256, state)
       values ($1, $2, 'sales', 'mine.csv', 'x', 'done')`,
      [randomUUID(), tenantId],
    );
    await expect(loadDemo({ ...small, db, tenantId })).rejects.toThrow(DemoRefused);
  });

  it('refuses a workspace that does not exist', async () => {
    await expect(loadDemo({ ...small, db, tenantId: randomUUID() })).rejects.toThrow('no such workspace');
  });

  it('reports progress that only rises and ends with all of it', async () => {
    const { tenantId } = await createTenant(db);
    const seen: DemoProgress[] = [];
    await loadDemo({ ...small, customers: 300, db, tenantId, onProgress: (progress) => seen.push(progress) });
    const shares = seen.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(seen.at(-1)?.table).toBe('fct_events');
  });

  it('leaves nothing behind when it fails midway', async () => {
    const { tenantId } = await createTenant(db);
    const failing = loadDemo({
      ...small,
      db,
      tenantId,
      onProgress: ({ table }) => {
        if (table === 'fct_events') throw new Error('power cut');
      },
    });
    await expect(failing).rejects.toThrow('power cut');
    const { rows } = await db.query('select count(*)::int as left from dim_customer where tenant_id = $1', [
      tenantId,
    ]);
    expect(rows).toEqual([{ left: 0 }]);
  });
});
