/** Threads for long calculations, so that a million customers hold up nothing else in the process. */
import { Worker } from 'node:worker_threads';
import { threadScript } from '../db/thread-script.ts';
import type { Reply } from './serve-work.ts';

/** `Answers`: what comes back for each `kind` of request. Both are plain data. */
export interface WorkingThread<Request extends { readonly kind: keyof Answers }, Answers> {
  /** One request at a time. Rejects with the reason where the work fails or the thread ends. */
  ask<R extends Request>(request: R): Promise<Answers[R['kind']]>;
  stop(): Promise<void>;
}

/**
 * Starts a thread; it keeps the process alive until it is stopped. `module` calls `serveWork`; `cannot` says what is not
 * done where the thread ends: “The customers cannot be clustered”.
 */
export function startThread<Request extends { readonly kind: keyof Answers }, Answers>(
  module: URL,
  name: string,
  cannot: string,
): WorkingThread<Request, Answers> {
  let ended: Error | undefined;
  let fail: ((error: Error) => void) | undefined;
  const end = (cause?: unknown) => {
    ended ??= new Error(
      `${cannot}: ${cause instanceof Error ? `a thread failed (${cause.message})` : 'the threads were stopped'}.`,
      { cause },
    );
    fail?.(ended);
  };
  const start = async () => {
    const worker = new Worker(await threadScript(module), { eval: true, name, execArgv: [] });
    worker.on('error', end);
    worker.on('exit', () => end());
    return worker;
  };
  const starting = start();
  starting.catch(end);
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        fail = reject;
        starting.then((worker) => {
          worker.once('message', (reply: Reply) => {
            fail = undefined;
            if ('error' in reply) reject(reply.error);
            else resolve(reply.answer as never);
          });
          worker.postMessage(request);
        }, reject);
      }),
    async stop() {
      end();
      await starting.then(
        (worker) => worker.terminate(),
        () => {},
      );
    },
  };
}
