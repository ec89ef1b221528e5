/** “The second best month”, “the top category of every month”: rows of a ranking by their place. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import type { MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, type Run, rowsOf, toolsOn } from './small-shop.ts';

let db: Db;
let run: Run;

beforeAll(async () => {
  db = await openTestDb();
  await loadShop(db, 1000);
  run = await toolsOn(await loadShop(db));
});
afterAll(() => db.close());

const ranked = (
  query: Pick<MetricQueryInput, 'by' | 'grain'>,
  place: number,
  direction: 'asc' | 'desc' = 'desc',
): MetricQueryInput => ({
  metrics: ['revenue'],
  ...query,
  order: { by: 'revenue', direction },
  limit: 1,
  place,
});

// Revenue: January 50, February 85, March −10; tea 75, ware 50; Paris 55, Rome 0, without a location 70.
it.each<[string, MetricQueryInput, unknown[], string]>([
  [
    'month',
    ranked({ grain: 'month' }, 2),
    [['2024-01', 50]],
    'Jan 2024 had the second highest revenue of any month in all the data (5 Jan – 31 Mar 2024): €50.00.',
  ],
  [
    'month from below',
    ranked({ grain: 'month' }, 3, 'asc'),
    [['2024-02', 85]],
    'Feb 2024 had the third lowest revenue of any month in all the data (5 Jan – 31 Mar 2024): €85.00.',
  ],
  [
    'category',
    ranked({ by: ['category'] }, 2),
    [['Ware', 50]],
    'Ware had the second highest revenue in all the data (5 Jan – 31 Mar 2024): €50.00.',
  ],
  [
    'location: the unknown has no place',
    ranked({ by: ['location'] }, 3),
    [],
    'There are fewer than 3 locations to rank in all the data (5 Jan – 31 Mar 2024).',
  ],
])('%s', async (_, query, rows, sentence) => {
  expect(await rowsOf(run, query)).toEqual(rows);
  const { card } = await run('sql_analytics', query);
  expect(card.text?.[0]).toBe(sentence);
});

// Revenue by month and category: January tea 30, ware 20; February tea 25, ware 60; March tea 20, ware −30.
describe('inside groups', () => {
  const leading = (query: Partial<MetricQueryInput>): MetricQueryInput => ({
    metrics: ['revenue'],
    by: ['category'],
    grain: 'month',
    order: { by: 'revenue', direction: 'desc' },
    limit: 1,
    each: 'time',
    ...query,
  });

  it.each<[string, MetricQueryInput, unknown[]]>([
    [
      'the first of every month',
      leading({}),
      [
        ['Tea', '2024-01', 30],
        ['Ware', '2024-02', 60],
        ['Tea', '2024-03', 20],
      ],
    ],
    [
      'the best month of every category',
      leading({ each: 'category' }),
      [
        ['Tea', '2024-01', 30],
        ['Ware', '2024-02', 60],
      ],
    ],
    [
      'the second of every month',
      leading({ place: 2 }),
      [
        ['Ware', '2024-01', 20],
        ['Tea', '2024-02', 25],
        ['Ware', '2024-03', -30],
      ],
    ],
    [
      'the last product of every category',
      leading({
        by: ['category', 'product'],
        grain: undefined,
        each: 'category',
        order: { by: 'revenue', direction: 'asc' },
      }),
      [
        ['Tea', 'Black tea', 35],
        ['Ware', 'Mug', 50],
      ],
    ],
  ])('%s', async (_, query, rows) => {
    expect(await rowsOf(run, query)).toEqual(rows);
  });

  it('says who leads in each', async () => {
    const { card } = await run('sql_analytics', leading({}));
    expect(card.text?.[0]).toBe(
      'The highest revenue in each month in all the data (5 Jan – 31 Mar 2024): Jan 2024 – Tea (€30.00), Feb 2024 – Ware (€60.00), Mar 2024 – Tea (€20.00).',
    );
  });

  it.each<[string, Partial<MetricQueryInput>]>([
    ['another axis than those of the answer', { each: 'location' }],
    ['no order', { order: undefined }],
    ['a comparison', { compareTo: { kind: 'previous' }, period: { kind: 'month', month: 2 } }],
  ])('refuses %s', async (_, query) => {
    const { card } = await run('sql_analytics', leading(query));
    expect(card.tone).toBe('refusal');
  });
});

it('returns cannot be told where none are recorded', async () => {
  const shop = await loadShop(db);
  await shop.write((tx) => tx.query('delete from fct_sales where quantity < 0'));
  const { card } = await (await toolsOn(shop))('sql_analytics', { metrics: ['return_rate'] });
  expect(card.tone).toBe('refusal');
});

it('of what has no dates names no period: the customers on file by location', async () => {
  const { card } = await run('sql_analytics', { metrics: ['customer_base'], by: ['location'] });
  expect(card.text?.[0]).toMatch(/^Paris had the most customers on file: 2/);
  expect(JSON.stringify(card)).toContain('As of the last import');
});
