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

it('drafts a test, takes its results from a file, and applies the winner', async () => {
  const drafted = await run(
    ...['test', 'create', 'Spring subject | Control: Hello | Bold: HELLO | metric=visits kind=newsletter'],
  );
  expect([drafted.code, drafted.out]).toEqual([0, expect.stringContaining('Draft: Spring subject')]);

  const file = join(dataDir, 'results.csv');
  const people = Array.from({ length: 2000 }, (_, number) => {
    const arm = number % 2 === 0 ? 'Control' : 'Bold';
    const visited = number % 20 < (arm === 'Bold' ? 6 : 3) ? 1 : 0;
    return `c${number},${arm},${visited}`;
  });
  await writeFile(file, ['user id,variation,visited', ...people, 'c9999,Green,1'].join('\n'));
  const imported = await run('test', 'import', file, '--test', 'Spring subject');
  expect(imported.out).toContain('1 line could not be read');
  expect([imported.code, imported.out]).toEqual([
    0,
    expect.stringMatching(/Bold wins: 30\.0% visit instead of 20\.0%/),
  ]);

  const applied = await run('test', 'apply', 'spring');
  expect([applied.code, applied.out.replace(/\s+/g, ' ')]).toEqual([
    0,
    expect.stringContaining('Every later “newsletter” message by e-mail says: “HELLO”'),
  ]);
  const again = await run('test', 'apply', 'spring');
  expect([again.code, again.out]).toEqual([1, expect.stringContaining('its winner has been applied')]);
  const asked = await run('ask', 'how is the spring subject test doing?');
  expect([asked.code, asked.out]).toEqual([0, expect.stringContaining('Bold wins')]);
}, 120_000);

it('says how a command goes whose words it cannot read and that is no question it knows', async () => {
  const { code, out } = await run('test', 'create');
  expect([code, out]).toEqual([1, expect.stringContaining('As a command it goes like this: /walker test [')]);
}, 60_000);

it('says what is wrong with a file', async () => {
  const file = join(dataDir, 'colours.csv');
  await writeFile(file, 'user,colour\na,red\n');
  const imported = await run('test', 'import', file, '--test', 'Colours');
  expect([imported.code, imported.err]).toEqual([
    1,
    expect.stringContaining('has no column that says which variation somebody got'),
  ]);
}, 60_000);
