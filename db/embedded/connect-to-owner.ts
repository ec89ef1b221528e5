import { connect } from 'node:net';
import pg from 'pg';
import { backendKeys } from '../backend-keys.ts';
import { isConnectionLoss } from '../connection-loss.ts';
import type { Db } from '../db.ts';
import { createPoolDb } from '../pool-db.ts';
import { DatabaseProblem } from '../problem.ts';
import { typeParsers } from '../type-parsers.ts';
import type { LockHolder } from './lock.ts';
import { SOCKET_PORT, socketPath } from './socket.ts';
import { cancelRequest } from './wire.ts';

const COPY_PIECE_BYTES = 4 * 1024 * 1024;

/** Works through the process that owns the data directory; undefined where it does not listen (yet). */
export async function connectToOwner(owner: LockHolder): Promise<Db | undefined> {
  const pool = new pg.Pool({
    host: owner.socketDir,
    port: SOCKET_PORT,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    max: 4,
    types: typeParsers,
  });
  const db = createPoolDb({
    engine: 'embedded',
    pool,
    rowCap: 'portal',
    graceMs: 0,
    binaryCopyBytes: COPY_PIECE_BYTES,
    cancel: (client) => cancelOver(owner, client),
    explain: (error) => (isConnectionLoss(error) ? ownerGone(owner, error) : error),
    close: () => pool.end(),
  });
  try {
    (await pool.connect()).release();
  } catch (error) {
    await db.close();
    if (isConnectionLoss(error)) return undefined;
    throw error;
  }
  return db;
}

/** As psql does it: a second connection that carries the keys of the first, and nothing else. */
function cancelOver(owner: LockHolder, client: pg.ClientBase): Promise<void> {
  const { pid, secret } = backendKeys(client);
  return new Promise((done) => {
    const socket = connect(socketPath(owner.socketDir), () => socket.end(cancelRequest(pid, secret)));
    // The owner is gone, and the statement with it.
    socket.on('error', () => done());
    socket.on('close', () => done());
    socket.resume();
  });
}

function ownerGone(owner: LockHolder, cause: unknown): DatabaseProblem {
  return new DatabaseProblem(
    'owner_gone',
    `Process ${owner.pid}, which runs the database, stopped in the middle of this. What was not finished has been undone; run the command again.`,
    { cause },
  );
}
