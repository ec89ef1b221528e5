/** “The second best month”: one row of a ranking, by its place. */
import { afterAll, beforeAll, expect, it } from 'vitest';
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

it('returns cannot be told where none are recorded', async () => {
  const shop = await loadShop(db);
  await shop.write((tx) => tx.query('delete from fct_sales where quantity < 0'));
  const { card } = await (await toolsOn(shop))('sql_analytics', { metrics: ['return_rate'] });
  expect(card.tone).toBe('refusal');
});
