import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import type { MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, numberOf, type Run, rowsOf, toolsOn } from './small-shop.ts';

let db: Db;
let run: Run;

beforeAll(async () => {
  db = await openTestDb();
  // Another tenant with the same ids and larger amounts: none of it may show.
  await loadShop(db, 1000);
  run = await toolsOn(await loadShop(db));
});
afterAll(() => db.close());

const JANUARY = { kind: 'month', month: 1 } as const;
const FEBRUARY = { kind: 'month', month: 2 } as const;

describe('one number', () => {
  it.each<[string, MetricQueryInput, number]>([
    ['revenue less the return', { metrics: ['revenue'] }, 125],
    ['gross sales', { metrics: ['gross_sales'] }, 135],
    ['discount', { metrics: ['discount'] }, 10],
    ['units net of the return', { metrics: ['units'] }, 13],
    ['orders without the return', { metrics: ['orders'] }, 6],
    ['customers who bought', { metrics: ['customers'] }, 3],
    ['customers on file', { metrics: ['customer_base'] }, 4],
    ['average order value', { metrics: ['average_order_value'] }, 20.8333],
    ['revenue per customer', { metrics: ['revenue_per_customer'] }, 41.6667],
    ['units per order', { metrics: ['units_per_order'] }, 2.1667],
    ['median order', { metrics: ['median_order_value'] }, 17.5],
    ['largest order', { metrics: ['largest_order'] }, 60],
    ['products sold', { metrics: ['products_sold'] }, 3],
    ['units returned', { metrics: ['units_returned'] }, 1],
    ['return rate', { metrics: ['return_rate'] }, 0.0714],
    ['repeat customers', { metrics: ['repeat_customers'] }, 2],
    ['repeat rate', { metrics: ['repeat_rate'] }, 0.6667],
    ['spend', { metrics: ['spend'] }, 60],
    ['ROAS', { metrics: ['roas'] }, 2.0833],
    ['cost per click where clicks are known', { metrics: ['clicks'] }, 5],
    ['conversion rate by sessions, not events', { metrics: ['conversion_rate'] }, 0.3333],
    ['new customers of January', { metrics: ['new_customers'], period: JANUARY }, 2],
    ['new customers of February', { metrics: ['new_customers'], period: FEBRUARY }, 1],
    ['returning customers of February', { metrics: ['returning_customers'], period: FEBRUARY }, 1],
    [
      'a month in which nobody is new',
      { metrics: ['new_customers'], period: { kind: 'month', month: 3 } },
      0,
    ],
    ['a day without sales', { metrics: ['revenue'], period: { kind: 'day', month: 1, day: 6 } }, 0],
  ])('%s', async (_, query, expected) => {
    expect(await numberOf(run, query)).toBe(expected);
  });

  it('a ratio over nothing is nothing, not zero', async () => {
    expect(await numberOf(run, { metrics: ['roas'], period: { kind: 'month', month: 3 } })).toBeNull();
  });
});

describe('breakdowns', () => {
  it('count an order in each category it touches', async () => {
    expect(await rowsOf(run, { metrics: ['orders'], by: ['category'] })).toEqual([
      ['Tea', 5],
      ['Ware', 2],
    ]);
  });

  it('keep rows whose value is unknown under a name of their own', async () => {
    expect(await rowsOf(run, { metrics: ['revenue'], by: ['location'] })).toEqual([
      ['(not recorded)', 70],
      ['Paris', 55],
      ['Rome', 0],
    ]);
  });

  it('by two dimensions', async () => {
    expect(await rowsOf(run, { metrics: ['units'], by: ['category', 'gender'] })).toEqual([
      ['Tea', 'F', 5],
      ['Tea', 'M', 5],
      ['Ware', '(not recorded)', 2],
      ['Tea', '(not recorded)', 1],
      ['Ware', 'F', 1],
      ['Ware', 'M', -1],
    ]);
  });

  it('by an imported column that the model does not know', async () => {
    expect(await rowsOf(run, { metrics: ['revenue'], by: ['attr:Store'] })).toEqual([
      ['South', 55],
      ['North', 50],
      ['(not recorded)', 20],
    ]);
  });

  it('rank with ties in a stable order, from either end', async () => {
    const tied = { metrics: ['orders'], by: ['product'] };
    expect(await rowsOf(run, { ...tied, limit: 2 })).toEqual([
      ['Green tea', 3],
      ['Black tea', 2],
    ]);
    expect(await rowsOf(run, { ...tied, limit: 2, order: { by: 'orders', direction: 'asc' } })).toEqual([
      ['Black tea', 2],
      ['Mug', 2],
    ]);
  });

  it('keep groups over a threshold, also of another metric', async () => {
    const by = { metrics: ['revenue'], by: ['category'] };
    expect(await rowsOf(run, { ...by, having: [{ metric: 'revenue', op: '>', value: 60 }] })).toEqual([
      ['Tea', 75],
    ]);
    expect(await rowsOf(run, { ...by, having: [{ metric: 'orders', op: '<=', value: 2 }] })).toEqual([
      ['Ware', 50],
    ]);
    expect(
      await rowsOf(run, { ...by, having: [{ metric: 'revenue', op: 'between', value: 50, upper: 75 }] }),
    ).toHaveLength(2);
  });

  it('of sessions by device', async () => {
    expect(await rowsOf(run, { metrics: ['conversion_rate'], by: ['device'] })).toEqual([
      ['mobile', 0.5],
      ['desktop', 0],
    ]);
  });
});

describe('filters', () => {
  const revenue = (where: MetricQueryInput['where']): Promise<unknown> =>
    numberOf(run, { metrics: ['revenue'], where });

  it('take lists of values', async () => {
    expect(await revenue([{ dimension: 'location', op: 'in', values: ['Paris', 'Rome'] }])).toBe(55);
  });

  it('put the spelling of a value right', async () => {
    expect(await revenue([{ dimension: 'category', op: 'in', values: ['tea'] }])).toBe(75);
  });

  it('without Paris still counts sales whose place is unknown', async () => {
    expect(await revenue([{ dimension: 'location', op: 'not_in', values: ['Paris'] }])).toBe(70);
  });

  it('can ask for what is not recorded', async () => {
    expect(await revenue([{ dimension: 'location', op: 'in', values: ['(not recorded)'] }])).toBe(70);
  });

  it('search in names', async () => {
    expect(await revenue([{ dimension: 'product', op: 'contains', values: ['TEA'] }])).toBe(75);
    expect(await revenue([{ dimension: 'product', op: 'contains', values: ['%'] }])).toBe(0);
  });

  it('compare numbers', async () => {
    expect(await revenue([{ dimension: 'age_years', op: '>', values: ['40'] }])).toBe(0);
    expect(await revenue([{ dimension: 'age_years', op: 'between', values: ['30', '40'] }])).toBe(55);
  });

  it('of whole orders and customers look at their sum', async () => {
    const orders = {
      metrics: ['orders'],
      where: [{ dimension: 'order_value', op: '>' as const, values: ['20'] }],
    };
    expect(await numberOf(run, orders)).toBe(2);
    const loyal = [{ dimension: 'customer_orders', op: '>=' as const, values: ['2'] }];
    expect(await numberOf(run, { metrics: ['customers'], where: loyal })).toBe(2);
    expect(await rowsOf(run, { metrics: ['orders'], by: ['customer'], where: loyal })).toEqual([
      ['ann', 2],
      ['bob', 2],
    ]);
  });

  it('of whole orders hold in each period of a comparison by itself', async () => {
    const where = [{ dimension: 'customer_orders', op: '>=' as const, values: ['2'] }];
    const compareTo = { kind: 'periods' as const, periods: [{ kind: 'all' as const }, JANUARY] };
    expect(await rowsOf(run, { metrics: ['customers'], where, compareTo })).toEqual([
      ['all the data', 2],
      ['January', 0],
    ]);
    expect(
      await numberOf(run, {
        metrics: ['orders'],
        where: [{ dimension: 'order_value', op: '>', values: ['1000'] }],
      }),
    ).toBe(0);
  });

  it('find a customer by number', async () => {
    expect(await revenue([{ dimension: 'customer', op: 'in', values: ['ANN'] }])).toBe(55);
  });

  it('of a channel narrow the spend of ROAS alone, and say so', async () => {
    const { facts, card } = await run('sql_analytics', {
      metrics: ['roas'],
      where: [{ dimension: 'channel', op: 'in', values: ['Social'] }],
    });
    expect(facts?.rows).toEqual([{ roas: 12.5 }]);
    expect(card.footnotes).toContainEqual({
      kind: 'note',
      text: 'Only marketing spend is narrowed to “Social”: sales are counted in full.',
    });
  });
});

describe('refusals name what is missing', () => {
  it.each<[string, MetricQueryInput, string]>([
    ['an unknown metric', { metrics: ['profit'] }, 'I know no metric called “profit”'],
    ['an unknown dimension', { metrics: ['revenue'], by: ['planet'] }, 'I know no dimension called “planet”'],
    [
      'an unknown value',
      { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Atlantis'] }] },
      'There is no location “Atlantis”',
    ],
    [
      'an unknown customer',
      { metrics: ['revenue'], where: [{ dimension: 'customer', op: 'in', values: ['zoe'] }] },
      'There is no customer “zoe”',
    ],
    [
      'spend by category',
      { metrics: ['roas'], by: ['category'] },
      'Marketing spend is not recorded by category',
    ],
    [
      'spend of a category',
      { metrics: ['spend'], where: [{ dimension: 'category', op: 'in', values: ['Tea'] }] },
      'Marketing spend is not recorded by category',
    ],
    [
      'sales of a spend channel',
      { metrics: ['revenue'], where: [{ dimension: 'channel', op: 'in', values: ['Social'] }] },
      'Sales are not recorded',
    ],
    ['a column without data', { metrics: ['impressions'] }, 'no impressions are recorded'],
    ['a dimension without data', { metrics: ['revenue'], by: ['country'] }, 'No countries are recorded'],
    ['a number as a group', { metrics: ['revenue'], by: ['age_years'] }, 'is a number'],
    [
      'a share of an average',
      { metrics: ['average_order_value'], by: ['category'], transform: { kind: 'share' } },
      'a share of it has no meaning',
    ],
    [
      'the customer list by month',
      { metrics: ['customer_base'], grain: 'month' },
      'as of the last import only',
    ],
    [
      'a day that is none',
      { metrics: ['revenue'], period: { kind: 'day', month: 2, day: 30 } },
      'There is no 30 February',
    ],
    [
      'text as a number',
      { metrics: ['revenue'], where: [{ dimension: 'age_years', op: '>', values: ['old'] }] },
      '“old” is not',
    ],
  ])('%s', async (_, query, because) => {
    const { outcome, card } = await run('sql_analytics', query);
    expect(outcome.kind).toBe('refused');
    expect(card.text?.[0]).toContain(because);
  });

  it('a period without data is empty, not zero', async () => {
    const { outcome, facts } = await run('sql_analytics', {
      metrics: ['revenue'],
      period: { kind: 'year', year: 2023 },
    });
    expect(outcome.kind).toBe('empty');
    expect(facts).toMatchObject({
      rows: [],
      answer: 'There is no data before 5 Jan 2024, so none for 2023.',
    });
  });

  it('asks back where nobody can be returning because the data begin with the period', async () => {
    const { outcome } = await run('sql_analytics', { metrics: ['returning_customers'] });
    expect(outcome).toMatchObject({
      kind: 'clarify',
      options: [
        { label: 'Month by month' },
        { label: 'Repeat customers', call: { args: { metrics: ['repeat_customers'] } } },
      ],
    });
  });
});

describe('queries whose answer would say nothing', () => {
  const value = (dimension: string, ...values: string[]) => ({ dimension, op: 'in' as const, values });
  it.each<[string, MetricQueryInput, string]>([
    [
      'customers by customer',
      { metrics: ['customers'], by: ['customer'] },
      'would count every customer once',
    ],
    [
      'a period against itself',
      {
        metrics: ['revenue'],
        compareTo: { kind: 'periods', periods: [JANUARY, { ...JANUARY, year: 2024 }] },
      },
      'compared with itself',
    ],
    [
      'values that exclude one another',
      { metrics: ['revenue'], where: [value('location', 'Paris'), value('location', 'Rome')] },
      'No location can meet all of these conditions',
    ],
    [
      'a value taken and left out',
      {
        metrics: ['revenue'],
        where: [value('location', 'Paris'), { ...value('location', 'Paris'), op: 'not_in' }],
      },
      'No location can meet all of these conditions',
    ],
    [
      'numbers that exclude one another',
      {
        metrics: ['revenue'],
        where: [
          { dimension: 'age_years', op: '>', values: ['40'] },
          { dimension: 'age_years', op: '<', values: ['30'] },
        ],
      },
      'No age can meet all of these conditions',
    ],
    [
      'new customers who are returning ones',
      { metrics: ['new_customers'], period: FEBRUARY, where: [value('customer_type', 'Returning')] },
      'are about “New” alone',
    ],
  ])('refuse %s', async (_, query, because) => {
    const { outcome, card } = await run('sql_analytics', query);
    expect(outcome.kind).toBe('refused');
    expect(card.text?.[0]).toContain(because);
  });

  it('ranges that meet are no contradiction', async () => {
    const from = { dimension: 'age_years', op: '>=' as const, values: ['34'] };
    const to = { dimension: 'age_years', op: '<=' as const, values: ['34'] };
    expect(await numberOf(run, { metrics: ['revenue'], where: [from, to] })).toBe(55);
  });

  it('a ranking narrowed to one group is the figure of that group', async () => {
    const { facts } = await run('sql_analytics', {
      metrics: ['revenue'],
      by: ['location'],
      where: [value('location', 'Paris')],
      limit: 1,
    });
    expect(facts?.rows).toEqual([{ revenue: 55 }]);
    expect(facts?.answer).toMatch(/^Revenue for Paris was €55\.00/);
  });

  it('“between” may be said either way round', async () => {
    const { facts, card } = await run('sql_analytics', {
      metrics: ['revenue'],
      by: ['category'],
      having: [{ metric: 'revenue', op: 'between', value: 60, upper: 40 }],
    });
    expect(facts?.rows).toEqual([{ category: 'Ware', revenue: 50 }]);
    expect(card.footnotes?.map(({ text }) => text)).toContain(
      'The two ends of “between” are read in order of size.',
    );
    const age = [{ dimension: 'age_years', op: 'between' as const, values: ['40', '30'] }];
    expect(await numberOf(run, { metrics: ['revenue'], where: age })).toBe(55);
  });

  it('a comparison without data on the other side says so in the sentence', async () => {
    const { facts } = await run('sql_analytics', {
      metrics: ['revenue'],
      period: FEBRUARY,
      compareTo: { kind: 'year_before' },
    });
    expect(facts?.answer).toContain('There is no data for February 2023 to compare with.');
  });

  it('groups of zero have no leader', async () => {
    const { facts } = await run('sql_analytics', {
      metrics: ['units_returned'],
      by: ['category'],
      period: JANUARY,
      limit: 1,
      where: [value('category', 'Tea', 'Ware')],
    });
    expect(facts?.answer).toBe('No category had any units returned for Tea or Ware in January 2024.');
  });

  it('what is not recorded is left out of a ranking, and said so, but not of a breakdown', async () => {
    const ranking = { metrics: ['revenue'], by: ['location'], limit: 1 };
    expect(await rowsOf(run, ranking)).toEqual([['Paris', 55]]);
    const { card } = await run('sql_analytics', ranking);
    expect(card.footnotes).toContainEqual({
      kind: 'note',
      text: 'What has no location recorded is left out of the ranking.',
    });
    expect(await rowsOf(run, { metrics: ['revenue'], by: ['location'] })).toHaveLength(3);
  });
});

describe('sentences', () => {
  const answer = async (query: MetricQueryInput): Promise<string | undefined> =>
    (await run('sql_analytics', query)).facts?.answer;

  it('say Female where F is stored, and rows keep what is stored', async () => {
    const { facts, card } = await run('sql_analytics', { metrics: ['orders'], by: ['gender'] });
    expect(facts?.answer).toContain('then Female (2) and Male (2)');
    expect(facts?.rows.map((row) => row.gender)).toEqual(['(not recorded)', 'F', 'M']);
    expect(card.table?.rows.map((row) => row.gender)).toEqual(['(not recorded)', 'Female', 'Male']);
    expect(card.chart?.labels).toEqual(['(not recorded)', 'Female', 'Male']);
  });

  it('speak of every metric where rows are periods; the chart is named by what it draws', async () => {
    const { facts, card } = await run('sql_analytics', { metrics: ['revenue', 'orders'], grain: 'month' });
    expect(facts?.answer).toMatch(/^Revenue by month .*highest in .* Orders by month .*highest in /);
    expect(card.title).toBe('Revenue and orders by month');
    expect(card.chart?.title).toBe('Revenue and orders by month');
    expect(card.chart?.series.map(({ name, format }) => [name, format?.kind])).toEqual([
      ['Revenue', 'currency'],
      ['Orders', 'integer'],
    ]);
    expect(
      (await run('sql_analytics', { metrics: ['revenue', 'spend'], grain: 'month' })).card.chart?.title,
    ).toBe('Revenue and marketing spend by month');
    const three = await run('sql_analytics', { metrics: ['revenue', 'orders', 'units'] });
    expect(three.card.title).toBe('Revenue, orders and units sold');
    const compared = { metrics: ['revenue', 'orders'], period: FEBRUARY, compareTo: { kind: 'previous' } };
    expect(await answer(compared as MetricQueryInput)).toMatch(
      /^Revenue was .* against .*\. Orders were .* against .*\.$/,
    );
  });

  it.each([
    [{ kind: 'growth' }, /^Growth of revenue by month .*highest in .*%\).* Growth of orders by month .*%\)/],
    [{ kind: 'share' }, /^Share of revenue by month .*highest in .*%\).* Share of orders by month .*%\)/],
    [{ kind: 'cumulative' }, /^Revenue so far by month.*: from €.* Orders so far by month.*: from \d/],
    [{ kind: 'rolling', window: 3 }, /^Revenue, mean of 3 months was €.* Orders, mean of 3 months was \d/],
  ])('tell each of several metrics by its own %o', async (transform, said) => {
    const query = { metrics: ['revenue', 'orders'], grain: 'month', transform };
    expect((await run('sql_analytics', query)).facts?.answer).toMatch(said);
  });

  it('join conditions of a kind with “and”', async () => {
    expect(
      await answer({
        metrics: ['revenue'],
        where: [
          { dimension: 'location', op: 'not_in', values: ['Paris'] },
          { dimension: 'gender', op: 'not_in', values: ['F'] },
        ],
      }),
    ).toContain('Revenue without Paris and without gender Female was');
  });

  it('speak of customers who spent, and of orders worth', async () => {
    const spent = [{ dimension: 'customer_revenue', op: '>' as const, values: ['50'] }];
    expect(await answer({ metrics: ['customers'], where: spent })).toMatch(
      /^There were 2 customers who spent over €50\.00 /,
    );
    expect(await answer({ metrics: ['revenue'], where: spent })).toContain(
      'Revenue from customers who spent over €50.00 was',
    );
    const worth = [{ dimension: 'order_value', op: '>' as const, values: ['20'] }];
    expect(await answer({ metrics: ['orders'], where: worth })).toMatch(
      /^There were 2 orders worth over €20\.00 /,
    );
  });

  it('are highest on a day, in a month, and single where there is one', async () => {
    expect(await answer({ metrics: ['revenue'], grain: 'day', period: FEBRUARY })).toContain(
      'highest on 10 Feb 2024',
    );
    expect(await answer({ metrics: ['revenue'], grain: 'month' })).toContain('highest in Feb 2024');
    expect(
      await answer({
        metrics: ['revenue'],
        grain: 'month',
        period: FEBRUARY,
        transform: { kind: 'cumulative' },
      }),
    ).toBe('Revenue so far was €85.00 in February 2024, which is one month only.');
  });

  it('tell a running total from its start to its end, and weekdays as days', async () => {
    expect(
      await answer({ metrics: ['revenue'], grain: 'month', transform: { kind: 'cumulative' } }),
    ).toContain('from €50.00 in Jan 2024 to €125.00 in Mar 2024.');
    const sundays = [{ dimension: 'weekday', op: 'in' as const, values: ['Sunday'] }];
    expect(await answer({ metrics: ['revenue'], where: sundays, period: FEBRUARY })).toBe(
      'Revenue on Sundays was €10.00 in February 2024.',
    );
  });
});

it('ranks by the metric that the groups are ordered by, and says so', async () => {
  const { facts } = await run('sql_analytics', {
    metrics: ['revenue', 'units'],
    by: ['category'],
    order: { by: 'units', direction: 'asc' },
  });
  expect(facts?.answer).toMatch(/^Ware had the fewest units sold .*: 2, then Tea \(11\)\.$/);
});
