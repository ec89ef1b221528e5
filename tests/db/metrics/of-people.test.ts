/** Figures of some people alone, held against SQL written by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, type Run, toolsOn } from './small-shop.ts';

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
const buyersOf = `select s.customer_id from fct_sales s join dim_products p using (tenant_id, product_sku)
                  where s.tenant_id = $1 and s.quantity > 0 and s.customer_id is not null and p.category = $2`;

async function expected(sql: string, category: string): Promise<Record<string, unknown>[]> {
  const { rows } = await shop.read<Record<string, unknown>>(sql, [shop.tenantId, category]);
  return [...rows];
}

describe.each(['Tea', 'Ware'])('the people who bought %s', (category) => {
  it('have a revenue of their own, whatever they bought', async () => {
    const [truth] = await expected(
      `select sum(total_amount)::float8 as revenue from fct_sales where tenant_id = $1 and customer_id in (${buyersOf})`,
      category,
    );
    const { facts } = await run('sql_analytics', { metrics: ['revenue'], people: bought(category) });
    expect(facts?.rows).toEqual([truth]);
    expect(facts?.answer).toMatch(new RegExp(`^Of customers who bought ${category}: Revenue was `));
  });

  it('are told as a part of everybody', async () => {
    const [truth] = await expected(
      `select (sum(total_amount) filter (where customer_id in (${buyersOf})) / sum(total_amount))::float8 as share
       from fct_sales where tenant_id = $1`,
      category,
    );
    const { facts } = await run('sql_analytics', {
      metrics: ['revenue'],
      people: bought(category),
      transform: { kind: 'share', of: [], everybody: true },
    });
    expect(Number(facts?.rows[0]?.share)).toBeCloseTo(Number(truth?.share), 9);
    expect(Number(truth?.share)).toBeLessThan(1);
    expect(facts?.answer).toMatch(
      new RegExp(`^Revenue from customers who bought ${category} was .*% of all revenue`),
    );
  });

  it('are left out where the gate says so, in every group', async () => {
    const truth = await expected(
      `select category, sum(total_amount)::float8 as revenue,
              (count(distinct transaction_id) filter (where quantity > 0))::float8 as orders
       from fct_sales join dim_products using (tenant_id, product_sku)
       where fct_sales.tenant_id = $1 and customer_id in (select customer_id from dim_customer where tenant_id = $1)
         and customer_id not in (${buyersOf}) group by category`,
      category,
    );
    const { facts } = await run('sql_analytics', {
      metrics: ['revenue', 'orders'],
      by: ['category'],
      people: { kind: 'not', gate: bought(category) },
    });
    expect(truth.length).toBeGreaterThan(0);
    expect(new Set(facts?.rows)).toEqual(new Set(truth));
  });

  it('are asked before and after like everybody', async () => {
    const [truth] = await expected(
      `select (sum(total_amount) filter (where transaction_date < '2024-02-01'))::float8 as january,
              (sum(total_amount) filter (where transaction_date >= '2024-02-01'))::float8 as february
       from fct_sales where tenant_id = $1 and transaction_date < '2024-03-01' and customer_id in (${buyersOf})`,
      category,
    );
    const month = (number: number) => ({ kind: 'month' as const, year: 2024, month: number });
    const { facts } = await run('sql_analytics', {
      metrics: ['revenue'],
      compareTo: { kind: 'periods', periods: [month(1), month(2)] },
      people: bought(category),
    });
    expect(facts?.rows.map(({ revenue }) => revenue)).toEqual([truth?.january, truth?.february]);
  });
});

it('refuses figures that are nobody’s', async () => {
  const { outcome } = await run('sql_analytics', { metrics: ['marketing_spend'], people: bought('Tea') });
  expect(outcome.kind).toBe('refused');
});
