import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** Who has the data directory, and where it listens. */
export interface LockHolder extends ProcessIdentity {
  readonly socketDir: string;
}

export type LockAttempt =
  | {
      readonly kind: 'taken';
      readonly lock: Lock /** The holder before, if it left things behind. */;
      readonly before?: LockHolder;
    }
  | { readonly kind: 'held'; readonly by: LockHolder };

export interface Lock {
  release(): Promise<void>;
}

/** A holder on another machine proves itself by touching its file this often. */
const HEARTBEAT_MS = 2_000;
const HEARTBEAT_LOST_MS = 10_000;
const LOCK_FILE = /^lock\.(\d+)$/;

/**
 * Takes the lock of a directory, unless a living process has it.
 *
 * Every holder has a file of its own, `lock.1`, `lock.2`, …, and the highest number is the holder. A file
 * comes into being whole and only once (`link`), so of several that find the holder dead one gets the next
 * number. The highest file is never deleted, only outnumbered: a number that was used never comes back
 * unseen, and whoever worked from an old listing finds a higher one on looking again, and steps back.
 */
export async function takeLock(directory: string, socketDir: string): Promise<LockAttempt> {
  const me: LockHolder = { ...(await ownIdentity()), socketDir };
  for (;;) {
    const highest = await highestNumber(directory);
    const before = highest > 0 ? await readHolder(join(directory, `lock.${highest}`)) : undefined;
    if (before && (await isAlive(before, join(directory, `lock.${highest}`))))
      return { kind: 'held', by: before };
    const mine = highest + 1;
    if (!(await create(directory, mine, me))) continue;
    if ((await highestNumber(directory)) !== mine) {
      await rm(join(directory, `lock.${mine}`), { force: true });
      continue;
    }
    await removeBelow(directory, mine);
    return { kind: 'taken', lock: hold(join(directory, `lock.${mine}`)), before };
  }
}

function hold(path: string): Lock {
  const touch = () => utimes(path, new Date(), new Date()).catch(() => {}); // the directory is gone
  const heartbeat = setInterval(touch, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    async release() {
      clearInterval(heartbeat);
      // Emptied, not deleted: the number must stay used.
      await writeFile(path, '').catch(() => {}); // the directory is gone
    },
  };
}

async function highestNumber(directory: string): Promise<number> {
  const numbers = (await readdir(directory)).map((file) => Number(LOCK_FILE.exec(file)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/** Undefined where the lock was released, or is being replaced. */
async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

async function isAlive(holder: LockHolder, path: string): Promise<boolean> {
  const here = await isRunning(holder);
  if (here !== undefined) return here;
  // Another machine or container on the same disk: all there is to see is whether its file is being touched.
  const first = await touchedAt(path);
  for (let waited = 0; waited < HEARTBEAT_LOST_MS; waited += HEARTBEAT_MS) {
    await sleep(HEARTBEAT_MS);
    if ((await touchedAt(path)) !== first) return true;
  }
  return false;
}

async function touchedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function create(directory: string, number: number, holder: LockHolder): Promise<boolean> {
  const draft = join(directory, `.lock-${randomUUID()}`);
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    await link(draft, join(directory, `lock.${number}`));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function removeBelow(directory: string, number: number): Promise<void> {
  for (const file of await readdir(directory)) {
    const other = Number(LOCK_FILE.exec(file)?.[1] ?? number);
    if (other < number) await rm(join(directory, file), { force: true });
  }
}
