/** Parts of the calendar that a filter leaves out are not on the axis, where they would look like days without sales. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, numberOf, type Run, rowsOf, toolsOn } from './small-shop.ts';

let db: Db;
let run: Run;

beforeAll(async () => {
  db = await openTestDb();
  run = await toolsOn(await loadShop(db));
});
afterAll(() => db.close());

const without = (month: string) => [{ dimension: 'month_name', op: 'not_in' as const, values: [month] }];

it('a month', async () => {
  expect(await rowsOf(run, { metrics: ['revenue'], grain: 'month', where: without('January') })).toEqual([
    ['2024-02', 85],
    ['2024-03', -10],
  ]);
});

it('a month of a mean over months', async () => {
  const query = { metrics: ['revenue'], where: without('January') };
  expect(await numberOf(run, { ...query, transform: { kind: 'average_per', grain: 'month' } })).toBe(37.5);
});

it('a quarter only as a whole', async () => {
  expect(await rowsOf(run, { metrics: ['revenue'], grain: 'quarter', where: without('January') })).toEqual([
    ['2024-Q1', 75],
  ]);
});

it('days of the week', async () => {
  const query = { metrics: ['revenue'], grain: 'day' as const, period: { kind: 'month' as const, month: 2 } };
  const weekday = { dimension: 'weekday', op: 'in' as const, values: ['Sunday'] };
  expect(await rowsOf(run, { ...query, where: [weekday] })).toEqual([
    ['2024-02-04', 0],
    ['2024-02-11', 10],
    ['2024-02-18', 0],
    ['2024-02-25', 0],
  ]);
});

it('growth from one bucket to the next is refused where buckets are missing', async () => {
  const growth = { metrics: ['revenue'], grain: 'month' as const, transform: { kind: 'growth' as const } };
  expect((await run('sql_analytics', { ...growth, where: without('January') })).outcome.kind).toBe('refused');
  const weekday = { dimension: 'weekday', op: 'in' as const, values: ['Sunday'] };
  expect((await run('sql_analytics', { ...growth, where: [weekday] })).outcome.kind).toBe('ok');
});
