/** Each story of db/demo/stories.ts, measured from the loaded tables as a feature would have to find it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { STORIES } from '../../../db/demo/stories.ts';
import { loadChecks } from '../../../db/quality/load-checks.ts';
import { runQuality } from '../../../db/quality/run-quality.ts';
import { createTenant, openTestDb } from '../harness.ts';

let db: Db;
let tenantId: string;
const now = new Date('2026-03-18T12:00:00Z');
const today = '2026-03-18';

beforeAll(async () => {
  db = await openTestDb();
  ({ tenantId } = await createTenant(db, { kind: 'demo', timezone: 'Europe/Berlin' }));
  await loadDemo({ db, tenantId, now });
});
afterAll(() => db.close());

async function rows<Row>(sql: string, ...values: (string | number | string[])[]): Promise<Row[]> {
  return (await db.tenant(tenantId).read<Row>(sql, values)).rows;
}

/** Per 30-day window that ends yesterday (0 is the newest): buyers and orders of a group in some categories. */
function buyersByWindow(group: { location: string; ages: readonly [number, number] }, categories: string[]) {
  return rows<{ back: number; buyers: number; orders: number }>(
    `select ($1::date - 1 - transaction_date) / 30 as back, count(distinct customer_id)::int as buyers,
            count(distinct transaction_id)::int as orders
     from fct_sales join dim_customer using (tenant_id, customer_id) join dim_products using (tenant_id, product_sku)
     where location = $2 and age between $3 and $4 and category = any($5) and quantity > 0
     group by 1 having ($1::date - 1 - min(transaction_date)) / 30 < 13 order by 1`,
    today,
    group.location,
    ...group.ages,
    categories,
  );
}

describe('the demo workspace', () => {
  it('has a segment that grows every month as planted', async () => {
    const { growing } = STORIES;
    const windows = await buyersByWindow(growing, [growing.category]);
    // Slope of log(buyers) over the windows, by least squares.
    const points = windows.map(({ back, buyers }) => ({ x: -back, y: Math.log(buyers) }));
    const mean = (of: (point: { x: number; y: number }) => number) =>
      points.reduce((sum, point) => sum + of(point), 0) / points.length;
    const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
    const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
    expect(windows).toHaveLength(13);
    expect(Math.exp(slope)).toBeGreaterThan(growing.monthlyGrowth - 0.08);
    expect(Math.exp(slope)).toBeLessThan(growing.monthlyGrowth + 0.08);
  });

  it('has loyal customers who have stopped buying', async () => {
    const { dying } = STORIES;
    const windows = await buyersByWindow(dying, [...dying.categories]);
    const orders = (from: number, to: number) =>
      windows.filter(({ back }) => back >= from && back < to).reduce((sum, w) => sum + w.orders, 0) /
      (to - from);
    expect(orders(7, 13)).toBeGreaterThan(50);
    expect(orders(0, 3)).toBeLessThan(orders(7, 13) * 0.3);

    const [latest] = dying.lastOrderDaysAgo;
    const [gone] = await rows<{ loyal: number; gone: number }>(
      `select count(*)::int as loyal, count(*) filter (where last_order_date < $1::date - $2::int)::int as gone
       from dim_customer c
       where location = $3 and age between $4 and $5 and 6 <= (
         select count(distinct transaction_id) from fct_sales s
         where s.tenant_id = c.tenant_id and s.customer_id = c.customer_id and transaction_date < $1::date - 180)`,
      today,
      latest - 1,
      dying.location,
      ...dying.ages,
    );
    expect(gone?.loyal).toBeGreaterThan(40);
    expect((gone?.gone ?? 0) / (gone?.loyal ?? 1)).toBeGreaterThan(0.75);
  });

  it('has a checkout that breaks on mobile, and only there, on the planted day', async () => {
    const { mobileCheckout } = STORIES;
    const measured = await rows<{ device: string; broken: boolean; rate: number }>(
      `select device, event_date >= $1::date - $2::int as broken,
              (count(*) filter (where event_type = 'purchase'))::float
                / count(*) filter (where event_type = 'checkout_started') as rate
       from fct_events group by 1, 2`,
      today,
      mobileCheckout.daysAgo,
    );
    const rate = (device: string, broken: boolean) =>
      measured.find((row) => row.device === device && row.broken === broken)?.rate ?? Number.NaN;
    // A sign-up always ends in a purchase, so the measured rates lie a little above the planted ones.
    expect(rate('mobile', false)).toBeGreaterThan(mobileCheckout.completion.mobile - 0.03);
    expect(rate('mobile', true)).toBeLessThan(mobileCheckout.brokenMobileCompletion + 0.1);
    expect(Math.abs(rate('desktop', true) - rate('desktop', false))).toBeLessThan(0.06);
  });

  it('has a campaign whose spend multiplies while its conversions stay flat', async () => {
    const { burningCampaign } = STORIES;
    // Late against early; the season moves the conversions of every campaign, so cost per conversion is compared.
    const measured = await rows<{ campaign: string; spend: number; cost: number }>(
      `with sums as (
         select campaign, spend_date >= $1::date - $2::int as late, avg(amount) as spend,
                sum(amount) / sum(conversions) as cost
         from fct_marketing_spend
         where spend_date >= $1::date - $2::int or spend_date < $1::date - $3::int group by 1, 2)
       select l.campaign, (l.spend / e.spend)::float as spend, (l.cost / e.cost)::float as cost
       from sums l join sums e on e.campaign = l.campaign and l.late and not e.late order by cost desc`,
      today,
      burningCampaign.fullDaysAgo,
      burningCampaign.startDaysAgo,
    );
    const [worst, next] = measured;
    expect(worst?.campaign).toBe(burningCampaign.campaign);
    expect(worst?.spend).toBeGreaterThan(burningCampaign.spendFactor * 0.8);
    expect(worst?.cost).toBeGreaterThan(burningCampaign.spendFactor * 0.55);
    expect(next?.cost).toBeLessThan(1.7);
  });

  it('has one day on which the orders collapse', async () => {
    const worst = await rows<{ days_ago: number; ratio: number }>(
      `with daily as (
         select date_day, count(distinct transaction_id) as orders
         from dim_datetime left join fct_sales on transaction_date = date_day and quantity > 0
         where date_day between $1::date - 400 and $1::date - 1 group by date_day),
       usual as (
         select date_day, orders, avg(orders) over (order by date_day rows between 28 preceding and 1 preceding) as before
         from daily)
       select $1::date - date_day as days_ago, (orders / before)::float as ratio
       from usual where date_day >= $1::date - 360 order by 2 limit 2`,
      today,
    );
    expect(worst[0]?.days_ago).toBe(STORIES.anomaly.daysAgo);
    expect(worst[0]?.ratio).toBeLessThan(0.2);
    expect(worst[1]?.ratio).toBeGreaterThan(0.22);
  });

  it('has people with a taste for luxury, who spend far more than 800', async () => {
    const [taste] = await rows<{ people: number; above: number; median: number }>(
      `with bought as (
         select customer_id, sum(total_amount) as total,
                coalesce(sum(total_amount) filter (where attributes ->> 'line' = 'luxury'), 0) as luxury
         from (select s.tenant_id, s.customer_id, s.total_amount, p.attributes
               from fct_sales s join dim_products p using (tenant_id, product_sku)) lines
         group by customer_id)
       select count(*)::int as people, count(*) filter (where total > 800)::int as above,
              percentile_cont(0.5) within group (order by total)::float as median
       from bought where luxury > total / 2`,
    );
    const expected = 2000 * STORIES.luxury.share;
    expect(taste?.people).toBeGreaterThan(expected * 0.6);
    expect(taste?.people).toBeLessThan(expected * 1.5);
    expect((taste?.above ?? 0) / (taste?.people ?? 1)).toBeGreaterThan(0.7);
    expect(taste?.median).toBeGreaterThan(1200);
  });

  it('has a test with a winner, one without a difference and one with a broken split', async () => {
    const counted = await rows<{ test: string; arm: string; people: number; did: number }>(
      `select test_name as test, variation_id as arm,
              count(*) filter (where event_type = 'sent')::int as people,
              count(*) filter (where event_type = case primary_metric when 'open_rate' then 'opened' else 'converted' end)::int as did
       from ab_tests t join ab_test_results r on r.test_id = t.id group by 1, 2`,
    );
    const verdicts = STORIES.tests.map(({ name, verdict }) => {
      const arm = (id: string) => counted.find((row) => row.test === name && row.arm === id);
      const [control, b] = [arm('control'), arm('b')];
      if (!control || !b) throw new Error(`${name} lacks an arm`);
      const people = control.people + b.people;
      // χ² of the split against half and half, and z of the two proportions.
      const split = (control.people - b.people) ** 2 / people;
      const pooled = (control.did + b.did) / people;
      const error = Math.sqrt(pooled * (1 - pooled) * (1 / control.people + 1 / b.people));
      return { verdict, split, z: (b.did / b.people - control.did / control.people) / error };
    });
    const of = (verdict: string) => verdicts.find((found) => found.verdict === verdict);
    // 10.83 is the χ² (1 degree of freedom) of p = 0.001, the threshold of the sample-ratio check.
    expect(of('winner')?.split).toBeLessThan(10.83);
    expect(of('winner')?.z).toBeGreaterThan(3.5);
    expect(of('no difference')?.split).toBeLessThan(10.83);
    expect(Math.abs(of('no difference')?.z ?? 9)).toBeLessThan(1);
    expect(of('broken split')?.split).toBeGreaterThan(10.83);
  });

  it('lets nobody react to a message before it was sent, nor skip a step, nor answer in the future', async () => {
    const [wrong] = await rows<{ wrong: number }>(
      `select count(*)::int as wrong from (
         select array_agg(event_type::text order by "timestamp") as steps, max("timestamp") as last
         from ab_test_results group by test_id, user_id) per_person
       where steps <> (array['sent', 'opened', 'clicked', 'converted'])[1:cardinality(steps)] or last > $1`,
      now.toISOString(),
    );
    expect(wrong?.wrong).toBe(0);
  });

  it('passes every data-quality check', async () => {
    const report = await runQuality(db.tenant(tenantId), { checks: loadChecks(), now, newId: randomUUID });
    expect(report.results.filter(({ status }) => status === 'fail').map(({ check }) => check.id)).toEqual([]);
    // Its sales are all in one currency, so there is no exchange rate to look at.
    expect(report.results.filter(({ status }) => status === 'idle').map(({ check }) => check.id)).toEqual([
      'sales_rate_positive',
    ]);
  });
});
