import { Worker } from 'node:worker_threads';
import { threadScript } from '../../thread-script.ts';
import type { FactsBlock, FactsJob } from './facts-job.ts';
import type { FactsRequest } from './facts-thread.ts';

/** Blocks that the thread may be ahead of what has been taken from it. */
const AHEAD = 4;
/** Below, starting a thread takes longer than it saves. */
const MANY_LINES = 50_000;
/** Nothing lives long in it but tables outside the heap. */
const YOUNG_MB = 4;

/** A thread that reads a file. It is asked for a few blocks ahead of the one that is taken. */
class ReadingThread {
  readonly #worker: Worker;
  readonly #spare: Buffer[];
  readonly #made: FactsBlock[] = [];
  #fault: unknown;
  #wake = () => {};

  /** @param spare pieces to be filled again */
  constructor(script: string, job: FactsJob, spare: Buffer[]) {
    this.#spare = spare;
    this.#worker = new Worker(script, {
      eval: true,
      name: 'import',
      workerData: job,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (block: FactsBlock) => {
      this.#made.push(block);
      this.#wake();
    });
    const end = (fault: unknown) => {
      this.#fault ??= fault;
      this.#wake();
    };
    this.#worker.on('error', end);
    this.#worker.on('exit', () => end(new Error('The thread that reads the file ended before the file.')));
    for (let i = 0; i < AHEAD; i += 1) this.#ask(0);
  }

  /** The next block. Throws what the thread failed with, once all that it had made is taken. */
  async next(): Promise<FactsBlock> {
    for (;;) {
      const block = this.#made.shift();
      if (block) {
        this.#ask(block.pieces.length);
        return { ...block, pieces: block.pieces.map(asBuffer) };
      }
      if (this.#fault) throw this.#fault;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  /** @param pieces to hand back: as many as came, or they gather where they are not needed */
  #ask(pieces: number): void {
    const request: FactsRequest = this.#spare.splice(0, pieces).map(({ buffer }) => buffer as ArrayBuffer);
    this.#worker.postMessage(request, request);
  }
}

/**
 * Reads a file of facts like `readFacts`, in a thread: what else the process does is not held up, and the database is
 * written to meanwhile.
 * @param spare pieces that have been written, to be filled again
 */
export async function* readFactsInThread(job: FactsJob, spare: Buffer[]): AsyncGenerator<FactsBlock> {
  const thread = new ReadingThread(await threadScript(SOURCE), job, spare);
  try {
    for (;;) {
      const block = await thread.next();
      yield block;
      if (block.end) return;
    }
  } finally {
    await thread.stop();
  }
}

const SOURCE = new URL('./facts-thread.ts', import.meta.url);

/** Has what a thread runs made ready beforehand, beside other work. */
export function prepareThread(): void {
  // Whoever starts a thread hears of a failure.
  threadScript(SOURCE).catch(() => {});
}

/** Whether a file of so many lines is worth a thread. */
export function isWorthAThread(lines: number): boolean {
  return lines >= MANY_LINES;
}

/** A Buffer arrives as a plain array of bytes. */
function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
