import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyOfMigrated } from '../../db/harness.ts';
import { runHere } from '../process/run-here.ts';

let dataDir: string;
const run = (...args: string[]) => runHere(args, { DATA_DIR: dataDir });
beforeAll(async () => {
  dataDir = await copyOfMigrated();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('says what to do next while there is nothing to brief about, and how to subscribe', async () => {
  const empty = await run('brief', '--now');
  expect(empty.out).toMatch(/nobody is subscribed yet: “\/walker subscribe”/);
  expect(empty.out).toMatch(/What to do next:\n.*walker -- import .*\n.*walker -- demo/);
  expect((await run('brief', '--dry-run')).out).toContain('What to do next:');

  const file = join(dataDir, 'orders.csv');
  await writeFile(file, 'order id,order date,customer id,sku,quantity,price\nO1,2026-03-02,C1,P1,1,10\n');
  expect((await run('import', file, '--no-refresh')).code).toBe(0);
  expect((await run('brief', '--dry-run')).out).not.toContain('What to do next');
}, 120_000);
