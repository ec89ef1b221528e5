/** “How many categories have revenue over …”: the rows of an answer, counted. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import type { MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, numberOf, type Run, rowsOf, toolsOn } from './small-shop.ts';

let db: Db;
let run: Run;

beforeAll(async () => {
  db = await openTestDb();
  await loadShop(db, 1000);
  run = await toolsOn(await loadShop(db));
});
afterAll(() => db.close());

const over = (metric: string, value: number) => [{ metric, op: '>' as const, value }];
const JANUARY = { kind: 'month', month: 1 } as const;
const FEBRUARY = { kind: 'month', month: 2 } as const;

describe('counts', () => {
  it.each<[string, MetricQueryInput, number]>([
    [
      'locations with orders; not recorded is none',
      { metrics: ['orders'], by: ['location'], having: over('orders', 0) },
      2,
    ],
    ['categories over a sum', { metrics: ['revenue'], by: ['category'], having: over('revenue', 60) }, 1],
    ['categories over no sum', { metrics: ['revenue'], by: ['category'] }, 2],
    ['months over a sum', { metrics: ['revenue'], grain: 'month', having: over('revenue', 20) }, 2],
    [
      'days without sales are days too, from the first with data',
      {
        metrics: ['orders'],
        grain: 'day',
        period: JANUARY,
        having: [{ metric: 'orders', op: '<', value: 1 }],
      },
      25,
    ],
    [
      'categories over a share',
      { metrics: ['revenue'], by: ['category'], transform: { kind: 'share' }, having: over('share', 0.5) },
      1,
    ],
    [
      'categories that grew',
      {
        metrics: ['revenue'],
        by: ['category'],
        compareTo: { kind: 'periods', periods: [JANUARY, FEBRUARY] },
        having: over('difference', 0),
      },
      1,
    ],
    [
      'months that grew',
      { metrics: ['revenue'], grain: 'month', transform: { kind: 'growth' }, having: over('growth', 0) },
      1,
    ],
    ['nothing', { metrics: ['revenue'], by: ['category'], having: over('revenue', 1e9) }, 0],
  ])('%s', async (_, query, expected) => {
    expect(await numberOf(run, { ...query, count: true })).toBe(expected);
    const { count: __, ...listed } = { ...query, count: true };
    const rows = (await rowsOf(run, listed)).filter(([label]) => label !== '(not recorded)');
    expect(rows).toHaveLength(expected);
  });

  it('ignores a limit, which would have counted no further', async () => {
    expect(await numberOf(run, { metrics: ['revenue'], by: ['category'], limit: 1, count: true })).toBe(2);
  });
});

describe('says what it counted', () => {
  const answer = async (query: MetricQueryInput): Promise<string | undefined> =>
    (await run('sql_analytics', { ...query, count: true })).facts?.answer;

  it.each<[MetricQueryInput, string]>([
    [
      { metrics: ['revenue'], by: ['category'], having: over('revenue', 60), period: JANUARY },
      'There were no categories with revenue over €60.00 in January 2024.',
    ],
    [
      { metrics: ['orders'], by: ['location'], having: over('orders', 0), period: JANUARY },
      'There were 2 locations with any orders in January 2024.',
    ],
    [
      {
        metrics: ['revenue'],
        by: ['category'],
        compareTo: { kind: 'periods', periods: [JANUARY, FEBRUARY] },
        having: over('change', 0.2),
      },
      'There was 1 category whose revenue grew by over 20.0% from January to February.',
    ],
    [
      {
        metrics: ['revenue'],
        grain: 'month',
        having: over('revenue', 20),
        period: { kind: 'year', year: 2024 },
      },
      'There were 2 months with revenue over €20.00 in 2024.',
    ],
  ])('%j', async (query, expected) => {
    expect(await answer(query)).toBe(expected);
  });

  it('offers to list them, and nothing that would count something else', async () => {
    const { card } = await run('sql_analytics', { metrics: ['revenue'], by: ['category'], count: true });
    expect(card.buttons?.map(({ label }) => label)).toEqual(['Show query', 'List them', 'Download CSV']);
  });
});

describe('refuses', () => {
  it.each<[string, MetricQueryInput]>([
    ['nothing to count', { metrics: ['revenue'] }],
    ['groups within groups', { metrics: ['revenue'], by: ['category', 'location'] }],
    ['groups on an axis of time', { metrics: ['revenue'], by: ['category'], grain: 'month' }],
    [
      'two counts side by side',
      { metrics: ['revenue'], by: ['category'], period: FEBRUARY, compareTo: { kind: 'previous' } },
    ],
  ])('%s', async (_, query) => {
    expect((await run('sql_analytics', { ...query, count: true })).outcome.kind).toBe('refused');
  });
});
