import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '../db.ts';
import type { FilePlan } from './detect/file-plan.ts';
import { ImportError } from './import-error.ts';
import { beat, endImportRow } from './import-row.ts';
import { loadFile } from './load/load-file.ts';
import type { LoadRun } from './load/load-run.ts';
import { fileSum } from './read/file-sum.ts';
import { RejectsFile } from './rejects-file.ts';
import type { FileReport, ImportProgress, RowCounts } from './report.ts';

const HEARTBEAT_MS = 2000;
const PROGRESS_MS = 100;

export interface FileImport {
  readonly db: Db;
  readonly tenantId: string;
  /** The workspace's. */
  readonly currency: string;
  readonly importId: string;
  readonly plan: FilePlan;
  readonly rejectsDir: string;
  readonly now: () => Date;
  readonly onProgress: (progress: ImportProgress) => void;
  readonly signal: AbortSignal | undefined;
  readonly beforeFirstWrite: () => Promise<void>;
  /** Whether a file of so many lines is read in a thread. */
  readonly readInThread: (lines: number) => boolean;
}

/** Imports one file whose row is written and whose plan is made. Closes the row, also where it fails. */
export async function importFile(job: FileImport): Promise<FileReport> {
  const { db, plan, importId } = job;
  const started = job.now().getTime();
  const { size } = await stat(plan.path);
  const rejects = new RejectsFile(join(job.rejectsDir, `${importId}.rejects.csv`));
  const counts = { read: 0, added: 0, changed: 0, same: 0 };
  const rows = (): RowCounts => ({ ...counts, rejected: rejects.count });
  const pulse = createPulse(job, size, rows);
  const run: LoadRun = {
    db,
    plan,
    tenantId: job.tenantId,
    currency: job.currency,
    importId,
    sizeBytes: size,
    rejects,
    readInThread: job.readInThread,
    signal: job.signal,
    counts,
    beforeFirstWrite: job.beforeFirstWrite,
    acknowledge: pulse.acknowledge,
  };
  try {
    const sum = fileSum(plan.path);
    // Heard of below, when nothing of the load is under way any more.
    sum.catch(() => {});
    const notes = await loadFile(run, pulse.finishing);
    const sha256 = await sum;
    await rejects.close();
    await db.query('update tenants set data_version = data_version + 1 where tenant_id = $1', [job.tenantId]);
    const rejectsPath = rejects.count > 0 ? rejects.path : null;
    await endImportRow(db, importId, {
      state: 'done',
      counts: rows(),
      sha256,
      rejectsPath,
      now: job.now(),
    });
    return {
      fileName: plan.fileName,
      path: plan.path,
      dataset: plan.binding.dataset,
      importId,
      state: 'done',
      detected: plan.sentences,
      rows: rows(),
      rejectsPath,
      rejects: rejects.told,
      notes,
      durationMs: job.now().getTime() - started,
    };
  } catch (error) {
    await rejects.close().catch(() => {});
    const stopped = job.signal?.aborted === true;
    const state = stopped ? 'interrupted' : 'failed';
    const message = `The import of ${plan.fileName} ${stopped ? 'was stopped' : 'ran into a fault'}. What had been loaded stays; import the file again to add the rest.`;
    await endImportRow(db, importId, { state, counts: rows(), message, now: job.now() }).catch(() => {});
    throw stopped ? new ImportError('cancelled', message, { cause: error }) : error;
  }
}

/** Tells the person and the import's row how far it is, each no more often than need be. */
function createPulse(job: FileImport, totalBytes: number, rows: () => RowCounts) {
  let lastBeat = 0;
  let lastProgress = 0;
  const tell = (phase: ImportProgress['phase'], bytes: number) => {
    const { added, changed, same } = rows();
    job.onProgress({ phase, fileName: job.plan.fileName, rows: added + changed + same, bytes, totalBytes });
  };
  return {
    acknowledge: async (bytesRead: number) => {
      const time = job.now().getTime();
      if (time - lastProgress >= PROGRESS_MS || bytesRead >= totalBytes) {
        lastProgress = time;
        tell('loading', bytesRead);
      }
      if (time - lastBeat < HEARTBEAT_MS) return;
      lastBeat = time;
      await beat(job.db, job.importId, rows(), job.now());
    },
    finishing: () => tell('finishing', totalBytes),
  };
}
