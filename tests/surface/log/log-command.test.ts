import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { walker } from '../process/walker.ts';

let dataDir: string;
const run = (...args: string[]) => walker(args, { DATA_DIR: dataDir });
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'walker-log-'));
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
