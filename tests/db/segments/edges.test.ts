/** Workspaces with little in them, or nothing to tell customers apart by; and the published figures. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { refreshSegments } from '../../../tools/segments/index.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { runContext } from './demo-workspace.ts';
import { use } from './run-tool.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

interface Order {
  readonly customer: string;
  readonly day: string;
  readonly amount: number;
}

/** A workspace of these orders alone. */
async function shopOf(orders: readonly Order[]): Promise<TenantDb> {
  const { tenantId } = await createTenant(db);
  const customers = [...new Set(orders.map(({ customer }) => customer))];
  await db.tenant(tenantId).write(async (tx) => {
    await tx.copyIn(
      'dim_customer',
      ['tenant_id', 'customer_id'],
      customers.map((customer) => [tenantId, customer]),
    );
    await tx.query(
      `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, transaction_date, quantity, unit_price,
                              gross_amount, total_amount)
       select $1, gen_random_uuid(), 'T' || row_number() over (), o.customer, o.day::date, 1, o.amount, o.amount, o.amount
       from jsonb_to_recordset($2::jsonb) as o(customer text, day text, amount numeric)`,
      [tenantId, JSON.stringify(orders)],
    );
  });
  return db.tenant(tenantId);
}

const people = (count: number, order: (index: number) => Omit<Order, 'customer'>): Order[] =>
  Array.from({ length: count }, (_, index) => ({ customer: `C${index}`, ...order(index) }));
const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + (index % 70))).toISOString().slice(0, 10);

async function refreshed(orders: readonly Order[]) {
  const tenant = await shopOf(orders);
  const report = await refreshSegments(db, tenant.tenantId, await runContext(tenant));
  return { tenant, report };
}

describe('a workspace', () => {
  it('without sales says so, and offers to segment', async () => {
    const { tenant, report } = await refreshed([]);
    expect(report.notes).toEqual([
      'RFM segments need customers who bought, and there are none yet.',
      'Behaviour groups need customers, and there are none yet.',
    ]);
    const { outcome, card } = await use(tenant, 'segments');
    expect(outcome.kind).toBe('empty');
    expect(card.buttons?.[0]?.call.tool).toBe('resegment');
    expect((await use(tenant, 'show_segment', { segment: 'Lost' })).outcome.kind).toBe('refused');
    expect((await use(tenant, 'segment_moves')).outcome.kind).toBe('empty');
    expect((await use(tenant, 'resegment', { method: 'rfm' })).card.text).toEqual([
      'Not enough data: 0 of the 5 customers who bought needed.',
    ]);
  });

  it('with fewer customers than fifths says how many are needed', async () => {
    const { report } = await refreshed(people(4, (index) => ({ day: day(index), amount: 10 })));
    expect(report.notes).toContain('RFM segments need at least 5 customers who bought; there are 4.');
  });

  it('of customers who are all alike has one RFM segment with members, no groups, and says why', async () => {
    const { tenant, report } = await refreshed(people(40, () => ({ day: '2026-01-05', amount: 10 })));
    expect(report).toMatchObject({ customers: 40, groups: 0, outliers: 0 });
    expect(report.notes).toContain('All customers have ordered once, so that does not tell them apart.');
    expect(report.notes).toContain('All customers behave alike, so there are no behaviour groups.');
    const { card } = await use(tenant, 'segments');
    expect(card.table?.rows.filter(({ members }) => Number(members) > 0)).toHaveLength(1);
    expect((await use(tenant, 'resegment', { method: 'kmeans' })).outcome.kind).toBe('empty');
    expect((await use(tenant, 'segment_makeup', { segment: 'lost' })).outcome.kind).toBe('empty');
  });

  it('where everybody ordered once for the same is told apart by recency alone', async () => {
    const { tenant } = await refreshed(people(50, (index) => ({ day: day(index), amount: 10 })));
    const { card } = await use(tenant, 'segments', { method: 'rfm' });
    const members = Object.fromEntries(
      (card.table?.rows ?? []).map(({ name, members: count }) => [name, count]),
    );
    expect(members).toMatchObject({ Champions: 0, 'Loyal Customers': 0, 'At Risk': 0 });
    expect(Number(members['Potential Loyalists']) + Number(members.Lost)).toBe(50);
  });

  it('keeps returns from counting as orders', async () => {
    const tenant = await shopOf(people(10, (index) => ({ day: day(index), amount: 10 })));
    await db.query(
      `update fct_sales set quantity = -1, total_amount = -10 where tenant_id = $1 and customer_id = 'C0'`,
      [tenant.tenantId],
    );
    const report = await refreshSegments(db, tenant.tenantId, await runContext(tenant));
    expect(report.customers).toBe(9);
  });

  it('does not segment people who were erased', async () => {
    const tenant = await shopOf(people(10, (index) => ({ day: day(index), amount: 10 })));
    await db.query(
      `insert into erased_people (tenant_id, id_hash)
       select $1::uuid, encode(sha256(convert_to($1::text || ':C3', 'UTF8')), 'hex')`,
      [tenant.tenantId],
    );
    expect((await refreshSegments(db, tenant.tenantId, await runContext(tenant))).customers).toBe(9);
  });

  it('gives way to a name that somebody uses already', async () => {
    const tenant = await shopOf(people(10, (index) => ({ day: day(index), amount: 10 * index })));
    await use(tenant, 'save_segment', { name: 'Champions', customer_ids: ['C1'] });
    await refreshSegments(db, tenant.tenantId, await runContext(tenant));
    const { card } = await use(tenant, 'segments');
    expect(card.table?.rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Champions', 'Champions (RFM)']),
    );
  });
});

const dataset = join(process.env.WALKER_DATASETS ?? '../shared/datasets', 'rfm-orders');

describe.skipIf(!existsSync(dataset))('the orders published with the R package rfm', () => {
  it('have its 158 champions, with 1,234 orders for 120,178', async () => {
    const rows = parse(readFileSync(join(dataset, 'rfm_data_orders.csv')), { columns: true }) as Record<
      string,
      string
    >[];
    const orders = rows.map((row) => ({
      customer: row.customer_id ?? '',
      day: row.order_date ?? '',
      amount: Number(row.revenue),
    }));
    const tenant = await shopOf(orders);
    const context = await runContext(tenant);
    await refreshSegments(db, tenant.tenantId, {
      ...context,
      workspace: { ...context.workspace, today: '2006-12-31' },
    });
    const { rows: found } = await tenant.read(
      `select count(*)::int as customers, sum(total_orders)::int as orders, round(sum(total_revenue))::int as revenue
       from fct_customer_segments where tenant_id = $1 and segment_name = 'Champions'`,
      [tenant.tenantId],
    );
    expect(found).toEqual([{ customers: 158, orders: 1_234, revenue: 120_178 }]);
  });
});
