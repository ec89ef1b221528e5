import { hostname } from 'node:os';
import type { Db } from '../db.ts';
import type { FilePlan } from './detect/file-plan.ts';
import type { MapFile } from './map/map-file.ts';
import type { Dataset, RowCounts } from './report.ts';

/** What an import needs to be taken up again, kept with its row. */
export interface ImportMemo {
  readonly as: Dataset;
  readonly map: MapFile;
  readonly rejectsDir: string;
  /** Whose work it is: a process that is gone will not finish it. */
  readonly owner: { readonly host: string; readonly pid: number };
  /** What was worked out from coupons and tax rates because the file did not give it. */
  readonly derived: readonly string[];
}

export interface ImportRow {
  readonly importId: string;
  readonly tenantId: string;
  readonly plan: FilePlan;
  readonly memo: ImportMemo;
  readonly now: Date;
}

export function thisProcess(): ImportMemo['owner'] {
  return { host: hostname(), pid: process.pid };
}

/** Writes the row that says an import has begun, or begins it anew. */
export async function startImportRow(
  db: Db,
  { importId, tenantId, plan, memo, now }: ImportRow,
): Promise<void> {
  await db.query(
    `insert into imports (import_id, tenant_id, dataset, file_name, file_path, file_sha256, state, mapping, started_at, heartbeat_at)
     values ($1, $2, $3, $4, $5, '', 'running', $6, $7, $7)
     on conflict (import_id) do update set state = 'running', mapping = excluded.mapping, heartbeat_at = excluded.heartbeat_at`,
    [importId, tenantId, plan.binding.dataset, plan.fileName, plan.path, JSON.stringify(memo), now],
  );
}

export async function beat(db: Db, importId: string, counts: RowCounts, now: Date): Promise<void> {
  await db.query(
    `update imports set heartbeat_at = $2, rows_read = $3, rows_added = $4, rows_changed = $5, rows_same = $6,
       rows_rejected = $7 where import_id = $1`,
    [importId, now, counts.read, counts.added, counts.changed, counts.same, counts.rejected],
  );
}

/** Closes an import's row. */
export async function endImportRow(
  db: Db,
  importId: string,
  end: {
    readonly state: 'done' | 'failed' | 'interrupted';
    readonly counts: RowCounts;
    readonly sha256?: string;
    readonly rejectsPath?: string | null;
    readonly message?: string | null;
    readonly now: Date;
  },
): Promise<void> {
  await beat(db, importId, end.counts, end.now);
  await db.query(
    `update imports set state = $2, finished_at = $3, rejects_path = $4, message = $5,
       file_sha256 = coalesce($6, file_sha256) where import_id = $1`,
    [importId, end.state, end.now, end.rejectsPath ?? null, end.message ?? null, end.sha256 ?? null],
  );
}
