import type { MessagePort } from 'node:worker_threads';
import type { FactsJob, Share } from './facts-job.ts';
import { readFacts } from './read-facts.ts';

/** What a thread is started with. */
export interface FactsOrder {
  readonly job: FactsJob;
  readonly share: Share;
}

/** Asks for a block, and brings pieces to be filled again. */
export type FactsRequest = readonly ArrayBuffer[];

/** Reads its share of a file and posts a block for every request. */
export async function serveFacts(port: MessagePort, { job, share }: FactsOrder): Promise<void> {
  let asked = 0;
  let wake = () => {};
  const spare: Buffer[] = [];
  port.on('message', (request: FactsRequest) => {
    spare.push(...request.map((piece) => Buffer.from(piece)));
    asked += 1;
    wake();
  });
  for await (const block of readFacts(job, { spare }, share)) {
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
