import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyOfMigrated } from '../../db/harness.ts';
import { runHere } from '../process/run-here.ts';
import { walker } from '../process/walker.ts';

let dataDir: string;
const run = (...args: string[]) => runHere(args, { DATA_DIR: dataDir });
beforeAll(async () => {
  dataDir = await copyOfMigrated();
  const demo = await run('demo', '--customers', '20', '--days', '200');
  expect([demo.code, demo.out]).toEqual([0, expect.stringMatching(/^profiles .* built 20, changed 20/m)]);
}, 60_000);
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('exports a customer to a file that only its owner reads, then erases them when told twice', async () => {
  const file = join(dataDir, 'person.json');
  const exported = await run('person', 'export', 'C000003', '--out', file);
  expect(exported.code).toBe(0);
  expect((await stat(file)).mode & 0o077).toBe(0);
  const { tables } = JSON.parse(await readFile(file, 'utf8'));
  expect(tables.dim_customer).toHaveLength(1);
  expect(tables.customer_profiles[0].profile_text).toMatch(/^From /);

  const asked = await run('person', 'erase', 'C000003');
  expect(asked.out).toContain('Nothing was erased. Add --yes');
  const erased = await run('person', 'erase', 'C000003', '--yes');
  expect([erased.code, erased.out]).toEqual([0, expect.stringContaining('The customer is erased')]);
  const gone = await run('person', 'show', 'C000003');
  expect([gone.code, gone.out]).toEqual([1, expect.stringContaining('Nothing is held')]);
}, 60_000);

it('writes the file that comes with an answer beside the one before: a token is told once', async () => {
  const ask = (...words: string[]) => walker(['ask', ...words], { DATA_DIR: dataDir }, '', dataDir);
  const first = await ask('/walker tokens add me laptop');
  const second = await ask('--json', '/walker tokens add me desk');
  expect([first.out, second.err]).toEqual([
    expect.stringContaining('Written to walker-token.txt\n'),
    'Written to walker-token-2.txt\n',
  ]);
  const tokens = await Promise.all(
    ['walker-token.txt', 'walker-token-2.txt'].map(async (name) => {
      const path = join(dataDir, name);
      return [(await stat(path)).mode & 0o077, (await readFile(path, 'utf8')).trim()] as const;
    }),
  );
  expect(tokens.map(([mode]) => mode)).toEqual([0, 0]);
  expect(new Set(tokens.map(([, token]) => token)).size).toBe(2);
}, 60_000);
