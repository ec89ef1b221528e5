/** The directory in which the embedded database lies. */
import { access, constants, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkDirectory, makeDirectory } from '../make-directory.ts';
import { DatabaseProblem } from '../problem.ts';

/** Makes it where it is missing. Throws `DatabaseProblem` where it cannot be made or written. */
export async function prepareDataDirectory(directory: string): Promise<void> {
  await explained(directory, async () => {
    await makeDirectory(directory, 0o700);
    await access(directory, constants.W_OK | constants.X_OK);
  });
}

/** Whether a database lies in it; makes nothing. Throws `DatabaseProblem` where it could not be made or written. */
export async function hasDatabase(dataDir: string): Promise<boolean> {
  const directory = resolve(dataDir);
  await explained(directory, () => checkDirectory(directory));
  return isThere(join(directory, 'pg', 'PG_VERSION'));
}

async function explained(directory: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const trouble = (await isThere(directory)) ? 'cannot be written' : 'cannot be made';
    const message = `The data directory ${directory} ${trouble}. Give this user the right to, or set DATA_DIR to another place.`;
    throw new DatabaseProblem('directory_unusable', message, { cause });
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
