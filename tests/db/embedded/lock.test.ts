import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '../../../db/embedded/lock.ts';
import { ownIdentity } from '../../../db/embedded/process-identity.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'walker-lock-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const leave = (number: number, holder: object) =>
  writeFile(join(directory, `lock.${number}`), JSON.stringify({ socketDir: directory, ...holder }));

test('of many that try at once, one gets it', async () => {
  const attempts = await Promise.all(Array.from({ length: 20 }, () => takeLock(directory, directory)));
  expect(attempts.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
});

test('of many that find the holder dead, one takes over', async () => {
  for (let round = 0; round < 10; round++) {
    await rm(directory, { recursive: true });
    await mkdir(directory);
    await leave(7, { host: hostname(), pid: 2 ** 22 + 1, started: 'long ago' });
    const attempts = await Promise.all(Array.from({ length: 20 }, () => takeLock(directory, directory)));
    const taken = attempts.filter((attempt) => attempt.kind === 'taken');
    expect(taken).toHaveLength(1);
    expect(taken[0]?.before?.pid).toBe(2 ** 22 + 1);
  }
});

test('the one that has it is named', async () => {
  await takeLock(directory, directory);
  const second = await takeLock(directory, directory);
  expect(second).toMatchObject({ kind: 'held', by: { pid: process.pid, host: hostname() } });
});

test('a number given to a later process does not keep the lock of the one before', async () => {
  const me = await ownIdentity();
  await leave(1, { ...me, started: `${me.started}0` });
  expect((await takeLock(directory, directory)).kind).toBe('taken');
});

test('what was released can be taken again, and old files go', async () => {
  for (let round = 0; round < 5; round++) {
    const attempt = await takeLock(directory, directory);
    expect(attempt.kind).toBe('taken');
    if (attempt.kind === 'taken') await attempt.lock.release();
  }
  expect(await readdir(directory)).toEqual(['lock.5']);
});
