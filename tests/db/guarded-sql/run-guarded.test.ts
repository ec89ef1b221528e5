import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { createGuard, type Guard } from '../../../tools/guarded-sql/guard.ts';
import { runGuarded, SQL_LIMITS } from '../../../tools/guarded-sql/run-guarded.ts';
import { HOSTILE } from '../../unit/tools/guarded-sql/hostile.ts';
import { LEGITIMATE } from '../../unit/tools/guarded-sql/legitimate.ts';
import { createTenant, openTestDb } from '../harness.ts';

const NOW = new Date('2026-03-18T12:00:00Z');
/** What only the other tenant has. */
const SECRET = 'secret of the neighbours';

let db: Db;
let guard: Guard;
let ours: TenantDb;

beforeAll(async () => {
  db = await openTestDb();
  guard = await createGuard();
  const [mine, theirs] = [await createTenant(db), await createTenant(db)];
  await loadDemo({ db, tenantId: mine.tenantId, now: NOW, customers: 60, days: 200 });
  await db.query(
    `insert into dim_products (tenant_id, product_sku, product_name, category, price) values ($1, 'S', $2, $2, 1)`,
    [theirs.tenantId, SECRET],
  );
  await db.query(
    `insert into dim_customer (tenant_id, customer_id, location, country) values ($1, $2, $2, $2)`,
    [theirs.tenantId, SECRET],
  );
  ours = db.tenant(mine.tenantId);
});
afterAll(() => db.close());

const run = (statement: string, limits = {}) =>
  runGuarded(ours, guard, statement, { limits: { ...SQL_LIMITS, ...limits } });

describe('statements behind the guard', () => {
  it.each(LEGITIMATE)('runs: %s', async (statement) => {
    const result = await run(statement);
    expect(result).toMatchObject({ kind: 'rows' });
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  it('runs nothing that is hostile', async () => {
    for (const statement of Object.values(HOSTILE).flat())
      expect([statement, (await run(statement)).kind]).toEqual([statement, 'refused']);
    const { rows } = await db.query<{ n: number }>(
      'select count(*)::int as n from dim_products where category = $1',
      [SECRET],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('shows no other tenant, however it is asked', async () => {
    for (const statement of [
      'select product_name from dim_products',
      `select count(*) as n from dim_products where category = '${SECRET}'`,
      'select * from (select location, country, customer_id from dim_customer) c',
      'select max(category) as a from dim_products union all select max(location) from dim_customer',
    ])
      expect(JSON.stringify(await run(statement))).not.toContain(SECRET);
    expect(await run(`select count(*) as n from dim_products where category = '${SECRET}'`)).toMatchObject({
      rows: [{ n: 0 }],
    });
  });

  it('says what is wrong with a statement that cannot run', async () => {
    expect(await run('select sum(category) from dim_products')).toEqual({
      kind: 'refused',
      because: expect.stringContaining('sum(text) does not exist'),
    });
    expect(await run('select 1 / (count(*) - count(*)) from fct_sales')).toEqual({
      kind: 'refused',
      because: 'division by zero.',
    });
  });

  it('stops at its limits of rows, bytes and cost', async () => {
    expect(await run('select total_amount from fct_sales', { maxRows: 3 })).toMatchObject({
      because: expect.stringContaining('more than 3 rows'),
    });
    expect(await run('select product_name from dim_products', { maxBytes: 50 })).toMatchObject({
      because: expect.stringContaining('more than 50 bytes'),
    });
    const crossed = 'select count(*) from fct_sales a, fct_sales b, fct_sales c, fct_sales d';
    expect(await run(crossed)).toMatchObject({ because: expect.stringContaining('too much') });
  });

  it('is cut off after its time, and the next one runs', async () => {
    const long =
      'select count(*) from fct_sales a, fct_sales b, fct_sales c where a.total_amount + b.total_amount > c.total_amount';
    expect(await run(long, { timeoutMs: 300, maxCost: Number.MAX_VALUE })).toMatchObject({
      because: expect.stringContaining('longer than 0.3 s'),
    });
    expect(await run('select 1 as one')).toMatchObject({ rows: [{ one: 1 }] });
  });
});
