/** A thread that reads a file of facts; what `ReadingThread` runs. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { FactsJob } from './facts-job.ts';
import { readFacts } from './read-facts.ts';

/** Asks for a block, and brings pieces to be filled again. */
export type FactsRequest = readonly ArrayBuffer[];

/** Posts a block for every request. */
async function serveFacts(port: MessagePort, job: FactsJob): Promise<void> {
  let asked = 0;
  let wake = () => {};
  const spare: Buffer[] = [];
  port.on('message', (request: FactsRequest) => {
    spare.push(...request.map((piece) => Buffer.from(piece)));
    asked += 1;
    wake();
  });
  for await (const block of readFacts(job, { spare })) {
    while (asked === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    asked -= 1;
    port.postMessage(
      block,
      block.pieces.map(({ buffer }) => buffer as ArrayBuffer),
    );
  }
}

if (parentPort) void serveFacts(parentPort, workerData as FactsJob);
