/** Runs the data-quality checks over a tenant's tables and keeps what they found. */
import { DateTime } from 'luxon';
import type { ReadLimits, TenantDb } from '../db.ts';
import { CHECKED_TABLES, type CheckedTable, type QualityCheck } from './check.ts';
import { countStatement, type Scope, sampleStatement } from './compile-checks.ts';
import { type Counted, readPreviousRun, storeRun } from './quality-results.ts';
import { shownKey } from './shown-key.ts';

export interface QualityOptions {
  readonly checks: readonly QualityCheck[];
  readonly now: Date;
  readonly newId: () => string;
  readonly signal?: AbortSignal;
}

export interface CheckResult extends Counted {
  readonly check: QualityCheck;
  /** `idle` where there was no row to look at. */
  readonly status: 'pass' | 'fail' | 'idle';
  /** Against the run before: `new` fails now and did not, `fixed` the other way round. Null in the first run. */
  readonly change: 'new' | 'fixed' | 'same' | null;
  /** Rows that failed in the run before. */
  readonly failedBefore: number | null;
}

export interface QualityReport {
  readonly runId: string;
  readonly at: Date;
  readonly previousAt: Date | null;
  /** In the order of the checks. */
  readonly results: readonly CheckResult[];
  readonly passed: number;
  readonly failed: number;
  readonly idle: number;
}

/** A check over tens of millions of rows may take minutes. */
const LIMITS: ReadLimits = { timeoutMs: 600_000 };

/**
 * Counts every check (one statement per table, and one more for samples where something failed), stores the
 * results in `quality_results` and compares them with the run before. Samples hold keys, no personal data.
 */
export async function runQuality(db: TenantDb, options: QualityOptions): Promise<QualityReport> {
  const { checks, now, newId, signal } = options;
  const limits = { ...LIMITS, signal };
  const scope = await readScope(db, now);
  const found = new Map<string, Counted>();
  for (const table of Object.keys(CHECKED_TABLES) as CheckedTable[]) {
    const own = checks.filter((check) => check.table === table);
    if (own.length === 0) continue;
    for (const [id, counted] of await countTable(db, table, own, scope, limits)) found.set(id, counted);
  }
  const previous = await readPreviousRun(db);
  const runId = newId();
  await storeRun(db, { runId, at: now, found });

  const results = checks.flatMap((check) => {
    const counted = found.get(check.id);
    return counted ? [resultOf(check, counted, previous?.found ?? null)] : [];
  });
  const count = (status: CheckResult['status']) =>
    results.filter((result) => result.status === status).length;
  return {
    runId,
    at: now,
    previousAt: previous?.at ?? null,
    results,
    passed: count('pass'),
    failed: count('fail'),
    idle: count('idle'),
  };
}

async function readScope(db: TenantDb, now: Date): Promise<Scope> {
  const { rows } = await db.read<{ timezone: string; currency: string }>(
    'select timezone, currency from tenants where tenant_id = $1',
    [db.tenantId],
  );
  const [tenant] = rows;
  if (!tenant) throw new Error(`no tenant ${db.tenantId}`);
  const today = DateTime.fromJSDate(now, { zone: tenant.timezone }).toISODate();
  if (today === null) throw new Error(`tenant ${db.tenantId} has no valid timezone: ${tenant.timezone}`);
  return { tenantId: db.tenantId, today, ...tenant };
}

async function countTable(
  db: TenantDb,
  table: CheckedTable,
  checks: readonly QualityCheck[],
  scope: Scope,
  limits: ReadLimits,
): Promise<ReadonlyMap<string, Counted>> {
  const counting = countStatement(table, checks, scope);
  const { rows } = await db.read(counting.text, counting.values, limits);
  const counts = rows[0] ?? {};
  const found = new Map(
    checks.map((check, index) => [
      check.id,
      {
        failed: Number(counts[`failed_${index}`] ?? 0),
        checked: Number(counts[`checked_${index}`] ?? 0),
        sample: ((counts[`sample_${index}`] ?? []) as (string | null)[]).map((key) => shownKey(check, key)),
      },
    ]),
  );
  const failing = checks.filter((check) => (found.get(check.id)?.failed ?? 0) > 0);
  const sampling = sampleStatement(table, failing, scope);
  if (!sampling) return found;
  const samples = await db.read<{ check: number; key: string | null }>(
    sampling.text,
    sampling.values,
    limits,
  );
  for (const [index, check] of failing.entries()) {
    const keys = samples.rows.filter((row) => row.check === index).map((row) => shownKey(check, row.key));
    const counted = found.get(check.id);
    if (counted && keys.length > 0) found.set(check.id, { ...counted, sample: [...new Set(keys)].sort() });
  }
  return found;
}

function statusOf(check: QualityCheck, { failed, checked }: Pick<Counted, 'failed' | 'checked'>) {
  if (checked === 0) return 'idle';
  return failed > checked * check.tolerance ? 'fail' : 'pass';
}

function resultOf(
  check: QualityCheck,
  counted: Counted,
  previous: ReadonlyMap<string, Pick<Counted, 'failed' | 'checked'>> | null,
): CheckResult {
  const status = statusOf(check, counted);
  const before = previous?.get(check.id) ?? null;
  const failedThen = before !== null && statusOf(check, before) === 'fail';
  const change =
    status === 'fail' && !failedThen ? 'new' : status !== 'fail' && failedThen ? 'fixed' : 'same';
  return {
    ...counted,
    check,
    status,
    change: previous === null ? null : change,
    failedBefore: before?.failed ?? null,
  };
}
