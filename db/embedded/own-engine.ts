import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { backendKeys } from '../backend-keys.ts';
import { isConnectionLoss } from '../connection-loss.ts';
import type { Db } from '../db.ts';
import { createPoolDb } from '../pool-db.ts';
import { DatabaseProblem } from '../problem.ts';
import { typeParsers } from '../type-parsers.ts';
import { startEngine } from './engine.ts';
import { createGate } from './gate.ts';
import { localStream } from './local-stream.ts';
import type { Lock } from './lock.ts';
import { clearSocket, listen } from './socket.ts';

/** How long closing waits for what this process is doing with the database. */
const CLOSE_PATIENCE_MS = 5_000;
const COPY_PIECE_BYTES = 4 * 1024 * 1024;

/** Runs the engine of a locked data directory, for this process and, over a socket, for others. */
export async function ownEngine(dataDir: string, socketDir: string, lock: Lock): Promise<Db> {
  const start = () => startEngine(join(dataDir, 'pg'));
  const engine = await start().catch(async (error) => {
    await lock.release();
    throw new DatabaseProblem(
      'damaged',
      `The embedded database in ${dataDir} does not open. If the disk is full, make room and start again; otherwise restore the directory from a backup, or start with an empty DATA_DIR.`,
      { cause: error },
    );
  });
  const gate = createGate(start, engine);
  const server = await listen(socketDir, gate.connect);
  const pool = new pg.Pool({
    user: 'postgres',
    database: 'postgres',
    stream: () => localStream(gate.connect),
    ssl: false,
    max: 8,
    idleTimeoutMillis: 0,
    types: typeParsers,
  });
  return createPoolDb({
    engine: 'embedded',
    pool,
    rowCap: 'portal',
    graceMs: 0,
    binaryCopyBytes: COPY_PIECE_BYTES,
    cancel: async (client) => {
      const { pid, secret } = backendKeys(client);
      gate.cancel(pid, secret);
    },
    explain: (error) => (isConnectionLoss(error) ? stopped(error) : error),
    async close() {
      const ended = pool.end();
      await Promise.race([ended, sleep(CLOSE_PATIENCE_MS, undefined, { ref: false })]);
      server.close();
      await gate.close();
      await ended;
      await clearSocket(dataDir, socketDir);
      await lock.release();
    },
  });
}

function stopped(cause: unknown): DatabaseProblem {
  return new DatabaseProblem(
    'unreachable',
    'The embedded database stopped and is starting again. What was not finished has been undone; try once more in a moment.',
    { cause },
  );
}
