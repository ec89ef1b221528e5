import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { runSql } from '../../../tools/guarded-sql/tool.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createRegistry } from '../../../tools/registry.ts';
import type { Role } from '../../../tools/roles.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { createTenant, openTestDb } from '../harness.ts';

const NOW = new Date('2026-03-18T12:00:00Z');
const registry = createRegistry([runSql()]);
let db: Db;
let tenant: TenantDb;
const vera = randomUUID();

beforeAll(async () => {
  db = await openTestDb();
  tenant = db.tenant((await createTenant(db)).tenantId);
  await db.query(`insert into people (person_id, tenant_id, name, role) values ($1, $2, 'Vera', 'analyst')`, [
    vera,
    tenant.tenantId,
  ]);
  await tenant.write((tx) =>
    tx.query(
      `insert into dim_products (tenant_id, product_sku, product_name, category, price)
       select $1, 'P' || n, 'Product ' || n, case when n % 2 = 0 then 'Shirts' else 'Shoes' end, n + 0.5 from generate_series(1, 60) n`,
      [tenant.tenantId],
    ),
  );
});
afterAll(() => db.close());

const ask = async (sql: string, role: Role = 'analyst') =>
  runTool(
    registry,
    { tool: 'run_sql', args: { sql } },
    {
      db: tenant,
      workspace: await readWorkspace(tenant, NOW),
      actor: { personId: vera, name: 'Vera', role, timezone: 'UTC' },
      origin: 'command',
      now: () => NOW,
      newId: randomUUID,
      progress: () => {},
      signal: new AbortController().signal,
    },
  );

it('answers with the rows and the query, and says that nobody has certified it', async () => {
  const sql =
    'select category, count(*) as products, max(price) as dearest from dim_products group by 1 order by 1';
  const { card, facts } = await ask(sql);
  expect(facts?.rows).toEqual([
    { category: 'Shirts', products: 30, dearest: 60.5 },
    { category: 'Shoes', products: 30, dearest: 59.5 },
  ]);
  expect(card.code).toEqual({ language: 'sql', text: sql });
  expect(card.footnotes?.[0]?.text).toMatch(/^Uncertified: .* It reads dim_products\.$/);
});

it('puts what does not fit the card into a file', async () => {
  const { card, attachments } = await ask('select product_sku, price from dim_products order by price');
  expect([card.table?.rows.length, card.table?.omitted]).toEqual([50, 10]);
  expect(attachments[0]?.bytes.toString().split('\r\n').slice(0, 2)).toEqual(['product_sku,price', 'P1,1.5']);
});

it('says why a statement is refused, and when there is nothing', async () => {
  expect((await ask('select name from people')).outcome).toEqual({
    kind: 'refused',
    because: 'The table people cannot be read here.',
    suggestions: [],
  });
  expect((await ask("select price from dim_products where category = 'Hats'")).outcome.kind).toBe('empty');
});

it('is for analysts', async () => {
  await expect(ask('select 1', 'viewer')).rejects.toThrow(/needs the role analyst/);
});
