/** What “without” says of orders and people, which may hold several things. */
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const answerTo = async (query: unknown) => (await run('sql_analytics', query)).facts?.answer;

test('an order with other goods beside counts, and is not said to be without', async () => {
  const where = [{ dimension: 'category', op: 'not_in', values: ['Tea'] }];
  // o1 holds tea and a mug, o4 mugs alone.
  expect(await answerTo({ metrics: ['orders'], where })).toMatch(
    /^There were 2 orders with anything but Tea /u,
  );
  expect(await answerTo({ metrics: ['customers'], where })).toMatch(/customers with anything but Tea /u);
});

test('an amount is without what is left out, and so are orders of people', async () => {
  const tea = [{ dimension: 'category', op: 'not_in', values: ['Tea'] }];
  expect(await answerTo({ metrics: ['revenue'], where: tea })).toMatch(/^Revenue without Tea /u);
  const paris = [{ dimension: 'location', op: 'not_in', values: ['Paris'] }];
  expect(await answerTo({ metrics: ['orders'], where: paris })).toMatch(/orders without Paris /u);
});
