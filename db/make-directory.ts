/** Directories, made step by step: Node's own `recursive` never comes back where the file system denies that a parent is there (/proc). */
import { access, constants, mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Makes the directory and those above it that are missing, all with `mode`. Throws the error of the file system. */
export async function makeDirectory(directory: string, mode = 0o777): Promise<void> {
  const { missing } = await nearestParent(directory);
  for (const each of missing) {
    await mkdir(each, { mode }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/**
 * Throws where `makeDirectory` would, or where the directory is there and may not be written. Rights do not tell of every
 * file system, so one with a name of its own is made where it would begin, and taken away again.
 */
export async function checkDirectory(directory: string): Promise<void> {
  const { parent, missing } = await nearestParent(directory);
  await access(parent, constants.W_OK | constants.X_OK);
  if (missing.length > 0) await rmdir(await mkdtemp(join(parent, '.walker-')));
}

/** The nearest directory that is there, itself included, and those that are missing below it, from the top. */
async function nearestParent(directory: string): Promise<{ parent: string; missing: readonly string[] }> {
  const missing: string[] = [];
  let parent = resolve(directory);
  while (!(await isDirectory(parent))) {
    missing.unshift(parent);
    parent = dirname(parent);
  }
  return { parent, missing };
}

/** False where nothing is there. Throws where something else is. */
async function isDirectory(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  throw Object.assign(new Error(`${path} is not a directory`), { code: 'ENOTDIR' });
}
