import { access } from 'node:fs/promises';
import type { Db } from '../db.ts';
import { makePlan } from './detect/make-plan.ts';
import { isWorthAThread } from './facts/reading-thread.ts';
import { ImportError } from './import-error.ts';
import { importFile } from './import-file.ts';
import { endImportRow, type ImportMemo, startImportRow, thisProcess } from './import-row.ts';
import { removeDemo } from './remove-demo.ts';
import { NO_ROWS } from './report.ts';

export interface ResumeOptions {
  readonly db: Db;
  readonly now: () => Date;
  /** Told of faults, which do not keep the other imports from being finished. */
  readonly log?: { error(details: object, message: string): void };
  /** Told of each file before it is read again, which may take minutes. */
  readonly onFile?: (fileName: string) => void;
}

/** Without a sign of life for so long, an import on another machine is taken for dead. */
const SILENCE_MS = 60_000;

interface Interrupted {
  readonly import_id: string;
  readonly tenant_id: string;
  readonly file_name: string;
  readonly file_path: string;
  readonly mapping: ImportMemo;
  readonly heartbeat_at: Date;
  readonly timezone: string;
  readonly currency: string;
}

/**
 * Finishes the imports that a process left behind when it died: what they had committed stays, and reading
 * the file again adds only the rest. Where the file is gone, the import is marked as interrupted. Returns a
 * sentence about each.
 */
export async function resumeInterruptedImports({ db, now, log, onFile }: ResumeOptions): Promise<string[]> {
  const { rows } = await db.query<Interrupted>(
    `select import_id, i.tenant_id, file_name, file_path, mapping, heartbeat_at, t.timezone, t.currency
     from imports i join tenants t on t.tenant_id = i.tenant_id
     where state = 'running' order by started_at, dataset`,
  );
  const sentences: string[] = [];
  for (const row of rows) {
    if (!isLeftBehind(row, now()) || !(await claim(db, row, now()))) continue;
    onFile?.(row.file_name);
    try {
      sentences.push(await resume(db, row, now));
    } catch (error) {
      log?.error({ err: error, importId: row.import_id }, 'an interrupted import could not be finished');
      sentences.push(
        `The import of ${row.file_name} had been cut short and could not be finished; import the file again.`,
      );
    }
  }
  return sentences;
}

function isLeftBehind({ mapping: { owner }, heartbeat_at }: Interrupted, now: Date): boolean {
  const here = thisProcess();
  if (owner.host === here.host) return owner.pid === here.pid || !isAlive(owner.pid);
  return now.getTime() - new Date(heartbeat_at).getTime() > SILENCE_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Of two processes that start at once, one takes the import up. */
async function claim(db: Db, row: Interrupted, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `update imports set heartbeat_at = $3, mapping = jsonb_set(mapping, '{owner}', $4)
     where import_id = $1 and state = 'running' and mapping -> 'owner' = $2`,
    [row.import_id, JSON.stringify(row.mapping.owner), now, JSON.stringify(thisProcess())],
  );
  return rowCount === 1;
}

async function resume(db: Db, row: Interrupted, now: () => Date): Promise<string> {
  const { as, map, rejectsDir } = row.mapping;
  const give = async (message: string) => {
    await endImportRow(db, row.import_id, { state: 'interrupted', counts: NO_ROWS, message, now: now() });
    return message;
  };
  try {
    await access(row.file_path);
    const plan = await makePlan({
      path: row.file_path,
      as,
      map,
      timezone: row.timezone,
      currency: row.currency,
    });
    const memo = { ...row.mapping, owner: thisProcess() };
    await startImportRow(db, { importId: row.import_id, tenantId: row.tenant_id, plan, memo, now: now() });
    const { rows } = await importFile({
      db,
      tenantId: row.tenant_id,
      currency: row.currency,
      importId: row.import_id,
      plan,
      rejectsDir,
      now,
      onProgress: () => {},
      signal: undefined,
      readInThread: isWorthAThread,
      beforeFirstWrite: async () => {
        await removeDemo(db, row.tenant_id);
      },
    });
    return `Finished the import of ${row.file_name}, which had been cut short: ${rows.added} rows added, ${rows.changed} changed, ${rows.same} the same, ${rows.rejected} rejected.`;
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isGone && !(error instanceof ImportError)) throw error;
    return give(
      `The import of ${row.file_name} was cut short and its file is ${isGone ? 'gone' : 'no longer readable'}. What had been loaded stays; import the file again to add the rest.`,
    );
  }
}
