import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import type { MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import { GRAINS, type PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, type Run, toolsOn } from './small-shop.ts';

let db: Db;
let run: Run;

beforeAll(async () => {
  db = await openTestDb();
  run = await toolsOn(await loadShop(db));
});
afterAll(() => db.close());

const model = loadModel();
const metric = fc.constantFrom(...[...model.metrics.values()].map(({ id }) => id), 'nonsense');
const dimension = fc.constantFrom(
  ...model.dimensions.keys(),
  'attr:Store',
  'attr:"; drop table x',
  'nonsense',
);
const month = fc.integer({ min: 1, max: 12 });
const period = fc.oneof<fc.Arbitrary<PeriodExpression>[]>(
  fc.constant({ kind: 'all' }),
  fc.record({ kind: fc.constant('month' as const), month: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('months' as const), fromMonth: month, toMonth: month }),
  fc.record({
    kind: fc.constant('last' as const),
    count: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom(...GRAINS),
  }),
  fc.record({
    kind: fc.constant('calendar' as const),
    unit: fc.constantFrom(...GRAINS),
    offset: fc.integer({ min: -3, max: 0 }),
  }),
  fc.record({ kind: fc.constant('toDate' as const), unit: fc.constantFrom(...GRAINS) }),
);
const value = fc.constantFrom(
  'Paris',
  'Tea',
  'F',
  'South',
  'Search',
  'mobile',
  'ann',
  'Monday',
  'New',
  '(not recorded)',
  "'; drop table fct_sales; --",
  '12',
);
const filter = fc.oneof(
  fc.record({
    dimension,
    op: fc.constantFrom('in' as const, 'not_in' as const, 'contains' as const),
    values: fc.array(value, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    dimension,
    op: fc.constantFrom('>' as const, '<=' as const, 'between' as const),
    values: fc.constantFrom<string[]>(['2'], ['1', '50']),
  }),
);
const threshold = fc.record({
  metric: fc.oneof(metric, fc.constantFrom('share', 'growth', 'difference', 'change')),
  op: fc.constantFrom('>' as const, '<=' as const, '=' as const, 'between' as const),
  value: fc.constantFrom(0, 1.5, 1e12),
});
const compareTo = fc.oneof(
  fc.constantFrom({ kind: 'previous' as const }, { kind: 'year_before' as const }),
  fc.record({
    kind: fc.constant('periods' as const),
    periods: fc.array(period, { minLength: 2, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('values' as const),
    dimension,
    values: fc.array(value, { minLength: 2, maxLength: 3 }),
  }),
);
const transform = fc.oneof(
  fc.constantFrom({ kind: 'cumulative' as const }, { kind: 'growth' as const }, { kind: 'share' as const }),
  fc.record({ kind: fc.constant('share' as const), of: fc.array(filter, { maxLength: 1 }) }),
  fc.record({ kind: fc.constant('share' as const), within: period }),
  fc.record({ kind: fc.constant('average_per' as const), grain: fc.constantFrom(...GRAINS) }),
  fc.record({ kind: fc.constant('rolling' as const), window: fc.integer({ min: 2, max: 5 }) }),
);
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(of, { nil: undefined, freq: 1 });
const query = fc.record({
  metrics: fc.array(metric, { minLength: 1, maxLength: 2 }),
  by: fc.array(dimension, { maxLength: 2 }),
  grain: maybe(fc.constantFrom(...GRAINS)),
  where: fc.array(filter, { maxLength: 2 }),
  having: fc.array(threshold, { maxLength: 1 }),
  period,
  compareTo: maybe(compareTo),
  transform: maybe(transform),
  order: maybe(
    fc.record({
      by: fc.oneof(metric, dimension, fc.constantFrom('share', 'growth', 'difference', 'change', 'time')),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
    }),
  ),
  limit: maybe(fc.integer({ min: 1, max: 5 })),
  count: maybe(fc.boolean()),
});

/** Queries that the data can answer, so that the statements themselves are tried and not only refusals. */
const answerable = query.map(
  (any): MetricQueryInput => ({
    ...any,
    metrics: any.metrics.flatMap((id, index) => KNOWN[(id.length + index) % KNOWN.length] ?? []),
    by: any.by.map((id) => GROUPS[id.length % GROUPS.length] ?? 'category'),
    where: any.where.flatMap(
      (each, index) => FITTING[(each.dimension.length + index) % FITTING.length] ?? [],
    ),
    having: any.having.map((each) => ({
      ...each,
      metric: KNOWN[each.metric.length % KNOWN.length] ?? 'revenue',
    })),
  }),
);
const KNOWN = [
  'revenue',
  'orders',
  'customers',
  'average_order_value',
  'repeat_rate',
  'median_order_value',
  'new_customers',
  'revenue_per_customer',
  'largest_order',
];
const GROUPS = [
  'category',
  'location',
  'product',
  'attr:Store',
  'customer',
  'weekday',
  'gender',
  'customer_type',
  'sale_size',
];
const FITTING = [
  { dimension: 'category', op: 'in' as const, values: ['Tea'] },
  { dimension: 'location', op: 'not_in' as const, values: ['Paris'] },
  { dimension: 'order_value', op: '>' as const, values: ['10'] },
  { dimension: 'customer_orders', op: 'between' as const, values: ['1', '5'] },
  { dimension: 'attr:Store', op: 'contains' as const, values: ['o'] },
];

describe('whatever the query', () => {
  it('there is an answer, a question or a refusal in words, and never a fault', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (any) => {
        const { card, outcome } = await run('sql_analytics', any);
        expect(['ok', 'empty', 'clarify', 'refused']).toContain(outcome.kind);
        expect((card.text ?? []).join(' ').length).toBeGreaterThan(0);
      }),
      { numRuns: 120 },
    );
  });

  it('an answerable one runs, with its keys in every row and values only as parameters', async () => {
    await fc.assert(
      fc.asyncProperty(answerable, async (any) => {
        const { facts, outcome } = await run('sql_analytics', any);
        if (outcome.kind !== 'ok') return;
        const keys = facts?.columns.map(({ key }) => key) ?? [];
        for (const row of facts?.rows ?? []) expect(Object.keys(row)).toEqual(keys);
        expect(facts?.sql).not.toMatch(/Tea|Paris|Store|drop/);
      }),
      { numRuns: 150 },
    );
  });
});
