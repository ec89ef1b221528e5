import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '../../db/db.ts';
import { MigrationError, migrate } from '../../db/migrate.ts';
import { openTestDb } from './harness.ts';

let db: Db;
let directory: string;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'walker-migrations-'));
  await db.query('drop table if exists schema_migrations, one, two');
  await file('0001_one.sql', 'create table one (n integer); insert into one values (1);');
  return () => rm(directory, { recursive: true, force: true });
});

const file = (name: string, sql: string) => writeFile(join(directory, name), sql);

test('applies what is new, in order, once', async () => {
  expect(await migrate(db, directory)).toEqual(['0001_one.sql']);
  await file('0002_two.sql', 'create table two as select * from one;');
  expect(await migrate(db, directory)).toEqual(['0002_two.sql']);
  expect(await migrate(db, directory)).toEqual([]);
  expect((await db.query('select n from two')).rows).toEqual([{ n: 1 }]);
});

test('of two that start at once, each migration is applied by one', async () => {
  await file('0002_two.sql', 'create table two as select * from one;');
  const applied = await Promise.all([migrate(db, directory), migrate(db, directory), migrate(db, directory)]);
  expect(applied.flat().sort()).toEqual(['0001_one.sql', '0002_two.sql']);
});

test('a migration that fails leaves nothing of itself, and the ones before stay', async () => {
  await file('0002_two.sql', 'create table two (n integer); select 1 / 0;');
  await expect(migrate(db, directory)).rejects.toThrow(/0002_two\.sql.*division by zero/);
  await file('0002_two.sql', 'create table two (n integer);');
  expect(await migrate(db, directory)).toEqual(['0002_two.sql']);
});

test('a file that changed after it was applied is named', async () => {
  await migrate(db, directory);
  await file('0001_one.sql', 'create table one (n bigint);');
  const error = await migrate(db, directory).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(MigrationError);
  expect(error.message).toBe(
    'Migration 0001_one.sql has changed since it was applied. Restore the file, and put the change into a new migration.',
  );
});

test('a database that is ahead of the program is left alone', async () => {
  await file('0002_two.sql', 'create table two (n integer);');
  await migrate(db, directory);
  await rm(join(directory, '0002_two.sql'));
  await expect(migrate(db, directory)).rejects.toThrow(/already has migration 0002_two\.sql/);
});

test('two files of one number, or a name without one, are refused before anything runs', async () => {
  await file('0001_other.sql', 'select 1');
  await expect(migrate(db, directory)).rejects.toThrow(/have the number/);
  await rm(join(directory, '0001_other.sql'));
  await file('later.sql', 'select 1');
  await expect(migrate(db, directory)).rejects.toThrow(/later\.sql is not named like/);
});
