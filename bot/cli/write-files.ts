/** Files that come with an answer, on the disk of whoever asked. */
import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Attachment } from '../../tools/define-tool.ts';

const MOST_OF_A_NAME = 1_000;

/**
 * Writes them to `out`, or under their own names here, readable by their owner alone, and says where they are. Under its
 * own name a file takes the place of none: the one before may hold what is told once.
 */
export async function writeFiles(
  files: readonly Attachment[],
  say: (text: string) => void,
  out?: string,
): Promise<void> {
  for (const { name, bytes } of files) {
    if (out !== undefined) await writeFile(out, bytes, { mode: 0o600 });
    say(`Written to ${out ?? (await writeBeside(name, bytes))}\n`);
  }
}

/** The name that was free: `customers.csv`, `customers-2.csv`, … */
async function writeBeside(name: string, bytes: Attachment['bytes']): Promise<string> {
  const own = basename(name);
  const ending = extname(own);
  const stem = own.slice(0, own.length - ending.length);
  for (let number = 1; number <= MOST_OF_A_NAME; number++) {
    const path = number === 1 ? own : `${stem}-${number}${ending}`;
    try {
      await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new Error(`There are ${MOST_OF_A_NAME} files called ${name} here.`);
}
