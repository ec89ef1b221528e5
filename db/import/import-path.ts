import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Db } from '../db.ts';
import type { FilePlan } from './detect/file-plan.ts';
import { makePlan } from './detect/make-plan.ts';
import { isWorthAThread, prepareThread } from './facts/reading-thread.ts';
import { ImportError } from './import-error.ts';
import { importFile } from './import-file.ts';
import { endImportRow, startImportRow, thisProcess } from './import-row.ts';
import { type MapFile, type MapFileInput, parseMap } from './map/map-file.ts';
import { removeDemo } from './remove-demo.ts';
import {
  type Dataset,
  type FileReport,
  type Importable,
  type ImportProgress,
  type ImportReport,
  NO_ROWS,
} from './report.ts';

export interface ImportOptions {
  readonly db: Db;
  readonly tenantId: string;
  /** A file, or a directory whose files are recognised by their headers. */
  readonly path: string;
  /** What the file is, where its headers do not tell. */
  readonly as?: Importable | undefined;
  readonly map?: MapFile | MapFileInput | undefined;
  /** Where the rows that cannot be read go, usually `DATA_DIR/rejects`. */
  readonly rejectsDir: string;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether a file of so many lines is read in a thread, if not where that is worth its start. */
  readonly readInThread?: (lines: number) => boolean;
}

/** What others build on comes first: rates before the sales they apply to. */
const ORDER: readonly Dataset[] = [
  'coupons',
  'tax_rates',
  'products',
  'customers',
  'sales',
  'spend',
  'events',
];
/** Its lines are probably worth a thread. */
const LARGE_BYTES = 2_000_000;
const TEXT_FILE = /\.(csv|tsv|tab|txt)$/i;

/**
 * Imports a file or a directory. Throws `ImportError` with a sentence for the person where nothing can be
 * imported; rows that cannot be read are counted and kept beside, and a file of a directory that cannot be
 * read is reported while the others go on.
 */
export async function importPath(options: ImportOptions): Promise<ImportReport> {
  const started = options.now().getTime();
  const tenant = await readTenant(options);
  const map = parseMap(options.map ?? {});
  const path = resolve(options.path);
  const found = await filesAt(path);
  const plans: FilePlan[] = [];
  const passed: FileReport[] = [];
  for (const file of found.files) {
    if ((await stat(file)).size > LARGE_BYTES) prepareThread();
    options.onProgress?.({ phase: 'detecting', fileName: basename(file), rows: 0, bytes: 0, totalBytes: 0 });
    try {
      plans.push(await makePlan({ path: file, as: options.as, map, ...tenant }));
    } catch (error) {
      if (!(error instanceof ImportError) || !found.isDirectory) throw error;
      passed.push(unreadFile(file, error));
    }
  }
  if (plans.length === 0) throw nothingToImport(path, passed);
  const rank = (plan: FilePlan) => ORDER.indexOf(plan.binding.dataset);
  plans.sort((a, b) => rank(a) - rank(b));
  const notes: string[] = [];
  const files = await importPlans(options, tenant, map, plans, notes);
  return { files: [...files, ...passed], notes, durationMs: options.now().getTime() - started };
}

async function importPlans(
  options: ImportOptions,
  tenant: Tenant,
  map: MapFile,
  plans: readonly FilePlan[],
  notes: string[],
): Promise<FileReport[]> {
  const { db, tenantId, now, newId, rejectsDir } = options;
  // All rows first: should this process die, the next start knows of every file.
  const jobs: { plan: FilePlan; importId: string }[] = [];
  for (const plan of plans) {
    const importId = newId();
    const memo = {
      as: plan.binding.dataset,
      map,
      rejectsDir,
      owner: thisProcess(),
      derived: derivedFields(plan),
    };
    await startImportRow(db, { importId, tenantId, plan, memo, now: now() });
    jobs.push({ plan, importId });
  }
  let demoChecked = false;
  const beforeFirstWrite = async () => {
    if (demoChecked) return;
    demoChecked = true;
    if (await removeDemo(db, tenantId)) notes.push('Removed the demo data.');
  };
  const reports: FileReport[] = [];
  try {
    for (const { plan, importId } of jobs) {
      reports.push(
        await importFile({
          db,
          tenantId,
          currency: tenant.currency,
          importId,
          plan,
          rejectsDir,
          now,
          onProgress: options.onProgress ?? (() => {}),
          signal: options.signal,
          readInThread: options.readInThread ?? isWorthAThread,
          beforeFirstWrite,
        }),
      );
    }
  } catch (error) {
    const message = 'Not begun: the import stopped at a file before this one.';
    for (const { importId } of jobs.slice(reports.length + 1))
      await endImportRow(db, importId, { state: 'interrupted', counts: NO_ROWS, message, now: now() });
    throw error;
  }
  return reports;
}

interface Tenant {
  readonly timezone: string;
  readonly currency: string;
}

async function readTenant({ db, tenantId }: ImportOptions): Promise<Tenant> {
  const { rows } = await db.query<Tenant>('select timezone, currency from tenants where tenant_id = $1', [
    tenantId,
  ]);
  const [tenant] = rows;
  if (!tenant) throw new ImportError('no_such_workspace', 'There is no such workspace to import into.');
  return tenant;
}

async function filesAt(path: string): Promise<{ files: string[]; isDirectory: boolean }> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new ImportError('no_such_file', `There is no file or directory ${path}.`, { cause: error });
  });
  if (!found.isDirectory()) return { files: [path], isDirectory: false };
  const names = (await readdir(path)).filter((name) => TEXT_FILE.test(name)).sort();
  if (names.length === 0)
    throw new ImportError('nothing_to_import', `${path} holds no .csv, .tsv or .txt file.`);
  return { files: names.map((name) => join(path, name)), isDirectory: true };
}

function unreadFile(file: string, error: ImportError): FileReport {
  return {
    fileName: basename(file),
    path: file,
    dataset: null,
    importId: null,
    state: error.code === 'not_recognised' ? 'skipped' : 'failed',
    detected: [],
    rows: NO_ROWS,
    rejectsPath: null,
    rejects: [],
    notes: [error.message],
    durationMs: 0,
  };
}

function nothingToImport(path: string, passed: readonly FileReport[]): ImportError {
  return new ImportError(
    'nothing_to_import',
    [`Nothing in ${path} could be imported.`, ...passed.flatMap(({ notes }) => notes)].join('\n'),
  );
}

/** What of a sales line follows from coupons and tax rates, because its file does not give it. */
function derivedFields({ binding: { dataset, fields } }: FilePlan): string[] {
  if (dataset !== 'sales') return [];
  return [
    ...(fields.has('discount_amount') || fields.has('total_amount') ? [] : ['discount']),
    ...(fields.has('coupon_code') ? [] : ['coupon_code']),
    ...(fields.has('tax_amount') ? [] : ['tax']),
  ];
}
