import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb } from '../../../db/open-db.ts';
import { copyOfMigrated } from '../harness.ts';
import { startActor } from './process.ts';

const ROUNDS = 3;

let dataDir: string;
beforeAll(async () => {
  dataDir = await copyOfMigrated();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

test('every acknowledged transaction survives kill -9, and none is there by half', async () => {
  const acknowledged: string[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const writer = startActor('write', dataDir);
    // Killed after more and more transactions, in the middle of the next one.
    for (let n = 0; n < round * 7; n++) await writer.heard('done');
    await writer.kill('SIGKILL');
    acknowledged.push(...writer.lines.filter((line) => line.startsWith('done')));
  }
  const db = await openDb({ kind: 'embedded', dataDir });
  const { rows } = await db.query<{ done: string; halves: number }>(
    `select 'done ' || run || ' ' || n as done, count(*) as halves from acknowledged group by run, n`,
  );
  await db.close();
  const stored = new Set(rows.map(({ done }) => done));
  expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * 7);
  expect(acknowledged.filter((line) => !stored.has(line))).toEqual([]);
  expect(rows.filter(({ halves }) => halves !== 2)).toEqual([]);
}, 60_000);
