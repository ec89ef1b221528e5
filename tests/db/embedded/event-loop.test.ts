import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, QueryTimeout } from '../../../db/db.ts';
import { openDb } from '../../../db/open-db.ts';

let db: Db;
beforeAll(async () => {
  db = await openDb({ kind: 'memory' });
  await db.query('create role walker_reader nologin');
});
afterAll(() => db.close());

test('the process goes on with other things while a statement runs', async () => {
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 5);
  const runaway = db
    .tenant('00000000-0000-0000-0000-000000000001')
    .read(
      'select count(*) from generate_series(1, 10000) a, generate_series(1, 10000) b, generate_series(1, 10000) c',
      [],
      {
        timeoutMs: 1500,
      },
    );
  await expect(runaway).rejects.toBeInstanceOf(QueryTimeout);
  clearInterval(ticking);
  // Were the engine in this thread, there would have been no turn at all.
  expect(turns).toBeGreaterThan(10);
});
