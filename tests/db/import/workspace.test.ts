import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { ImportError, type ImportProgress } from '../../../db/import/index.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importForTest, importText } from './import-for-test.ts';

const SALES = 'order id,date,customer id,price\n1,2024-01-01,ann,5\n';

describe('an import and its workspace', () => {
  let db: Db;

  beforeAll(async () => {
    db = await openTestDb();
  });
  afterAll(() => db.close());

  const tenant = async (tenantId: string) => {
    const { rows } = await db.query<{ kind: string; version: number }>(
      'select kind, data_version::int as version from tenants where tenant_id = $1',
      [tenantId],
    );
    return rows[0];
  };

  it('puts the team’s own data in the place of the demo’s, and says so', async () => {
    const { tenantId } = await createTenant(db);
    const { tenantId: other } = await createTenant(db);
    for (const id of [tenantId, other])
      await loadDemo({ db, tenantId: id, customers: 40, days: 200, now: new Date('2024-06-01') });
    const { writeFile } = await import('node:fs/promises');
    const { temporaryDirectory } = await import('./import-for-test.ts');
    const path = `${await temporaryDirectory()}/sales.csv`;
    await writeFile(path, SALES);
    expect((await importForTest(db, tenantId, path)).notes).toEqual(['Removed the demo data.']);
    expect(await tenant(tenantId)).toMatchObject({ kind: 'team' });
    const { rows } = await db.query(
      `select (select count(*)::int from fct_sales where tenant_id = $1) as sales,
              (select count(*)::int from dim_customer where tenant_id = $1) as customers,
              (select count(*)::int from fct_events where tenant_id = $1) as events,
              (select count(*)::int from ab_tests where tenant_id = $1) as tests,
              (select count(*)::int > 40 from fct_sales where tenant_id = $2) as other_kept`,
      [tenantId, other],
    );
    expect(rows).toEqual([{ sales: 1, customers: 1, events: 0, tests: 0, other_kept: true }]);
    expect(await tenant(other)).toMatchObject({ kind: 'demo' });
    expect((await importForTest(db, tenantId, path)).notes).toEqual([]);
  }, 60_000);

  it('keeps the demo where the file could not be read', async () => {
    const { tenantId } = await createTenant(db, { kind: 'demo' });
    await expect(importText(db, tenantId, 'nothing,of use\n1,2\n')).rejects.toBeInstanceOf(ImportError);
    expect(await tenant(tenantId)).toMatchObject({ kind: 'demo' });
  });

  it('raises the version that caches are keyed by, and touches no other workspace', async () => {
    const { tenantId } = await createTenant(db);
    const { tenantId: other } = await createTenant(db);
    const before = await tenant(tenantId);
    await importText(db, tenantId, SALES);
    expect((await tenant(tenantId))?.version).toBeGreaterThan(before?.version ?? 0);
    await importText(db, other, SALES);
    const { rows } = await db.query(
      'select count(*)::int as lines from fct_sales where tenant_id = any($1)',
      [[tenantId, other]],
    );
    expect(rows).toEqual([{ lines: 2 }]);
  });

  it('tells how far it is, up to the end', async () => {
    const { tenantId } = await createTenant(db);
    const seen: ImportProgress[] = [];
    await importText(db, tenantId, SALES, { onProgress: (progress) => seen.push(progress) });
    expect(seen[0]).toMatchObject({ phase: 'detecting', fileName: 'file.csv' });
    expect(seen.at(-1)).toEqual({
      phase: 'finishing',
      fileName: 'file.csv',
      rows: 1,
      bytes: SALES.length,
      totalBytes: SALES.length,
    });
  });

  it('can be stopped, and keeps what it had', async () => {
    const { tenantId } = await createTenant(db);
    const stop = new AbortController();
    stop.abort();
    await expect(importText(db, tenantId, SALES, { signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
      message:
        'The import of file.csv was stopped. What had been loaded stays; import the file again to add the rest.',
    });
    const { rows } = await db.query('select state from imports where tenant_id = $1', [tenantId]);
    expect(rows).toEqual([{ state: 'interrupted' }]);
  });
});
