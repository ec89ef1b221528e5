import { TupleWriter } from '../encode/tuple-writer.ts';
import type { LineCounter } from '../keys/line-counter.ts';
import { openLineCounter } from '../keys/open-line-counter.ts';
import { CustomerDays } from '../load/customer-days.ts';
import { ProductIndex } from '../load/product-index.ts';
import { readRows } from '../read/read-rows.ts';
import { createEncoder } from './create-encoder.ts';
import type { FactsBlock, FactsEnd, FactsJob, RejectedLine } from './facts-job.ts';
import { Pieces } from './pieces.ts';

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Pieces that have been written, to be filled again. */
  readonly spare: Buffer[];
}

/** Reads a file of facts block by block. */
export async function* readFacts(job: FactsJob, { signal, spare }: ReadOptions): AsyncGenerator<FactsBlock> {
  const { plan } = job;
  const counter = await openLineCounter(job.lines, (noting) => noteLines(job, noting, signal));
  const memory = { counter, products: new ProductIndex(job.rates), customers: new CustomerDays() };
  const encoder = createEncoder(job, memory);
  const pieces = new Pieces(spare);
  let rejects: RejectedLine[] = [];
  const block = (bytesRead: number, end: FactsEnd | null): FactsBlock => {
    const made = { bytesRead, ...pieces.take(end !== null), rejects, end };
    rejects = [];
    return { ...made, products: memory.products.takeQueued(), days: encoder.days() };
  };
  const rows = readRows(
    plan,
    {
      row: (record) => {
        const rejection = encoder.encode(record, pieces.writer);
        pieces.turn();
        return rejection;
      },
      reject: (record, rejection) => {
        rejects.push({ ...rejection, line: record.line, original: record.original() });
      },
    },
    { signal },
  );
  let bytesRead = 0;
  for await (bytesRead of rows) yield block(bytesRead, null);
  const customers = memory.customers.complete ? [...memory.customers.all()] : null;
  yield block(bytesRead, { customers });
}

/** Reads a file for its lines' hashes alone. */
async function noteLines(
  job: FactsJob,
  counter: LineCounter,
  signal: AbortSignal | undefined,
): Promise<void> {
  const memory = { counter, products: new ProductIndex(job.rates), customers: new CustomerDays() };
  const encoder = createEncoder(job, memory);
  const writer = new TupleWriter();
  const rows = readRows(
    job.plan,
    {
      row: (record) => encoder.encode(record, writer),
      reject: () => {},
    },
    { signal },
  );
  for await (const _ of rows) writer.clear();
}
