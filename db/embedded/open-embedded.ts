import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db.ts';
import type { OpenOptions } from '../open-options.ts';
import { DatabaseProblem } from '../problem.ts';
import { connectToOwner } from './connect-to-owner.ts';
import { prepareDataDirectory } from './data-directory.ts';
import { type LockHolder, takeLock } from './lock.ts';
import { ownEngine } from './own-engine.ts';
import { chooseSocketDir, clearSocket } from './socket.ts';

/** An owner that has the lock listens within this time, unless it is stopped in its tracks. */
const OWNER_PATIENCE_MS = 15_000;
const RETRY_MS = 50;

/**
 * Opens the embedded database of a data directory: as its owner where nobody is, else (mode `share`) through
 * the process that is. Throws `DatabaseProblem` (`in_use`, `damaged`, `directory_unusable`).
 */
export async function openEmbedded(dataDir: string, options: Pick<OpenOptions, 'mode'> = {}): Promise<Db> {
  const directory = resolve(dataDir);
  await prepareDataDirectory(directory);
  const deadline = Date.now() + OWNER_PATIENCE_MS;
  for (;;) {
    const socketDir = await chooseSocketDir(directory);
    const attempt = await takeLock(directory, socketDir);
    if (attempt.kind === 'taken') {
      if (attempt.before) await clearSocket(directory, attempt.before.socketDir);
      return ownEngine(directory, socketDir, attempt.lock);
    }
    if (socketDir !== directory) await rm(socketDir, { recursive: true, force: true });
    if (options.mode !== 'share') throw inUse(attempt.by, directory);
    const db = await connectToOwner(attempt.by);
    if (db) return db;
    // It has only just taken the lock, or is about to be found dead.
    if (Date.now() > deadline) throw silent(attempt.by, directory);
    await sleep(RETRY_MS);
  }
}

/** An embedded database in a directory of its own, which goes when it is closed. */
export async function openTemporary(): Promise<Db> {
  const directory = await mkdtemp(join(tmpdir(), 'walker-memory-'));
  const db = await openEmbedded(directory);
  return {
    ...db,
    close: async () => {
      await db.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function inUse(by: LockHolder, directory: string): DatabaseProblem {
  return new DatabaseProblem(
    'in_use',
    `The data directory ${directory} is in use by process ${by.pid} on ${by.host}. Stop that process first, or give this one another DATA_DIR.`,
  );
}

function silent(by: LockHolder, directory: string): DatabaseProblem {
  return new DatabaseProblem(
    'in_use',
    `Process ${by.pid} on ${by.host} has the data directory ${directory} but does not answer. If it hangs, stop it and run this again.`,
  );
}
