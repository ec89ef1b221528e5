import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '../../../db/db.ts';
import {
  type FileReport,
  type ImportOptions,
  type ImportReport,
  importPath,
} from '../../../db/import/index.ts';

/** Imports a path with what tests do not care about filled in. */
export async function importForTest(
  db: Db,
  tenantId: string,
  path: string,
  options: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  return importPath({
    db,
    tenantId,
    path,
    rejectsDir: await temporaryDirectory(),
    now: () => new Date(),
    newId: randomUUID,
    ...options,
  });
}

/** Imports a text as a file of its own and returns that file's report. */
export async function importText(
  db: Db,
  tenantId: string,
  text: string | Buffer,
  options: Partial<ImportOptions> & { readonly fileName?: string } = {},
): Promise<FileReport> {
  const path = join(await temporaryDirectory(), options.fileName ?? 'file.csv');
  await writeFile(path, text);
  const [file] = (await importForTest(db, tenantId, path, options)).files;
  if (!file) throw new Error('no file was imported');
  return file;
}

export function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'walker-import-'));
}
