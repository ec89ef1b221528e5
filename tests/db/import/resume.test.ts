import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { resumeInterruptedImports } from '../../../db/import/index.ts';
import { migrate } from '../../../db/migrate.ts';
import { type Database, openDb } from '../../../db/open-db.ts';
import { copyOfMigrated, createTenant, postgresUrl } from '../harness.ts';
import { importForTest, temporaryDirectory } from './import-for-test.ts';

// Long lines make several packs on either engine without there being many.
const LINES = postgresUrl ? 16_000 : 3_000;
const NOTE = 'Bought at the counter. '.repeat(36);

describe('imports that are killed', () => {
  let directory: string;
  let database: Database;
  let dropDatabase = async () => {};
  let db: Db;
  let tenantId: string;
  let tenantOfGone: string;
  /** Lines that were in when the process died. */
  let before: readonly number[];
  let sentences: readonly string[];

  beforeAll(async () => {
    directory = await temporaryDirectory();
    database = postgresUrl
      ? await createDatabase(postgresUrl)
      : { kind: 'embedded', dataDir: await copyOfMigrated() };
    const first = await openDb(database);
    if (postgresUrl) await migrate(first);
    ({ tenantId } = await createTenant(first));
    tenantOfGone = (await createTenant(first)).tenantId;
    await first.close();
    const gone = join(directory, 'gone.csv');
    await writeFile(join(directory, 'sales.csv'), salesFile());
    await copyFile(join(directory, 'sales.csv'), gone);
    await killedImport(tenantOfGone, 'gone.csv', false);
    await killedImport(tenantId, 'sales.csv', true);
    await rm(gone);
    db = await openDb(database);
    before = await Promise.all([tenantId, tenantOfGone].map(async (id) => (await linesOf(id))?.lines ?? 0));
    sentences = await resumeInterruptedImports({ db, now: () => new Date() });
  }, 60_000);
  afterAll(async () => {
    await db.close();
    await dropDatabase();
    await rm(directory, { recursive: true, force: true });
    if (database.kind === 'embedded') await rm(database.dataDir, { recursive: true, force: true });
  });

  async function createDatabase(serverUrl: string): Promise<Database> {
    const server = new pg.Client({ connectionString: serverUrl });
    await server.connect();
    const name = `walker_killed_${randomUUID().replaceAll('-', '')}`;
    await server.query(`create database ${name}`);
    dropDatabase = async () => {
      await server.query(`drop database ${name} with (force)`);
      await server.end();
    };
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    return { kind: 'postgres', url: url.href };
  }

  function salesFile(): string {
    const rows = Array.from(
      { length: LINES },
      (_, i) =>
        `${i >> 1},2024-01-${String(1 + (i % 28)).padStart(2, '0')},c${i % 700},P${i % 50},Tea of some kind,${1 + (i % 3)},4.25,${NOTE}\n`,
    );
    return `order id,date,customer id,sku,product name,qty,price,note\n${rows.join('')}`;
  }

  const killedImport = async (tenant: string, file: string, inThread: boolean) => {
    const script = fileURLToPath(new URL('killed-import.ts', import.meta.url));
    const rejects = join(directory, 'rejects');
    const args = [JSON.stringify(database), tenant, join(directory, file), rejects, String(inThread)];
    const child = fork(script, args, { execArgv: ['--import', 'tsx'] });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  };

  const linesOf = async (tenant: string) => {
    const { rows } = await db.query<{ lines: number; units: number; customers: number; products: number }>(
      `select (select count(*)::int from fct_sales where tenant_id = $1) as lines,
              (select sum(quantity)::int from fct_sales where tenant_id = $1) as units,
              (select count(*)::int from dim_customer where tenant_id = $1) as customers,
              (select count(*)::int from dim_products where tenant_id = $1) as products`,
      [tenant],
    );
    return rows[0];
  };
  /** Each line's quantity as `salesFile` has it. */
  const UNITS = Array.from({ length: LINES }, (_, i) => 1 + (i % 3)).reduce((sum, units) => sum + units, 0);

  it('had been cut short in the middle', () => {
    for (const lines of before) {
      expect(lines).toBeGreaterThan(0);
      expect(lines).toBeLessThan(LINES);
    }
  });

  it('lose nothing they had acknowledged, and the next start adds the rest', async () => {
    expect(sentences).toContain(
      `Finished the import of sales.csv, which had been cut short: ${LINES} rows added, 0 changed, 0 the same, 0 rejected.`,
    );
    expect(await linesOf(tenantId)).toEqual({ lines: LINES, units: UNITS, customers: 700, products: 50 });
    const { rows } = await db.query(
      'select state, rows_added::int as added from imports where tenant_id = $1',
      [tenantId],
    );
    expect(rows).toEqual([{ state: 'done', added: LINES }]);
    expect(await resumeInterruptedImports({ db, now: () => new Date() })).toEqual([]);
    const [again] = (await importForTest(db, tenantId, join(directory, 'sales.csv'))).files;
    expect(again?.rows).toMatchObject({ added: 0, same: LINES });
  }, 60_000);

  it('are marked as interrupted where the file is gone, which keeps no other from being finished', async () => {
    const sentence =
      'The import of gone.csv was cut short and its file is gone. What had been loaded stays; import the file again to add the rest.';
    expect(sentences).toHaveLength(2);
    expect(sentences).toContain(sentence);
    const { rows } = await db.query('select state, message from imports where tenant_id = $1', [
      tenantOfGone,
    ]);
    expect(rows).toEqual([{ state: 'interrupted', message: sentence }]);
    expect((await linesOf(tenantOfGone))?.lines).toBe(before[1]);
  });
});
