import { Worker } from 'node:worker_threads';

/** What the worker is asked for. One request at a time: the gate sees to that. */
export type EngineRequest =
  | { readonly kind: 'exec'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'copy';
      readonly id: number;
      readonly into: CopyTarget;
      readonly data: Uint8Array<ArrayBuffer>;
    }
  | { readonly kind: 'close'; readonly id: number };

/** `table (columns)` of a COPY, and how its rows are encoded. */
export interface CopyTarget {
  readonly target: string;
  readonly format: 'text' | 'binary';
}

export type EngineReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'data'; readonly id: number; readonly data: Uint8Array }
  | { readonly kind: 'done'; readonly id: number; readonly rows: number }
  | { readonly kind: 'failed'; readonly id: number; readonly error: EngineFailure }
  | { readonly kind: 'broken'; readonly id: number; readonly message: string };

/** The fields of a PostgreSQL error. */
export interface EngineFailure {
  readonly message: string;
  /** SQLSTATE. */
  readonly code: string;
  readonly detail?: string;
  readonly where?: string;
}

/** The engine answered with an error. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly failure: EngineFailure;
  constructor(failure: EngineFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The engine cannot go on: its thread was killed, or it broke. What it was doing is undone. */
class EngineStopped extends Error {
  override readonly name = 'EngineStopped';
}

/** A PGlite in a thread of its own. */
export interface Engine {
  /** Runs frontend messages of the PostgreSQL protocol; `onData` is given the backend's as they come. */
  exec(bytes: Uint8Array, onData: (data: Uint8Array) => void): Promise<void>;
  /** Copies whole rows; returns their number. */
  copyIn(into: CopyTarget, data: readonly Uint8Array[]): Promise<number>;
  /** Ends the thread at once, in the middle of whatever it does. The data directory survives it. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly onData: (data: Uint8Array) => void;
  readonly resolve: (rows: number) => void;
  readonly reject: (error: Error) => void;
}

/** Opens (and on the first time makes) the database cluster in `dataDir`. */
export async function startEngine(dataDir: string): Promise<Engine> {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
    name: 'embedded-database',
    workerData: { dataDir },
    execArgv: [],
  });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let stopped: EngineStopped | undefined;

  const ready = new Promise<void>((resolve, reject) => {
    const stop = (cause?: unknown) => {
      stopped ??= new EngineStopped('The embedded database stopped.', { cause });
      reject(stopped);
      for (const { reject: fail } of waiting.values()) fail(stopped);
      waiting.clear();
    };
    worker.on('error', stop);
    worker.on('exit', () => stop());
    worker.on('message', (reply: EngineReply) => {
      if (reply.kind === 'ready') resolve();
      else settle(waiting, reply);
    });
  });

  type Unnumbered = EngineRequest extends infer R
    ? R extends { id: number }
      ? Omit<R, 'id'>
      : never
    : never;
  function ask(request: Unnumbered, onData: (data: Uint8Array) => void = () => {}): Promise<number> {
    return new Promise((resolve, reject) => {
      if (stopped) return reject(stopped);
      const id = ++lastId;
      waiting.set(id, { onData, resolve, reject });
      const bytes = 'bytes' in request ? request.bytes : 'data' in request ? request.data : undefined;
      worker.postMessage({ ...request, id }, bytes ? [bytes.buffer] : []);
    });
  }

  await ready;
  return {
    exec: async (bytes, onData) => void (await ask({ kind: 'exec', bytes: joined([bytes]) }, onData)),
    copyIn: ({ target, format }, data) => ask({ kind: 'copy', into: { target, format }, data: joined(data) }),
    kill: async () => void (await worker.terminate()),
    close: async () => {
      await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}

function settle(waiting: Map<number, Waiting>, reply: Exclude<EngineReply, { kind: 'ready' }>): void {
  const request = waiting.get(reply.id);
  if (!request) return;
  if (reply.kind !== 'data') waiting.delete(reply.id);
  if (reply.kind === 'data') request.onData(reply.data);
  else if (reply.kind === 'done') request.resolve(reply.rows);
  else if (reply.kind === 'failed') request.reject(new EngineError(reply.error));
  else request.reject(new EngineStopped(reply.message));
}

/** A copy in a buffer of its own, which can be handed over to the thread. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
