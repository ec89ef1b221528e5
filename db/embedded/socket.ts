import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Duplex } from 'node:stream';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, a zero at the end included. */
const LONGEST_PATH = 103;
/** PostgreSQL's own way to name a socket, so that `psql -h DIRECTORY -U postgres` works too. */
export const SOCKET_PORT = 5432;
const SOCKET_NAME = `.s.PGSQL.${SOCKET_PORT}`;

/** Where the owner of a data directory listens: in it, or in a private directory where that path is too long. */
export async function chooseSocketDir(dataDir: string): Promise<string> {
  const inside = resolve(dataDir);
  if (Buffer.byteLength(socketPath(inside)) <= LONGEST_PATH) return inside;
  return mkdtemp(join(tmpdir(), 'walker-'));
}

export function socketPath(socketDir: string): string {
  return join(socketDir, SOCKET_NAME);
}

/** Removes what an owner of `dataDir` leaves behind. */
export async function clearSocket(dataDir: string, socketDir: string): Promise<void> {
  await rm(socketPath(socketDir), { force: true });
  const isOurs = socketDir !== resolve(dataDir) && socketDir.startsWith(join(tmpdir(), 'walker-'));
  if (isOurs) await rm(socketDir, { recursive: true, force: true });
}

/** Hands every client that connects to `serve`. Only the user of the process may connect. */
export async function listen(socketDir: string, serve: (stream: Duplex) => void): Promise<Server> {
  const path = socketPath(socketDir);
  await rm(path, { force: true });
  const server = createServer({ allowHalfOpen: false }, serve);
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(path, done);
  });
  server.unref();
  await chmod(path, 0o600);
  return server;
}
