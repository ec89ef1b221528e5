/** Groups in figures, held against SQL written by hand. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, type Run, toolsOn } from '../metrics/small-shop.ts';

let db: Db;
let shop: TenantDb;
let run: Run;

beforeAll(async () => {
  db = await openTestDb();
  shop = await loadShop(db);
  run = await toolsOn(shop);
});
afterAll(() => db.close());

const bought = (category: string) => ({
  kind: 'did' as const,
  action: 'purchase',
  targets: [{ of: 'category' as const, op: 'in' as const, values: [category] }],
  within: { kind: 'all' as const },
});
const buyersOf = (parameter: string): string =>
  `select customer_id from fct_sales join dim_products using (tenant_id, product_sku)
    where tenant_id = $1 and quantity > 0 and customer_id in (select customer_id from dim_customer where tenant_id = $1)
      and category = ${parameter}`;

async function truth(category: string) {
  const { rows } = await shop.read<Record<string, number>>(
    `select (select count(distinct customer_id)::int from (${buyersOf('$2')}) buyers) as people,
            sum(total_amount)::float8 as revenue,
            (count(distinct transaction_id) filter (where quantity > 0))::int as orders
       from fct_sales where tenant_id = $1 and customer_id in (${buyersOf('$2')})
        and transaction_date between date '2024-01-01' and date '2024-01-31'`,
    [shop.tenantId, category],
  );
  return rows[0];
}

it('tells each group’s figures of the days named, how many they are, and how many are in both', async () => {
  const { facts, card } = await run('group_figures', {
    groups: [bought('Tea'), bought('Ware')],
    metrics: ['revenue', 'orders'],
    period: { kind: 'month', year: 2024, month: 1 },
  });
  const [tea, ware] = [await truth('Tea'), await truth('Ware')];
  expect(facts?.rows).toEqual([
    { group: 'Customers who bought Tea', ...tea },
    { group: 'Customers who bought Ware', ...ware },
  ]);
  const { rows } = await shop.read<{ both: number }>(
    `select count(*)::int as both from (${buyersOf('$2')} intersect ${buyersOf('$3')}) both_of_them`,
    [shop.tenantId, 'Tea', 'Ware'],
  );
  expect(rows[0]?.both).toBeGreaterThan(0);
  expect(facts?.answer).toBe(
    `${tea?.people} customers who bought Tea and ${ware?.people} customers who bought Ware; ${rows[0]?.both} of them are in both.`,
  );
  expect(card.table?.columns.map(({ label }) => label)).toEqual(['Group', 'People', 'Revenue', 'Orders']);
  expect(card.footnotes?.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['period', 'definition']));
});

it('tells one group in headlines', async () => {
  const { facts, card } = await run('group_figures', { groups: [bought('Tea')], metrics: ['orders'] });
  const { rows } = await shop.read<{ orders: number; people: number }>(
    `select (count(distinct transaction_id) filter (where quantity > 0))::int as orders,
            (select count(distinct customer_id)::int from (${buyersOf('$2')}) buyers) as people
       from fct_sales where tenant_id = $1 and customer_id in (${buyersOf('$2')})`,
    [shop.tenantId, 'Tea'],
  );
  expect(card.headlines?.map(({ value }) => value)).toEqual([rows[0]?.people, rows[0]?.orders]);
  expect(facts?.answer).toContain(
    `${rows[0]?.people} customers who bought Tea. There were ${rows[0]?.orders} orders`,
  );
});

it('refuses figures that are nobody’s', async () => {
  const { outcome } = await run('group_figures', {
    groups: [bought('Tea'), bought('Ware')],
    metrics: ['marketing_spend'],
  });
  expect(outcome.kind).toBe('refused');
});
