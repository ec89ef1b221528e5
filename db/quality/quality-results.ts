/** The stored results of the checks, one run after the other. */
import type { TenantDb } from '../db.ts';

export interface Counted {
  readonly failed: number;
  readonly checked: number;
  /** Up to five offending keys. */
  readonly sample: readonly string[];
}

export interface QualityRun {
  readonly at: Date;
  /** What was counted, by check. */
  readonly found: ReadonlyMap<string, Pick<Counted, 'failed' | 'checked'>>;
}

/** The newest stored run, or null. */
export async function readPreviousRun(db: TenantDb): Promise<QualityRun | null> {
  const { rows } = await db.read<{ check_id: string; failed: string; checked: string; checked_at: Date }>(
    `select check_id, failed_rows as failed, checked_rows as checked, checked_at from quality_results
     where tenant_id = $1 and run_id = (
       select run_id from quality_results where tenant_id = $1 order by checked_at desc limit 1)`,
    [db.tenantId],
  );
  const [first] = rows;
  if (!first) return null;
  return {
    at: new Date(first.checked_at),
    found: new Map(
      rows.map((row) => [row.check_id, { failed: Number(row.failed), checked: Number(row.checked) }]),
    ),
  };
}

/** Stores a run. */
export async function storeRun(
  db: TenantDb,
  run: { readonly runId: string; readonly at: Date; readonly found: ReadonlyMap<string, Counted> },
): Promise<void> {
  const rows = [...run.found].map(([check_id, counted]) => ({ check_id, ...counted }));
  await db.write((tx) =>
    tx.query(
      `insert into quality_results (tenant_id, run_id, check_id, failed_rows, checked_rows, sample, checked_at)
       select $1, $2, check_id, failed, checked, sample, $3
       from jsonb_to_recordset($4::jsonb) as r (check_id text, failed bigint, checked bigint, sample jsonb)`,
      [db.tenantId, run.runId, run.at, JSON.stringify(rows)],
    ),
  );
}
