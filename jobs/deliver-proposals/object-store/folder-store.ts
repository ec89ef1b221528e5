import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeDirectory } from '../../../db/make-directory.ts';
import { checkKey, type ObjectStore, ObjectStoreError } from './object-store.ts';

/** Keeps objects as files below `folder`. A file appears under its name only when it is whole and on the disk. */
export function createFolderStore(folder: string, newId: () => string): ObjectStore {
  return {
    place: folder,
    async put(key, bytes) {
      checkKey(key);
      const path = join(folder, key);
      const draft = `${path}.${newId()}.tmp`;
      try {
        await makeDirectory(dirname(path));
        await writeWhole(draft, bytes);
        await rename(draft, path);
      } catch (cause) {
        await rm(draft, { force: true }).catch(() => {});
        const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
        throw new ObjectStoreError(`${key} could not be written below ${folder} (${code}).`, { cause });
      }
    },
  };
}

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
