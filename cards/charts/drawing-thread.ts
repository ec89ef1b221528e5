/**
 * The thread that charts are drawn in, so that loading echarts and making pixels hold up nothing else: Slack
 * wants its acknowledgements meanwhile.
 */
import { Worker } from 'node:worker_threads';
import type { ChartSpec } from '../chart.ts';
import type { Scheme } from './theme.ts';

export type DrawingRequest =
  | { readonly kind: 'svg'; readonly spec: ChartSpec; readonly scheme: Scheme }
  | { readonly kind: 'png'; readonly spec: ChartSpec; readonly scheme: Scheme; readonly width: number };

/** The picture: text of an SVG, bytes of a PNG; or why there is none. */
export type DrawingReply =
  | { readonly id: number; readonly picture: string | Uint8Array }
  | { readonly id: number; readonly error: string };

export interface DrawingThread {
  /** Rejects with the reason where the chart cannot be drawn or the thread does not run. */
  ask(request: DrawingRequest): Promise<string | Uint8Array>;
}

interface Waiting {
  readonly resolve: (picture: string | Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts `script` with the first request and keeps it; where it has died, the next request starts it anew. Only
 * a picture that is being waited for keeps the process alive.
 */
export function createDrawingThread(script: URL): DrawingThread {
  let running: { readonly worker: Worker; readonly waiting: Map<number, Waiting> } | undefined;
  let lastId = 0;

  function start() {
    const worker = new Worker(script, { name: 'charts', execArgv: [] });
    const waiting = new Map<number, Waiting>();
    const started = { worker, waiting };
    const stop = (cause?: unknown) => {
      if (running === started) running = undefined;
      const why = cause instanceof Error ? cause.message : 'it ended';
      const stopped = new Error(`Charts cannot be drawn: their thread does not run (${why}).`, { cause });
      for (const { reject } of waiting.values()) reject(stopped);
      waiting.clear();
    };
    worker.on('error', stop);
    worker.on('exit', () => stop());
    worker.on('message', (reply: DrawingReply) => {
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) worker.unref();
      if ('error' in reply) asked?.reject(new Error(`The chart could not be drawn: ${reply.error}`));
      else asked?.resolve(reply.picture);
    });
    return started;
  }

  return {
    ask(request) {
      running ??= start();
      const { worker, waiting } = running;
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, request });
      });
    },
  };
}
