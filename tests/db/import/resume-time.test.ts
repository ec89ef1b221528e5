import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { resumeInterruptedImports } from '../../../db/import/index.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importForTest, temporaryDirectory } from './import-for-test.ts';

const LINES = 60_000;
const HEAD = 'order id,date,customer id,sku,qty,price\n';
const line = (order: string, at: number) =>
  `${order}${at},2024-${String(1 + (at % 12)).padStart(2, '0')}-11,c${at % 900},P${at % 50},1,4.25\n`;

let db: Db;
let tenantId: string;
beforeAll(async () => {
  db = await openTestDb();
  ({ tenantId } = await createTenant(db));
});
afterAll(() => db.close());

it('looks the lines of an import that was cut short up by their key, whatever the planner believes of them', async () => {
  const path = join(await temporaryDirectory(), 'sales.csv');
  await writeFile(path, HEAD + Array.from({ length: LINES }, (_, at) => line('B', at)).join(''));
  const began = performance.now();
  await importForTest(db, tenantId, path);
  const first = performance.now() - began;
  // As a killed process would have left it: under way, a third missing, and the planner knows of no row that an
  // import made.
  await db.query("update imports set state = 'running'");
  await db.query('delete from fct_sales where substr(transaction_id, 2)::int >= $1', [LINES * 0.67]);
  await db.query('update fct_sales set import_id = null');
  await db.query('analyze fct_sales');
  await db.query('update fct_sales set import_id = (select import_id from imports)');

  const again = performance.now();
  const told: string[] = [];
  expect(
    await resumeInterruptedImports({ db, now: () => new Date(), onFile: (name) => told.push(name) }),
  ).toEqual([expect.stringContaining(`${LINES} rows added, 0 changed, 0 the same, 0 rejected.`)]);
  expect(told).toEqual(['sales.csv']);
  // To compare each line with all that are there takes minutes.
  expect(performance.now() - again).toBeLessThan(10 * first + 5_000);
}, 120_000);
