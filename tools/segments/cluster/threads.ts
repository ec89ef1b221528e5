/** Threads that cluster, so that a million customers hold up nothing else in the process. */
import { Worker } from 'node:worker_threads';
import type { ClusterAnswers, ClusterRequest } from './work.ts';

type Reply = { readonly answer: unknown } | { readonly error: unknown };

export interface ClusterThread {
  /** One request at a time. Rejects with the reason where the work fails or the thread ends. */
  ask<Request extends ClusterRequest>(request: Request): Promise<ClusterAnswers[Request['kind']]>;
  stop(): Promise<void>;
}

/** Starts a thread; it keeps the process alive until it is stopped. */
export function startThread(): ClusterThread {
  const worker = new Worker(new URL('./thread.mjs', import.meta.url), { name: 'clusters', execArgv: [] });
  let ended: Error | undefined;
  let fail: ((error: Error) => void) | undefined;
  const end = (cause?: unknown) => {
    ended ??= new Error(
      `The customers cannot be clustered: ${cause instanceof Error ? `a thread failed (${cause.message})` : 'the threads were stopped'}.`,
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
