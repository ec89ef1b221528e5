/** Two values side by side: the sentence says how far they are apart. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, type Run, toolsOn } from './small-shop.ts';

let db: Db;
let run: Run;

beforeAll(async () => {
  db = await openTestDb();
  run = await toolsOn(await loadShop(db));
});
afterAll(() => db.close());

const compared = async (metric: string, dimension: string, values: string[]): Promise<string | undefined> => {
  const compareTo = { kind: 'values' as const, dimension, values };
  return (await run('sql_analytics', { metrics: [metric], compareTo })).facts?.answer;
};

it('says the difference of the first from the second, and the per cent', async () => {
  expect(await compared('revenue', 'category', ['Tea', 'Ware'])).toMatch(
    /: Tea \(€75\.00\) and Ware \(€50\.00\)\. Tea is €25\.00 \(50\.0%\) higher than Ware\.$/,
  );
  expect(await compared('revenue', 'category', ['Ware', 'Tea'])).toMatch(
    / Ware is €25\.00 \(33\.3%\) lower than Tea\.$/,
  );
});

it('says from twice on how many times as much', async () => {
  const query = {
    metrics: ['revenue'],
    period: { kind: 'month', month: 2 },
    compareTo: { kind: 'values', dimension: 'category', values: ['Ware', 'Tea'] },
  };
  expect((await run('sql_analytics', query)).facts?.answer).toMatch(
    / Ware is €35\.00 \(140\.0%\) higher than Tea, 2\.4 times as much\.$/,
  );
});

it('leaves the per cent of nothing out', async () => {
  expect(await compared('revenue', 'location', ['Paris', 'Rome'])).toMatch(
    / Paris is €55\.00 higher than Rome\.$/,
  );
});

it('measures percentages in points', async () => {
  expect(await compared('return_rate', 'category', ['Ware', 'Tea'])).toMatch(
    / Ware is 33\.3 points higher than Tea\.$/,
  );
});

it('says so where there is no difference', async () => {
  expect(await compared('customers', 'location', ['Paris', 'Rome'])).toMatch(/ There is no difference\.$/);
});

it('names no difference among three', async () => {
  expect(await compared('units', 'product', ['Green tea', 'Black tea', 'Mug'])).not.toMatch(/higher|lower/);
});
