import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '../../db/db.ts';
import { createTenant, engineUnderTest, openTestDb } from './harness.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

test('a test database is migrated and empty', async () => {
  expect(db.engine).toBe(engineUnderTest);
  const { tenantId } = await createTenant(db);
  const seen = await db.tenant(tenantId).read<{ n: number }>('select count(*) as n from tenants');
  expect(seen.rows).toEqual([{ n: 1 }]);
});

test('copyIn writes rows', async () => {
  const n = await db.transaction((tx) =>
    tx.copyIn(
      'strangers',
      ['surface', 'external_id'],
      [
        ['a', 'x\ty\n\\'],
        ['a', 'z'],
      ],
    ),
  );
  expect(n).toBe(2);
  expect((await db.query('select external_id from strangers order by 1 desc')).rows).toEqual([
    { external_id: 'z' },
    { external_id: 'x\ty\n\\' },
  ]);
});
