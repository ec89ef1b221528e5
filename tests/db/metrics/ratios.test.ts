/** Ratios that the model does not name, held against SQL written by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, numberOf, type Run, rowsOf, toolsOn } from './small-shop.ts';

let db: Db;
let shop: TenantDb;
let run: Run;

beforeAll(async () => {
  db = await openTestDb();
  shop = await loadShop(db);
  run = await toolsOn(shop);
});
afterAll(() => db.close());

async function truth(sql: string): Promise<Record<string, unknown>[]> {
  const { rows } = await shop.read<Record<string, unknown>>(sql, [shop.tenantId]);
  return [...rows];
}

describe('a ratio of two numbers', () => {
  it('divides sums in every group, never the mean of ratios', async () => {
    const { facts } = await run('sql_analytics', { metrics: ['discount_per_customers'], by: ['category'] });
    expect(facts?.rows).toEqual(
      await truth(
        `select category, sum(discount_amount)::float8
                / count(distinct customer_id) filter (where quantity > 0) as discount_per_customers
         from fct_sales join dim_products using (tenant_id, product_sku)
         where fct_sales.tenant_id = $1 group by category order by 2 desc`,
      ),
    );
    expect(facts?.answer).toMatch(/^Ware had the highest discount per customer/u);
    expect(facts?.definition).toContain('Discount divided by customers, each added up first.');
  });

  it('runs on over time as the sums so far, divided', async () => {
    const { facts } = await run('sql_analytics', {
      metrics: ['gross_sales_per_line_items'],
      grain: 'month',
      transform: { kind: 'cumulative' },
    });
    const months = await truth(
      `select to_char(date_trunc('month', transaction_date), 'YYYY-MM') as month,
              sum(sum(gross_amount)) over w / sum(count(*) filter (where quantity > 0)) over w as so_far
       from fct_sales where tenant_id = $1 group by date_trunc('month', transaction_date)
       window w as (order by date_trunc('month', transaction_date))`,
    );
    expect(facts?.rows).toEqual(
      months.map(({ month, so_far }) => ({
        month,
        cumulative_gross_sales_per_line_items: expect.closeTo(Number(so_far), 6),
      })),
    );
  });

  it('of one source over another is of the days that both have', async () => {
    const [visits] = await truth(
      `select (select sum(total_amount) from fct_sales where tenant_id = $1 and transaction_date = '2024-02-10')::float8
              / count(distinct customer_id) as each from fct_events where tenant_id = $1`,
    );
    expect(await numberOf(run, { metrics: ['revenue_per_visitors'] })).toBe(visits?.each);
    expect(await numberOf(run, { metrics: ['page_views_per_sessions'] })).toBe(1);
  });

  it('is a part where it is asked for as one', async () => {
    const { facts } = await run('sql_analytics', {
      metrics: ['delivery_of_gross_sales', 'discount_of_gross_sales'],
    });
    expect(facts?.columns.map(({ format }) => format.kind)).toEqual(['percent', 'percent']);
    const [whole] = await truth(
      'select sum(discount_amount)::float8 / sum(gross_amount) as part from fct_sales where tenant_id = $1',
    );
    expect(facts?.rows[0]?.discount_of_gross_sales).toBeCloseTo(Number(whole?.part), 6);
  });

  it('says of an average, and of a part that has no data, why there is none', async () => {
    const average = await run('sql_analytics', { metrics: ['average_order_value_per_customers'] });
    expect(average.summary).toMatch(/no metric called/u);
    const missing = await run('sql_analytics', { metrics: ['ad_conversions_per_clicks'] });
    expect(missing.summary).toMatch(/no conversions are recorded/u);
  });

  it('is sorted and held against a bound like any other', async () => {
    expect(
      await rowsOf(run, {
        metrics: ['gross_sales_per_customers'],
        by: ['location'],
        having: [{ metric: 'gross_sales_per_customers', op: '>', value: 50 }],
      }),
    ).toEqual(
      (
        await truth(
          `select coalesce(location, '(not recorded)') as place,
                  round(sum(gross_amount) / nullif(count(distinct customer_id) filter (where quantity > 0), 0), 4)::float8 as each
           from fct_sales left join dim_customer using (tenant_id, customer_id)
           where tenant_id = $1 group by 1
           having sum(gross_amount) / nullif(count(distinct customer_id) filter (where quantity > 0), 0) > 50 order by 2 desc`,
        )
      ).map(({ place, each }) => [place, each]),
    );
  });
});

describe('the share that a part has in each group', () => {
  it('is of the group’s own, over time as well', async () => {
    const query = {
      metrics: ['revenue'],
      where: [{ dimension: 'category', op: 'in' as const, values: ['Ware'] }],
      transform: { kind: 'share' as const, of: [] },
    };
    const { facts, card } = await run('sql_analytics', { ...query, by: ['location'] });
    expect(facts?.rows.map(({ location, share }) => [location, share])).toEqual(
      (
        await truth(
          `select coalesce(location, '(not recorded)') as place,
                  sum(total_amount) filter (where category = 'Ware')::float8 / nullif(sum(total_amount), 0) as part
           from fct_sales join dim_products using (tenant_id, product_sku) left join dim_customer using (tenant_id, customer_id)
           where tenant_id = $1 group by 1 having count(*) filter (where category = 'Ware') > 0 order by 2 desc nulls last`,
        )
      ).map(({ place, part }) => [place, part]),
    );
    expect(facts?.answer).toContain('share of its own revenue for Ware');
    expect(card.footnotes).toContainEqual({
      kind: 'note',
      text: 'The share is of each location’s own, not of all together.',
    });
    const months = await run('sql_analytics', { ...query, by: ['location'], grain: 'month' });
    const [ann] = await truth(
      `select sum(total_amount) filter (where category = 'Ware')::float8 / sum(total_amount) as part
       from fct_sales join dim_products using (tenant_id, product_sku)
       where tenant_id = $1 and customer_id = 'ann' and transaction_date < '2024-02-01'`,
    );
    expect(
      months.facts?.rows.find(({ location, month }) => location === 'Paris' && month === '2024-01')?.share,
    ).toBe(ann?.part);
  });

  it('is of them all where the part is one of the groups', async () => {
    const { facts } = await run('sql_analytics', {
      metrics: ['revenue'],
      by: ['category'],
      where: [{ dimension: 'category', op: 'in', values: ['Ware'] }],
      transform: { kind: 'share', of: [] },
    });
    const [whole] = await truth(
      `select sum(total_amount) filter (where category = 'Ware')::float8 / sum(total_amount) as part
       from fct_sales join dim_products using (tenant_id, product_sku) where tenant_id = $1`,
    );
    expect(facts?.rows[0]?.share).toBe(whole?.part);
  });
});
