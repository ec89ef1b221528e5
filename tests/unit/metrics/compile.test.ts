import { describe, expect, it } from 'vitest';
import { compile } from '../../../tools/metrics/compile.ts';
import { createVocabulary } from '../../../tools/metrics/create-vocabulary.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { type MetricQueryInput, metricQuery } from '../../../tools/metrics/metric-query.ts';
import { planQuery } from '../../../tools/metrics/plan-query.ts';
import type { Workspace } from '../../../tools/workspace.ts';

const model = loadModel();
const TENANT = '00000000-0000-4000-8000-000000000001';
const bounds = { from: '2019-01-01', to: '2019-12-31' };
const loaded = { rows: 10, bounds, emptyMetrics: [] };
const workspace: Workspace = {
  tenantId: TENANT,
  name: 'Shop',
  timezone: 'Europe/Paris',
  currency: 'EUR',
  today: '2020-01-01',
  clockIsBehind: true,
  data: bounds,
  isDemo: false,
  version: '1',
};
const vocabulary = createVocabulary({
  version: '1',
  dimensions: model.dimensions,
  sources: new Map([...model.sources.keys()].map((id) => [id, loaded])),
  stored: [{ dimension: 'category', value: "Tea'; drop", count: 1, sources: ['sales'] }],
  open: new Set(),
  reached: new Map([...model.dimensions.keys()].map((id) => [id, ['sales']])),
  lookup: async () => null,
});

async function compiled(query: MetricQueryInput): Promise<{ sql: string; params: readonly unknown[] }> {
  const planned = await planQuery(metricQuery.parse(query), { model, vocabulary, workspace });
  if (planned.kind !== 'plan') throw new Error(JSON.stringify(planned));
  return compile(planned.plan, model, TENANT);
}

describe('compiled SQL', () => {
  it('of one number is one reading of one table', async () => {
    const { sql, params } = await compiled({ metrics: ['revenue'], period: { kind: 'month', month: 12 } });
    expect(sql).toMatchInlineSnapshot(`
      "with sales_figures as (
        select sum(sales.total_amount) as revenue
        from fct_sales as sales
        where sales.tenant_id = $1::uuid
          and sales.transaction_date between $2::date and $3::date
      ),
      figures as (
        select coalesce(sales_figures.revenue, 0) as revenue
        from sales_figures
      )
      select revenue::float8 as revenue
      from figures"
    `);
    expect(params).toEqual([TENANT, '2019-12-01', '2019-12-31']);
  });

  it('joins facts only after each is grouped', async () => {
    const { sql } = await compiled({ metrics: ['roas'], grain: 'quarter' });
    expect(sql).toMatchInlineSnapshot(`
      "with buckets as (
        select day::date as quarter
        from generate_series(date_trunc('quarter', $2::date::timestamp), $3::date::timestamp, interval '3 months') as day
      ),
      sales_figures as (
        select date_trunc('quarter', sales.transaction_date)::date as quarter,
               sum(sales.total_amount) as revenue
        from fct_sales as sales
        where sales.tenant_id = $1::uuid
          and sales.transaction_date between $2::date and $3::date
        group by 1
      ),
      spend_figures as (
        select date_trunc('quarter', spend.spend_date)::date as quarter,
               sum(spend.amount) as spend
        from fct_marketing_spend as spend
        where spend.tenant_id = $1::uuid
          and spend.spend_date between $2::date and $3::date
        group by 1
      ),
      figures as (
        select quarter,
               coalesce(sales_figures.revenue, 0)::numeric / nullif(coalesce(spend_figures.spend, 0), 0) as roas
        from buckets
        left join sales_figures using (quarter)
        left join spend_figures using (quarter)
      )
      select quarter, roas::float8 as roas
      from figures
      order by quarter asc"
    `);
  });

  it('looks keys up in a hash table, which needs no statistics', async () => {
    const { sql } = await compiled({
      metrics: ['orders'],
      where: [{ dimension: 'order_value', op: '>', values: ['500'] }],
    });
    expect(sql).toContain('((sales.transaction_id) in (');
    expect(sql).toContain('select unnest(array_agg(fitting.key))');
    expect(sql).toContain(')) is true');
  });

  it('holds no value, whatever the value', async () => {
    const { sql, params } = await compiled({
      metrics: ['revenue'],
      where: [{ dimension: 'category', op: 'in', values: ["Tea'; drop"] }],
    });
    expect(sql).not.toContain('drop');
    expect(params).toContainEqual(["Tea'; drop"]);
  });

  it('names the tenant in every table it reads', async () => {
    const { sql } = await compiled({ metrics: ['roas', 'repeat_rate'], transform: { kind: 'cumulative' } });
    const tables = sql.match(/(from|join) (fct|dim)_\w+/g) ?? [];
    const tenants = sql.match(/tenant_id = /g) ?? [];
    expect(tables.length).toBeGreaterThan(2);
    expect(tenants).toHaveLength(tables.length);
  });
});
