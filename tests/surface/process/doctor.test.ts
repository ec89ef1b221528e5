/** The doctor looks and changes nothing. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { openDb } from '../../../db/open-db.ts';
import { copyOfMigrated, databaseUrl, engineUnderTest, openTestDb } from '../../db/harness.ts';
import { runHere } from './run-here.ts';

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'walker-doctor-'));
});
afterAll(() => rm(place, { recursive: true, force: true }));

it('makes no data directory, and says that the next start does', async () => {
  const { code, out } = await runHere(['doctor'], { DATA_DIR: join(place, 'data') });
  expect([code, out]).toEqual([
    0,
    expect.stringContaining('server     embedded; the database is not there yet, the next start makes it\n'),
  ]);
  expect(await readdir(place)).toEqual([]);
});

it.runIf(process.platform === 'linux')('says that a data directory cannot be made', async () => {
  const { code, out } = await runHere(['doctor'], { DATA_DIR: '/proc/xx' });
  expect([code, out]).toEqual([
    1,
    expect.stringContaining('NOT WORKING: The data directory /proc/xx cannot be made.'),
  ]);
});

describe('of a database', () => {
  let env: Record<string, string>;
  let open: () => Promise<Db>;

  beforeAll(async () => {
    if (engineUnderTest === 'postgres') {
      const db = await openTestDb();
      env = { DATABASE_URL: await databaseUrl(db) };
      open = async () => ({ ...db, close: async () => undefined });
      return db.close;
    }
    const dataDir = await copyOfMigrated();
    env = { DATA_DIR: dataDir };
    open = () => openDb({ kind: 'embedded', dataDir });
    return () => rm(dataDir, { recursive: true, force: true });
  });

  async function change(...statements: string[]): Promise<void> {
    const db = await open();
    for (const statement of statements) await db.query(statement);
    await db.close();
  }
  async function count(table: string): Promise<number> {
    const db = await open();
    const { rowCount } = await db.query(`select from ${table}`);
    await db.close();
    return rowCount;
  }
  const doctor = async () => (await runHere(['doctor'], env)).out;

  it('that is up to date it makes no workspace', async () => {
    expect(await doctor()).toContain('workspace  main: not there yet; the next start makes it\n');
    expect(await count('tenants')).toBe(0);
  });

  it('that is behind it says by how much, and migrates nothing', async () => {
    await change('delete from schema_migrations where number > 5');
    const before = await count('schema_migrations');
    expect(await doctor()).toMatch(
      /schema {5}is \d+ migrations? behind; the next start brings it up to date/,
    );
    expect(await count('schema_migrations')).toBe(before);
  });

  it('without a schema it says so', async () => {
    await change('drop table schema_migrations');
    expect(await doctor()).toContain('schema     is not there yet; the next start brings it up to date\n');
  });
});
