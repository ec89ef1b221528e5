/** Every check of checks.yml finds the fault planted for it, and nothing else finds anything. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { CHECKED_TABLES } from '../../../db/quality/check.ts';
import { loadChecks } from '../../../db/quality/load-checks.ts';
import { type QualityReport, runQuality } from '../../../db/quality/run-quality.ts';
import { openTestDb } from '../harness.ts';
import { createCleanWorkspace, NOW } from './clean-workspace.ts';
import { FAULTS } from './faults.ts';

const checks = loadChecks();
const tables = Object.keys(CHECKED_TABLES);
/** Columns of a table that can be written, to put its rows back. */
const columns = new Map<string, string>();
let db: Db;
let tenantId: string;

beforeAll(async () => {
  db = await openTestDb();
  tenantId = await createCleanWorkspace(db);
  for (const table of tables) {
    const { rows } = await db.query<{ names: string }>(
      `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
       where table_name = $1 and is_generated = 'NEVER'`,
      [table],
    );
    columns.set(table, rows[0]?.names ?? '');
    await db.query(`create table clean_${table} as select * from ${table}`);
  }
});
afterAll(() => db.close());

const run = (): Promise<QualityReport> =>
  runQuality(db.tenant(tenantId), { checks, now: NOW, newId: randomUUID });

async function plant(statements: readonly string[]): Promise<readonly string[]> {
  const touched = tables.filter((table) => statements.some((statement) => statement.includes(`${table} `)));
  for (const statement of statements) await db.query(statement);
  return touched;
}

async function restore(touched: readonly string[]): Promise<void> {
  for (const table of touched) {
    const names = columns.get(table);
    await db.query(`delete from ${table}`);
    await db.query(`insert into ${table} (${names}) select ${names} from clean_${table}`);
  }
}

describe('the checks of checks.yml', () => {
  it('all pass on a workspace that is in order, and all have something to look at', async () => {
    const report = await run();
    const notPassed = report.results.filter(({ status }) => status !== 'pass').map(({ check }) => check.id);
    expect(notPassed).toEqual([]);
    expect(report.passed).toBe(checks.length);
  });

  it('have a planted fault each', () => {
    expect(Object.keys(FAULTS).sort()).toEqual(checks.map(({ id }) => id).sort());
    expect(checks.length).toBeGreaterThanOrEqual(60);
  });

  describe.each(Object.entries(FAULTS))('%s', (id, fault) => {
    let touched: readonly string[] = [];
    beforeEach(() => () => restore(touched));

    it('finds its fault, and only what follows from it is found besides', async () => {
      touched = await plant(fault.plant);
      const report = await run();
      const failing = report.results.filter(({ status }) => status === 'fail').map(({ check }) => check.id);
      expect(failing.sort()).toEqual([id, ...(fault.also ?? [])].sort());
      const result = report.results.find(({ check }) => check.id === id);
      expect(result?.sample.length).toBeGreaterThan(0);
      expect(result?.sample.length).toBeLessThanOrEqual(5);
    });
  });
});
