/** A period's share of a longer one: “what share of 2024 revenue was made in January”. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import type { MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, numberOf, type Run, toolsOn } from './small-shop.ts';

let db: Db;
let run: Run;

beforeAll(async () => {
  db = await openTestDb();
  await loadShop(db, 1000);
  run = await toolsOn(await loadShop(db));
});
afterAll(() => db.close());

const YEAR = { kind: 'year', year: 2024 } as const;
const JANUARY = { kind: 'month', month: 1 } as const;
const within = (query: MetricQueryInput): MetricQueryInput => ({
  period: JANUARY,
  ...query,
  transform: { kind: 'share', within: YEAR },
});

it.each<[string, MetricQueryInput, number]>([
  ['of money', { metrics: ['revenue'] }, 0.4],
  ['of people, who count once in each', { metrics: ['customers'] }, 0.6667],
  [
    'of what a filter keeps, on both sides',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'in', values: ['Tea'] }] },
    0.4,
  ],
])('%s', async (_, query, expected) => {
  expect(await numberOf(run, within(query))).toBe(expected);
});

it('says of what', async () => {
  const { facts } = await run('sql_analytics', within({ metrics: ['revenue'] }));
  expect(facts?.answer).toBe('Revenue in January 2024 was 40.0% of revenue in 2024.');
});

describe('refuses', () => {
  it.each<[string, MetricQueryInput]>([
    [
      'a period that is no part of the longer one',
      within({ metrics: ['revenue'], period: { kind: 'year', year: 2023 } }),
    ],
    ['a period of itself', within({ metrics: ['revenue'], period: YEAR })],
    ['a breakdown of it', within({ metrics: ['revenue'], by: ['category'] })],
    [
      'what is worked out anew for each period',
      within({ metrics: ['returning_customers'], period: { kind: 'month', month: 2 } }),
    ],
    [
      'conditions on whole customers',
      within({ metrics: ['revenue'], where: [{ dimension: 'customer_revenue', op: '>', values: ['10'] }] }),
    ],
  ])('%s', async (_, query) => {
    expect((await run('sql_analytics', query)).outcome.kind).not.toBe('ok');
  });
});
