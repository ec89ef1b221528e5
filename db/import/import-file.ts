import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '../db.ts';
import type { FilePlan } from './detect/file-plan.ts';
import { createEventsEncoder } from './encode/encode-events.ts';
import { createSalesEncoder } from './encode/encode-sales.ts';
import { createSpendEncoder } from './encode/encode-spend.ts';
import { FactBatch } from './encode/fact-batch.ts';
import type { FactEncoder } from './encode/fact-encoder.ts';
import { ImportError } from './import-error.ts';
import { beat, endImportRow } from './import-row.ts';
import type { LineCounter } from './keys/line-counter.ts';
import { openLineCounter } from './keys/open-line-counter.ts';
import { CustomerDays } from './load/customer-days.ts';
import { DIMENSIONS } from './load/dimensions.ts';
import { finishSales } from './load/finish-sales.ts';
import { gatherStatistics } from './load/gather-statistics.ts';
import { loadDimension } from './load/load-dimension.ts';
import { loadFacts } from './load/load-facts.ts';
import type { LoadRun } from './load/load-run.ts';
import type { ProductIndex } from './load/product-index.ts';
import { openProductIndex } from './load/read-rates.ts';
import { readRows } from './load/read-rows.ts';
import { rederiveSales } from './load/rederive-sales.ts';
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
}

/** Imports one file whose row is written and whose plan is made. Closes the row, also where it fails. */
export async function importFile(job: FileImport): Promise<FileReport> {
  const { db, plan, importId } = job;
  const started = job.now().getTime();
  const { size } = await stat(plan.path);
  const rejects = new RejectsFile(join(job.rejectsDir, `${importId}.rejects.csv`));
  const counts = { read: 0, added: 0, changed: 0, same: 0 };
  const rows = (): RowCounts => ({ ...counts, rejected: rejects.count });
  const sha256 = createHash('sha256');
  const pulse = createPulse(job, size, rows);
  const run: LoadRun = {
    db,
    plan,
    tenantId: job.tenantId,
    currency: job.currency,
    importId,
    sizeBytes: size,
    rejects,
    sha256,
    signal: job.signal,
    counts,
    beforeFirstWrite: job.beforeFirstWrite,
    acknowledge: pulse.acknowledge,
  };
  try {
    const notes = await loadAndFinish(run, pulse.finishing);
    if (counts.added + counts.changed > 0) await gatherStatistics(db, plan.binding.dataset);
    await rejects.close();
    await db.query('update tenants set data_version = data_version + 1 where tenant_id = $1', [job.tenantId]);
    const rejectsPath = rejects.count > 0 ? rejects.path : null;
    await endImportRow(db, importId, {
      state: 'done',
      counts: rows(),
      sha256: sha256.digest('hex'),
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

/** Loads the file and brings up to date what follows from it. Returns what a person should know of that. */
async function loadAndFinish(run: LoadRun, finishing: () => void): Promise<string[]> {
  const { dataset } = run.plan.binding;
  if (dataset === 'sales' || dataset === 'spend' || dataset === 'events') {
    const products = dataset === 'sales' ? await openProductIndex(run.db, run.tenantId) : null;
    const customers = new CustomerDays();
    const makeEncoder = (counter: LineCounter) => factEncoder(run, counter, customers, products);
    const lines = (run.sizeBytes / run.plan.bytesPerRow) * Math.max(1, run.plan.binding.channels.length);
    const counter = await openLineCounter(lines, async (noting) => readThrough(run, makeEncoder(noting)));
    const encoder = makeEncoder(counter);
    try {
      await loadFacts(run, encoder, products);
    } finally {
      finishing();
      const days = encoder.days();
      // Also where the load failed: the lines that are in belong to customers.
      if (days !== null && products !== null && run.counts.added > 0)
        await finishSales(run.db, run.tenantId, run.importId, days, customers);
    }
    return [];
  }
  await loadDimension(run, DIMENSIONS[dataset]);
  finishing();
  const { added, changed } = run.counts;
  if ((dataset !== 'coupons' && dataset !== 'tax_rates') || added + changed === 0) return [];
  const lines = await rederiveSales(run.db, run.tenantId);
  return lines > 0 ? [`Worked out discount and tax again for ${lines} sales lines.`] : [];
}

function factEncoder(
  run: LoadRun,
  counter: LineCounter,
  customers: CustomerDays,
  products: ProductIndex | null,
): FactEncoder {
  const context = { ...run, counter, customers };
  if (products !== null) return createSalesEncoder(run.plan, { ...context, products });
  return run.plan.binding.dataset === 'spend'
    ? createSpendEncoder(run.plan, context)
    : createEventsEncoder(run.plan, context);
}

/** Reads a file for its lines' hashes alone. */
async function readThrough(run: LoadRun, encoder: FactEncoder): Promise<void> {
  const batch = new FactBatch();
  await readRows(
    run.plan,
    {
      row: (record) => {
        const rejection = encoder.encode(record, batch);
        batch.clear();
        return rejection;
      },
      reject: () => {},
      pause: async () => {},
    },
    { signal: run.signal },
  );
}
