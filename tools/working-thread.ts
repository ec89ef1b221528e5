/** Threads for long calculations, so that a million customers hold up nothing else in the process. */
import { Worker } from 'node:worker_threads';

type Reply = { readonly answer: unknown } | { readonly error: unknown };

/** `Answers`: what comes back for each `kind` of request. Both are plain data. */
export interface WorkingThread<Request extends { readonly kind: keyof Answers }, Answers> {
  /** One request at a time. Rejects with the reason where the work fails or the thread ends. */
  ask<R extends Request>(request: R): Promise<Answers[R['kind']]>;
  stop(): Promise<void>;
}

/**
 * Starts a thread; it keeps the process alive until it is stopped. `module` exports `workOut(request)`; `cannot` says what
 * is not done where the thread ends: “The customers cannot be clustered”.
 */
export function startThread<Request extends { readonly kind: keyof Answers }, Answers>(
  module: URL,
  name: string,
  cannot: string,
): WorkingThread<Request, Answers> {
  const worker = new Worker(new URL('./working-thread.mjs', import.meta.url), {
    name,
    workerData: { module: module.href },
    execArgv: [],
  });
  let ended: Error | undefined;
  let fail: ((error: Error) => void) | undefined;
  const end = (cause?: unknown) => {
    ended ??= new Error(
      `${cannot}: ${cause instanceof Error ? `a thread failed (${cause.message})` : 'the threads were stopped'}.`,
      { cause },
    );
    fail?.(ended);
  };
  worker.on('error', end);
  worker.on('exit', () => end());
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        fail = reject;
        worker.once('message', (reply: Reply) => {
          fail = undefined;
          if ('error' in reply) reject(reply.error);
          else resolve(reply.answer as never);
        });
        worker.postMessage(request);
      }),
    async stop() {
      await worker.terminate();
    },
  };
}
