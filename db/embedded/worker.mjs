// The embedded engine, alone in its thread, so that a long statement stops nothing else and can be killed.
// Plain JavaScript on purpose: a worker does not inherit the TypeScript loader, and loading it again would
// add 0.1 s to every start. The messages are typed in engine.ts.
// @ts-check
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';

/** @typedef {import('./engine.ts').EngineRequest} EngineRequest */
/** @typedef {import('./engine.ts').EngineReply} EngineReply */

const POST_AT_BYTES = 64 * 1024;

const READY_FOR_QUERY = 0x5a;

/** Whether the bytes end in a ReadyForQuery, which is six long. */
const endsAnswer = (/** @type {Uint8Array} */ bytes) =>
  bytes.at(-6) === READY_FOR_QUERY && bytes.at(-2) === 5;

const port = parentPort;
if (!port) throw new Error('worker.mjs runs in a worker thread');
const post = (/** @type {EngineReply} */ reply, /** @type {ArrayBuffer[]} */ transfer = []) =>
  port.postMessage(reply, transfer);

const engine = await PGlite.create({ dataDir: workerData.dataDir, extensions: { vector } });
// The session user is a superuser: without this, a function call inside one read could step back up to it.
await engine.exec('revoke execute on function pg_catalog.set_config(text, text, boolean) from public');

/** Runs frontend messages and posts what the backend answers, in pieces of a fair size. */
async function exec(/** @type {number} */ id, /** @type {Uint8Array} */ bytes) {
  /** @type {Uint8Array[]} */
  let pieces = [];
  let size = 0;
  const flush = () => {
    if (size === 0) return;
    const data = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      data.set(piece, at);
      at += piece.length;
    }
    pieces = [];
    size = 0;
    post({ kind: 'data', id, data }, [data.buffer]);
  };
  await engine.execProtocolRawStream(bytes, {
    onRawData: (piece) => {
      // The engine reuses its buffer.
      pieces.push(piece.slice());
      size += piece.length;
      // An answer that is complete is told at once: others may follow in the same bytes, and take long.
      if (size >= POST_AT_BYTES || endsAnswer(piece)) flush();
    },
  });
  flush();
}

/**
 * COPY FROM STDIN, which the engine cannot do over its protocol: the data is laid where it reads a file.
 * Only a superuser may read files, so the transaction steps up for it; the caller has checked the rights.
 */
async function copyIn(
  /** @type {import('./engine.ts').CopyTarget} */ { target, format },
  /** @type {Uint8Array<ArrayBuffer>} */ data,
) {
  const { rows } = await engine.query(
    'select quote_ident(current_user) as role, session_user = current_user as own',
  );
  const [{ role, own }] = /** @type {[{ role: string, own: boolean }]} */ (/** @type {unknown} */ (rows));
  if (!own) await engine.exec('set local role none');
  const { affectedRows } = await engine.query(`copy ${target} from '/dev/blob' (format ${format})`, [], {
    blob: new Blob([data]),
  });
  if (!own) await engine.exec(`set local role ${role}`);
  return affectedRows ?? 0;
}

async function handle(/** @type {EngineRequest} */ request) {
  switch (request.kind) {
    case 'exec':
      return exec(request.id, request.bytes);
    case 'copy':
      return copyIn(request.into, request.data);
    case 'close':
      return engine.close();
  }
}

port.on('message', async (/** @type {EngineRequest} */ request) => {
  try {
    const rows = await handle(request);
    post({ kind: 'done', id: request.id, rows: rows ?? 0 });
  } catch (error) {
    const { message, code, detail, where } = /** @type {Error & Record<string, string>} */ (error);
    // Without an SQLSTATE it is not PostgreSQL that speaks, but the machine under it.
    if (!code) post({ kind: 'broken', id: request.id, message });
    else post({ kind: 'failed', id: request.id, error: { message, code, detail, where } });
  }
});
post({ kind: 'ready' });
