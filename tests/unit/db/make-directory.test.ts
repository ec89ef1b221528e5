import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDatabase } from '../../../db/embedded/data-directory.ts';
import { checkDirectory, makeDirectory } from '../../../db/make-directory.ts';
import { openDb } from '../../../db/open-db.ts';

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'walker-directory-'));
});
afterAll(() => rm(place, { recursive: true, force: true }));

it('makes a directory with those above it, and one that is there stays', async () => {
  const deep = join(place, 'a', 'b', 'c');
  await Promise.all([makeDirectory(deep, 0o700), makeDirectory(deep, 0o700)]);
  await makeDirectory(deep);
  expect((await stat(deep)).mode & 0o777).toBe(0o700);
});

it('looks whether a directory could be made, and leaves nothing', async () => {
  const before = await readdir(place);
  await checkDirectory(join(place, 'not', 'there'));
  expect(await hasDatabase(join(place, 'not', 'there'))).toBe(false);
  expect(await readdir(place)).toEqual(before);
});

describe('where a directory cannot be made', () => {
  const sentence = (path: string) =>
    `The data directory ${path} cannot be made. Give this user the right to, or set DATA_DIR to another place.`;

  it('below a file, it says so in a sentence', async () => {
    const below = join(place, 'file', 'data');
    await writeFile(join(place, 'file'), '');
    await expect(openDb({ kind: 'embedded', dataDir: below })).rejects.toThrow(sentence(below));
    await expect(hasDatabase(below)).rejects.toThrow(sentence(below));
  });

  it('because it is a file, it says that', async () => {
    const dataDir = join(place, 'a-file');
    await writeFile(dataDir, '');
    const told = `The data directory ${dataDir} is a file. Set DATA_DIR to a directory.`;
    await expect(openDb({ kind: 'embedded', dataDir })).rejects.toThrow(told);
    await expect(hasDatabase(dataDir)).rejects.toThrow(told);
  });

  // Only Linux has it: a file system in which nothing can be made, and which says that the parent is missing.
  it.runIf(process.platform === 'linux')('in /proc, it says so instead of trying for ever', async () => {
    const dataDir = '/proc/walker/data';
    await expect(openDb({ kind: 'embedded', dataDir })).rejects.toThrow(sentence(dataDir));
    await expect(hasDatabase(dataDir)).rejects.toThrow(sentence(dataDir));
  });
});
