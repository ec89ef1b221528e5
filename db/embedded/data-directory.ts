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
    throw new DatabaseProblem('directory_unusable', await trouble(directory), { cause });
  }
}

async function trouble(directory: string): Promise<string> {
  const found = await stat(directory).catch(() => null);
  if (found && !found.isDirectory())
    return `The data directory ${directory} is a file. Set DATA_DIR to a directory.`;
  return `The data directory ${directory} cannot be ${found ? 'written' : 'made'}. Give this user the right to, or set DATA_DIR to another place.`;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
