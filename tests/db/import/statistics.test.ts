import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importText } from './import-for-test.ts';

describe('after an import', () => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDb();
  });
  afterAll(() => db.close());

  /** Rows the planner takes a table to have: -1 while it has never been told. */
  const supposedRows = async (table: string) => {
    const { rows } = await db.query<{ tuples: number }>(
      'select reltuples::int as tuples from pg_class where oid = $1::regclass',
      [table],
    );
    return rows[0]?.tuples;
  };
  const sales = (lines: number) =>
    `order id,date,customer id,sku,qty,price\n${Array.from({ length: lines }, (_, i) => `${i},2024-01-05,c${i % 7},P${i % 3},1,4.25\n`).join('')}`;

  it('the planner knows the tables that were written to', async () => {
    const { tenantId } = await createTenant(db);
    await importText(db, tenantId, sales(20));
    expect(await supposedRows('fct_sales')).toBe(20);
    expect(await supposedRows('dim_customer')).toBe(7);
    expect(await supposedRows('dim_products')).toBe(3);
    const { rows } = await db.query(
      `select n_distinct from pg_stats where tablename = 'fct_sales' and attname = 'customer_id'`,
    );
    expect(rows).toHaveLength(1);
    await importText(db, tenantId, 'event type,event time,customer id\nview,2024-01-05 10:00,c1\n');
    expect(await supposedRows('fct_events')).toBe(1);
  });

  it('nothing is counted again where nothing came in', async () => {
    const { tenantId } = await createTenant(db);
    await importText(db, tenantId, sales(10));
    const known = await supposedRows('fct_sales');
    await db.query('delete from fct_sales where tenant_id <> $1', [tenantId]);
    await importText(db, tenantId, sales(10));
    expect(await supposedRows('fct_sales')).toBe(known);
  });
});
