import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, numberOf, type Run, rowsOf, toolsOn } from './small-shop.ts';

let db: Db;
let run: Run;

beforeAll(async () => {
  db = await openTestDb();
  run = await toolsOn(await loadShop(db));
});
afterAll(() => db.close());

const month = (number: number): PeriodExpression => ({ kind: 'month', month: number });
const QUARTER: PeriodExpression = { kind: 'quarter', quarter: 1 };
const FEB_MAR: PeriodExpression = { kind: 'months', fromMonth: 2, toMonth: 3 };

describe('a time axis', () => {
  it('by month', async () => {
    expect(await rowsOf(run, { metrics: ['revenue'], grain: 'month' })).toEqual([
      ['2024-01', 50],
      ['2024-02', 85],
      ['2024-03', -10],
    ]);
  });

  it('fills days without sales with zero', async () => {
    const period: PeriodExpression = { kind: 'range', from: '2024-02-01', to: '2024-02-05' };
    expect(await rowsOf(run, { metrics: ['revenue'], grain: 'day', period })).toEqual([
      ['2024-02-01', 0],
      ['2024-02-02', 0],
      ['2024-02-03', 15],
      ['2024-02-04', 0],
      ['2024-02-05', 0],
    ]);
  });

  it('takes no month for the lowest that is cut short, as January is where data begin on its fifth', async () => {
    const tea = async (to: string) => {
      const period: PeriodExpression = { kind: 'range', from: '2024-01-01', to };
      const where = [{ dimension: 'category', op: 'in' as const, values: ['Tea'] }];
      return (await run('sql_analytics', { metrics: ['units'], grain: 'month', where, period })).summary;
    };
    expect(await tea('2024-03-31')).toContain('lowest in Mar 2024 (4)');
    // One whole month would be the highest and the lowest.
    expect(await tea('2024-02-29')).toContain('lowest in Jan 2024 (3)');
  });

  it('leaves a ratio without a denominator open', async () => {
    expect(await rowsOf(run, { metrics: ['roas'], grain: 'month' })).toEqual([
      ['2024-01', 2.5],
      ['2024-02', 2.125],
      ['2024-03', null],
    ]);
  });

  it('names quarters, years and weeks by their first day', async () => {
    expect(await rowsOf(run, { metrics: ['orders'], grain: 'quarter' })).toEqual([['2024-Q1', 6]]);
    expect(await rowsOf(run, { metrics: ['orders'], grain: 'year' })).toEqual([['2024', 6]]);
    const weeks = await rowsOf(run, { metrics: ['orders'], grain: 'week', period: month(2) });
    expect(weeks).toEqual([
      ['2024-01-29', 1],
      ['2024-02-05', 2],
      ['2024-02-12', 0],
      ['2024-02-19', 0],
      ['2024-02-26', 0],
    ]);
  });

  it('flags weeks that the period cuts', async () => {
    const { card } = await run('sql_analytics', { metrics: ['orders'], grain: 'week', period: month(2) });
    expect(card.chart?.partial).toEqual(['week of 29 Jan 2024', 'week of 26 Feb 2024']);
  });

  it('by a dimension too, every group in every bucket', async () => {
    expect(
      await rowsOf(run, { metrics: ['revenue'], by: ['category'], grain: 'month', period: FEB_MAR }),
    ).toEqual([
      ['Ware', '2024-02', 60],
      ['Tea', '2024-02', 25],
      ['Tea', '2024-03', 20],
      ['Ware', '2024-03', -30],
    ]);
  });

  it('of the leading group only', async () => {
    const leading = { metrics: ['revenue'], by: ['category'], grain: 'month', limit: 1 } as const;
    expect(await rowsOf(run, { ...leading, metrics: [...leading.metrics], by: [...leading.by] })).toEqual([
      ['Tea', '2024-01', 30],
      ['Tea', '2024-02', 25],
      ['Tea', '2024-03', 20],
    ]);
  });

  it('counts who is new in each month', async () => {
    expect(await rowsOf(run, { metrics: ['new_customers', 'returning_customers'], grain: 'month' })).toEqual([
      ['2024-01', 2, 0],
      ['2024-02', 1, 1],
      ['2024-03', 0, 1],
    ]);
  });

  it('the best month', async () => {
    const best = { metrics: ['revenue'], grain: 'month' as const, limit: 1 };
    expect(await rowsOf(run, { ...best, order: { by: 'revenue', direction: 'desc' } })).toEqual([
      ['2024-02', 85],
    ]);
  });
});

describe('transforms', () => {
  it('running total', async () => {
    expect(
      await rowsOf(run, { metrics: ['revenue'], grain: 'month', transform: { kind: 'cumulative' } }),
    ).toEqual([
      ['2024-01', 50],
      ['2024-02', 135],
      ['2024-03', 125],
    ]);
  });

  it('running count of distinct customers is not the sum of the months', async () => {
    expect(
      await rowsOf(run, { metrics: ['customers'], grain: 'month', transform: { kind: 'cumulative' } }),
    ).toEqual([
      ['2024-01', 2],
      ['2024-02', 3],
      ['2024-03', 3],
    ]);
  });

  it('running ratio divides running sums', async () => {
    const rows = await rowsOf(run, {
      metrics: ['average_order_value'],
      grain: 'month',
      transform: { kind: 'cumulative' },
    });
    expect(rows).toEqual([
      ['2024-01', 25],
      ['2024-02', 27],
      ['2024-03', 20.8333],
    ]);
  });

  it('rolling mean, which reads what it needs from before the period', async () => {
    const rolling = {
      metrics: ['revenue'],
      grain: 'month' as const,
      transform: { kind: 'rolling' as const, window: 2 },
    };
    expect(await rowsOf(run, rolling)).toEqual([
      ['2024-01', null],
      ['2024-02', 67.5],
      ['2024-03', 37.5],
    ]);
    expect(await rowsOf(run, { ...rolling, period: FEB_MAR })).toEqual([
      ['2024-02', 67.5],
      ['2024-03', 37.5],
    ]);
  });

  it('growth against the bucket before, the first from before the period', async () => {
    const growth = { metrics: ['revenue'], grain: 'month' as const, transform: { kind: 'growth' as const } };
    expect(await rowsOf(run, { ...growth, period: FEB_MAR })).toEqual([
      ['2024-02', 0.7, 85],
      ['2024-03', -1.1176, -10],
    ]);
  });

  it('share of the total, by group', async () => {
    expect(
      await rowsOf(run, { metrics: ['revenue'], by: ['category'], transform: { kind: 'share' } }),
    ).toEqual([
      ['Tea', 0.6, 75],
      ['Ware', 0.4, 50],
    ]);
  });

  it('share of distinct orders is of all orders, and may sum to more than one', async () => {
    expect(
      await rowsOf(run, { metrics: ['orders'], by: ['category'], transform: { kind: 'share' } }),
    ).toEqual([
      ['Tea', 0.8333, 5],
      ['Ware', 0.3333, 2],
    ]);
  });

  it('share that a value has of the whole, one number', async () => {
    const tea = [{ dimension: 'category', op: 'in' as const, values: ['Tea'] }];
    expect(
      await numberOf(run, { metrics: ['revenue'], where: tea, transform: { kind: 'share', of: [] } }),
    ).toBe(0.6);
  });

  it('share within a narrower whole', async () => {
    const paris = { dimension: 'location', op: 'in' as const, values: ['Paris'] };
    const tea = { dimension: 'category', op: 'in' as const, values: ['Tea'] };
    expect(
      await numberOf(run, {
        metrics: ['revenue'],
        where: [tea, paris],
        transform: { kind: 'share', of: [paris] },
      }),
    ).toBe(0.6364);
  });

  it('share by month is of each month', async () => {
    const tea = [{ dimension: 'category', op: 'in' as const, values: ['Tea'] }];
    const rows = await rowsOf(run, {
      metrics: ['revenue'],
      where: tea,
      grain: 'month',
      period: { kind: 'months', fromMonth: 1, toMonth: 2 },
      transform: { kind: 'share', of: [] },
    });
    expect(rows).toEqual([
      ['2024-01', 0.6, 30],
      ['2024-02', 0.2941, 25],
    ]);
  });
});

describe('an average over time', () => {
  const per = (grain: 'day' | 'month' | 'quarter') => ({ kind: 'average_per' as const, grain });

  it('of money counts the days without sales', async () => {
    const { facts } = await run('sql_analytics', {
      metrics: ['revenue'],
      period: month(2),
      transform: per('day'),
    });
    expect(facts?.rows).toEqual([{ average_revenue_per_day: expect.closeTo(85 / 29, 8) }]);
    expect(facts?.answer).toBe('Revenue was €2.93 a day on average in February 2024.');
  });

  it('of distinct customers is the mean of each month', async () => {
    const { facts } = await run('sql_analytics', { metrics: ['customers'], transform: per('month') });
    expect(facts?.rows).toEqual([{ average_customers_per_month: expect.closeTo(5 / 3, 8) }]);
    expect(facts?.answer).toContain('Customers were 1.7 a month on average');
  });

  it('by a dimension, months without a sale of the group counted as zero', async () => {
    expect(await rowsOf(run, { metrics: ['orders'], by: ['category'], transform: per('month') })).toEqual([
      ['Tea', 1.6667],
      ['Ware', 0.6667],
    ]);
  });

  it('keeps groups over a threshold on the average', async () => {
    const over = [{ metric: 'orders', op: '>' as const, value: 1 }];
    expect(
      await rowsOf(run, { metrics: ['orders'], by: ['category'], having: over, transform: per('month') }),
    ).toEqual([['Tea', 1.6667]]);
  });

  it('by weekday, and on one, divides by the days of that name', async () => {
    const rows = await rowsOf(run, {
      metrics: ['revenue'],
      by: ['weekday'],
      period: month(2),
      transform: per('day'),
    });
    // Four Saturdays (15 + 60) and four Sundays (10) in February 2024.
    expect(rows).toEqual([
      ['Saturday', 18.75],
      ['Sunday', 2.5],
    ]);
    expect(
      await numberOf(run, {
        metrics: ['revenue'],
        where: [{ dimension: 'weekday', op: 'in', values: ['Sunday'] }],
        period: month(2),
        transform: per('day'),
      }),
    ).toBe(2.5);
  });

  it('of two periods side by side', async () => {
    const compareTo = { kind: 'previous' as const };
    expect(
      await rowsOf(run, { metrics: ['orders'], period: month(2), compareTo, transform: per('day') }),
    ).toEqual([
      ['February 2024', 0.1034],
      ['January 2024', 0.0741],
    ]);
  });

  it('names the months that are not whole', async () => {
    const { card } = await run('sql_analytics', { metrics: ['revenue'], transform: per('month') });
    expect(card.footnotes).toContainEqual({ kind: 'note', text: 'Not a whole month: Jan 2024.' });
  });

  it('of a ratio is refused', async () => {
    const { outcome } = await run('sql_analytics', {
      metrics: ['average_order_value'],
      transform: per('day'),
    });
    expect(outcome.kind).toBe('refused');
  });
});

describe('comparisons', () => {
  it('of named periods in the order said, with the change of the later', async () => {
    const compareTo = { kind: 'periods' as const, periods: [month(2), month(1)], labels: ['Feb', 'Jan'] };
    const { facts, card } = await run('sql_analytics', { metrics: ['revenue'], compareTo });
    expect(facts?.rows).toEqual([
      { period: 'Feb', revenue: 85 },
      { period: 'Jan', revenue: 50 },
    ]);
    expect(card.headlines?.[0]?.change).toMatchObject({
      difference: 35,
      ratio: 0.7,
      against: 'Jan',
      good: 'up',
    });
    expect(facts?.answer).toBe('Revenue was €85.00 in Feb against €50.00 in Jan, up €35.00 (70.0%).');
  });

  it('single days, by group as well', async () => {
    const day = (iso: string): PeriodExpression => ({ kind: 'range', from: iso, to: iso });
    const compareTo = { kind: 'periods', periods: [day('2024-02-10'), day('2024-02-03')] } as const;
    const { facts } = await run('sql_analytics', { metrics: ['revenue'], compareTo });
    expect(facts?.answer).toBe(
      'Revenue was €60.00 on 10 Feb 2024 against €15.00 on 3 Feb 2024, up €45.00 (300.0%).',
    );
    const grouped = await run('sql_analytics', { metrics: ['revenue'], by: ['category'], compareTo });
    expect(grouped.facts?.answer).toMatch(/^Ware had the highest revenue on 10 Feb 2024: €60\.00/u);
  });

  it('with a period that is not over say so, and judge nothing by fewer days', async () => {
    const half = { kind: 'half' as const, half: 1 as const };
    const compareTo = { kind: 'periods' as const, periods: [month(3), half] };
    const { facts, card } = await run('sql_analytics', { metrics: ['revenue'], compareTo });
    expect(facts?.answer).toBe(
      'Revenue was −€10.00 in March (31 days) against €125.00 in H1 so far (87 days), down €135.00 (108.0%).',
    );
    const [march, soFar] = card.headlines ?? [];
    expect([march?.change?.good, soFar?.label]).toEqual(['neutral', 'Revenue, H1 so far']);
    const byCategory = await run('sql_analytics', { metrics: ['revenue'], by: ['category'], compareTo });
    expect(byCategory.facts?.answer).toContain('than in H1 so far (87 days)');
  });

  it('of a percentage are in points, in the table as in the sentence', async () => {
    const { facts, card } = await run('sql_analytics', {
      metrics: ['discount_rate'],
      by: ['category'],
      compareTo: { kind: 'periods', periods: [month(2), month(1)] },
    });
    const difference = card.table?.columns.find(({ key }) => key === 'difference');
    expect(difference?.format).toEqual({ kind: 'points' });
    expect(facts?.answer).toMatch(/, [\d.]+ points (?:more|less) than in /);
  });

  it('with the period before', async () => {
    expect(
      await rowsOf(run, { metrics: ['orders'], period: month(2), compareTo: { kind: 'previous' } }),
    ).toEqual([
      ['February 2024', 3],
      ['January 2024', 2],
    ]);
  });

  it('by a dimension, groups of either period, ranked by what grew', async () => {
    const rows = await rowsOf(run, {
      metrics: ['revenue'],
      by: ['category'],
      compareTo: { kind: 'periods', periods: [month(1), month(2)] },
      order: { by: 'difference', direction: 'desc' },
    });
    expect(rows).toEqual([
      ['Ware', 40, 2, 20, 60],
      ['Tea', -5, -0.1667, 30, 25],
    ]);
  });

  it('bucket by bucket', async () => {
    const rows = await rowsOf(run, {
      metrics: ['revenue'],
      grain: 'month',
      period: QUARTER,
      compareTo: { kind: 'periods', periods: [month(1), month(3)] },
    });
    // Rows are called by the later period, of which the sentence speaks.
    expect(rows).toEqual([['2024-03', 50, -10, -60, -1.2]]);
  });

  it('bucket by bucket from where each period begins, though its data begin later', async () => {
    const rows = await rowsOf(run, {
      metrics: ['revenue'],
      grain: 'month',
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'range', from: '2023-11-01', to: '2024-01-31' },
          { kind: 'range', from: '2024-01-01', to: '2024-03-31' },
        ],
      },
    });
    expect(rows).toEqual([
      ['2024-01', null, 50, null, null],
      ['2024-02', null, 85, null, null],
      ['2024-03', 50, -10, -60, -1.2],
    ]);
  });

  it('a day that one of the months does not have is none on which nothing happened', async () => {
    const rows = await rowsOf(run, {
      metrics: ['units'],
      grain: 'day',
      compareTo: { kind: 'periods', periods: [month(2), month(3)] },
    });
    expect(rows).toHaveLength(31);
    expect(rows.slice(28)).toEqual([
      ['2024-03-29', 0, 0, 0, null],
      ['2024-03-30', null, 0, null, null],
      ['2024-03-31', null, 4, null, null],
    ]);
  });

  it('the sentence and its dates are of the later period', async () => {
    const answer = await run('sql_analytics', {
      metrics: ['revenue'],
      grain: 'month',
      compareTo: { kind: 'periods', periods: [month(1), month(2)] },
    });
    expect(answer.facts?.answer).toContain('Feb 2024');
    expect(answer.facts?.answer).not.toContain('Jan 2024');
  });

  it('shares of money are apart by points', async () => {
    const answer = await run('sql_analytics', {
      metrics: ['revenue'],
      by: ['category'],
      compareTo: { kind: 'periods', periods: [month(1), month(2)] },
      transform: { kind: 'share' },
    });
    expect(answer.facts?.columns.find(({ key }) => key === 'difference')?.format).toEqual({ kind: 'points' });
    expect(answer.facts?.answer).toMatch(
      /^Ware had the highest share of revenue in .*: 70\.6%, 30\.6 points more than in /u,
    );
  });

  it('of the one time that is highest the other numbers are told', async () => {
    const answer = await run('sql_analytics', {
      metrics: ['orders', 'revenue'],
      grain: 'month',
      order: { by: 'orders', direction: 'desc' },
      limit: 1,
    });
    expect(answer.facts?.answer).toMatch(
      /^Feb 2024 had the most orders .*: 3\. Revenue was €85\.00 there\.$/u,
    );
  });

  it('of values side by side in the order said', async () => {
    const compareTo = { kind: 'values' as const, dimension: 'location', values: ['Rome', 'Paris'] };
    expect(await rowsOf(run, { metrics: ['units'], compareTo })).toEqual([
      ['Rome', 4],
      ['Paris', 6],
    ]);
  });

  it('of values keeps one that sold nothing', async () => {
    const compareTo = { kind: 'values' as const, dimension: 'location', values: ['Rome', 'Paris'] };
    const march = { period: month(3), compareTo };
    expect(await rowsOf(run, { metrics: ['revenue'], ...march })).toEqual([
      ['Rome', -10],
      ['Paris', 0],
    ]);
    expect((await rowsOf(run, { metrics: ['average_order_value'], ...march }))[1]).toEqual(['Paris', null]);
  });

  it('with a period that has no data keeps it, without a number', async () => {
    const compareTo = { kind: 'periods' as const, periods: [{ kind: 'year' as const, year: 2023 }, QUARTER] };
    const { facts, card } = await run('sql_analytics', { metrics: ['revenue'], compareTo });
    expect(facts?.rows).toEqual([
      { period: '2023', revenue: null },
      { period: 'Q1', revenue: 125 },
    ]);
    expect(card.headlines?.some(({ change }) => change)).toBe(false);
  });

  it('with a year before the data says that there is nothing to compare with', async () => {
    const { facts, card } = await run('sql_analytics', {
      metrics: ['revenue'],
      period: month(2),
      compareTo: { kind: 'year_before' },
    });
    expect(facts?.rows).toEqual([{ revenue: 85 }]);
    expect(card.footnotes?.map(({ text }) => text).join(' ')).toContain('no data for February 2023');
  });
});
