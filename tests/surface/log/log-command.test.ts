import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyOfMigrated } from '../../db/harness.ts';
import { runHere } from '../process/run-here.ts';

let dataDir: string;
const run = (...args: string[]) => runHere(args, { DATA_DIR: dataDir });
beforeAll(async () => {
  dataDir = await copyOfMigrated();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('tells on the command line what was done there, without the number, and that there is no record yet', async () => {
  const added = await run('people', 'add', 'Ann', '+4915112345678', 'analyst');
  expect([added.code, added.err]).toEqual([0, '']);
  const log = await run('log', 'today');
  expect([log.code, log.out]).toEqual([0, expect.stringMatching(/People\s+.*the command line\s+Done/)]);
  expect(log.out).not.toContain('4915112345678');
  const record = await run('record');
  expect([record.code, record.out]).toEqual([1, expect.stringContaining('nothing has been proposed so far')]);
}, 120_000);
