import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { resumeInterruptedImports } from '../../../db/import/index.ts';
import { migrate } from '../../../db/migrate.ts';
import { type Database, openDb } from '../../../db/open-db.ts';
import { createTenant, postgresUrl } from '../harness.ts';
import { importForTest, temporaryDirectory } from './import-for-test.ts';

// Several packs on either engine.
const LINES = postgresUrl ? 99_000 : 15_000;

describe('an import that is killed', () => {
  let directory: string;
  let database: Database;
  let file: string;
  let dropDatabase = async () => {};

  beforeAll(async () => {
    directory = await temporaryDirectory();
    database = { kind: 'embedded', dataDir: join(directory, 'data') };
    if (postgresUrl) {
      const server = new pg.Client({ connectionString: postgresUrl });
      await server.connect();
      const name = `walker_killed_${randomUUID().replaceAll('-', '')}`;
      await server.query(`create database ${name}`);
      dropDatabase = async () => {
        await server.query(`drop database ${name} with (force)`);
        await server.end();
      };
      const url = new URL(postgresUrl);
      url.pathname = `/${name}`;
      database = { kind: 'postgres', url: url.href };
    }
    await mkdir(join(directory, 'in'));
    file = join(directory, 'in', 'sales.csv');
    const rows = Array.from(
      { length: LINES },
      (_, i) =>
        `${i >> 1},2024-01-${String(1 + (i % 28)).padStart(2, '0')},c${i % 700},P${i % 50},Tea of some kind,${1 + (i % 3)},4.25\n`,
    );
    await writeFile(file, `order id,date,customer id,sku,product name,qty,price\n${rows.join('')}`);
  }, 60_000);
  afterAll(async () => {
    await dropDatabase();
    await rm(directory, { recursive: true, force: true });
  });

  async function withDb<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const db = await openDb(database);
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  }

  const killedImport = async (tenantId: string) => {
    const script = fileURLToPath(new URL('killed-import.ts', import.meta.url));
    const child = fork(script, [JSON.stringify(database), tenantId, file, join(directory, 'rejects')], {
      execArgv: ['--import', 'tsx'],
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  };

  const linesOf = async (db: Db, tenantId: string) => {
    const { rows } = await db.query<{ lines: number; units: number; customers: number; products: number }>(
      `select (select count(*)::int from fct_sales where tenant_id = $1) as lines,
              (select sum(quantity)::int from fct_sales where tenant_id = $1) as units,
              (select count(*)::int from dim_customer where tenant_id = $1) as customers,
              (select count(*)::int from dim_products where tenant_id = $1) as products`,
      [tenantId],
    );
    return rows[0];
  };

  it('loses nothing it had acknowledged, and the next start adds the rest', async () => {
    const { tenantId } = await withDb(async (db) => {
      await migrate(db);
      return createTenant(db);
    });
    await killedImport(tenantId);
    await withDb(async (db) => {
      const before = (await linesOf(db, tenantId))?.lines ?? 0;
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(LINES);
      expect(await resumeInterruptedImports({ db, now: () => new Date() })).toEqual([
        `Finished the import of sales.csv, which had been cut short: ${LINES} rows added, 0 changed, 0 the same, 0 rejected.`,
      ]);
      expect(await linesOf(db, tenantId)).toEqual({
        lines: LINES,
        units: LINES * 2,
        customers: 700,
        products: 50,
      });
      const { rows } = await db.query(
        'select state, rows_added::int as added from imports where tenant_id = $1',
        [tenantId],
      );
      expect(rows).toEqual([{ state: 'done', added: LINES }]);
      expect(await resumeInterruptedImports({ db, now: () => new Date() })).toEqual([]);
      const [again] = (await importForTest(db, tenantId, file)).files;
      expect(again?.rows).toMatchObject({ added: 0, same: LINES });
    });
  }, 120_000);

  it('is marked as interrupted where its file is gone', async () => {
    const { tenantId } = await withDb((db) => createTenant(db));
    await killedImport(tenantId);
    await rm(file);
    await withDb(async (db) => {
      const sentence =
        'The import of sales.csv was cut short and its file is gone. What had been loaded stays; import the file again to add the rest.';
      expect(await resumeInterruptedImports({ db, now: () => new Date() })).toEqual([sentence]);
      const { rows } = await db.query('select state, message from imports where tenant_id = $1', [tenantId]);
      expect(rows).toEqual([{ state: 'interrupted', message: sentence }]);
      expect((await linesOf(db, tenantId))?.lines).toBeGreaterThan(0);
    });
  }, 120_000);
});
