import { Worker } from 'node:worker_threads';
import type { FactsBlock } from './facts-job.ts';
import type { FactsOrder, FactsRequest } from './facts-thread.ts';

/** Blocks that a thread may be ahead of what has been taken from it. */
const AHEAD = 2;
const SCRIPT = new URL('./facts-worker.mjs', import.meta.url);
/** Nothing lives long in it but tables outside the heap. */
const YOUNG_MB = 4;

/** A thread that reads a share of a file. It is asked for a few blocks ahead of the one that is taken. */
export class ReadingThread {
  readonly #worker: Worker;
  readonly #spare: Buffer[];
  readonly #made: FactsBlock[] = [];
  #fault: unknown;
  #wake = () => {};

  /** @param spare pieces to be filled again */
  constructor(order: FactsOrder, spare: Buffer[]) {
    this.#spare = spare;
    this.#worker = new Worker(SCRIPT, {
      name: 'import',
      workerData: order,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (block: FactsBlock) => {
      this.#made.push(block);
      this.#wake();
    });
    this.#worker.on('error', (error) => {
      this.#fault = error;
      this.#wake();
    });
    for (let i = 0; i < AHEAD; i += 1) this.#ask(0);
  }

  /** The next block. Throws what the thread failed with. */
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

/** A Buffer arrives as a plain array of bytes. */
function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
