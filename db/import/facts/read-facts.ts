import { createHash } from 'node:crypto';
import { TupleWriter } from '../encode/tuple-writer.ts';
import type { LineCounter } from '../keys/line-counter.ts';
import { openLineCounter } from '../keys/open-line-counter.ts';
import { CustomerDays } from '../load/customer-days.ts';
import { ProductIndex } from '../load/product-index.ts';
import { readRows } from '../read/read-rows.ts';
import { createEncoder } from './create-encoder.ts';
import {
  type FactsBlock,
  type FactsEnd,
  type FactsJob,
  type RejectedLine,
  type Share,
  WHOLE,
} from './facts-job.ts';
import { OwnLines } from './own-lines.ts';
import { Pieces } from './pieces.ts';

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Pieces that have been written, to be filled again. */
  readonly spare: Buffer[];
}

/**
 * Reads a file of facts, or a share of its lines, block by block. Lines that cannot be read as such are
 * reported by the first share.
 */
export async function* readFacts(
  job: FactsJob,
  { signal, spare }: ReadOptions,
  share: Share = WHOLE,
): AsyncGenerator<FactsBlock> {
  const { plan } = job;
  const counter = await openLineCounter(
    job.lines / share.of,
    (noting) => noteLines(job, share, noting, signal),
    {
      readers: share.of,
    },
  );
  const memory = { counter, products: new ProductIndex(job.rates), customers: new CustomerDays() };
  const encoder = createEncoder(job, memory);
  const own = new OwnLines(plan, share);
  const sha256 = share.index === 0 ? createHash('sha256') : null;
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
        if (!own.has(record)) return null;
        const rejection = encoder.encode(record, pieces.writer);
        pieces.turn();
        return rejection;
      },
      reject: (record, rejection, isRow) => {
        if (isRow || share.index === 0)
          rejects.push({ ...rejection, line: record.line, original: record.original() });
      },
    },
    { sha256, signal },
  );
  let bytesRead = 0;
  for await (bytesRead of rows) yield block(bytesRead, null);
  const customers = memory.customers.complete ? [...memory.customers.all()] : null;
  yield block(bytesRead, { customers, sha256: sha256?.digest('hex') ?? '' });
}

/** Reads a file for its lines' hashes alone. */
async function noteLines(
  job: FactsJob,
  share: Share,
  counter: LineCounter,
  signal: AbortSignal | undefined,
): Promise<void> {
  const memory = { counter, products: new ProductIndex(job.rates), customers: new CustomerDays() };
  const encoder = createEncoder(job, memory);
  const own = new OwnLines(job.plan, share);
  const writer = new TupleWriter();
  const rows = readRows(
    job.plan,
    {
      row: (record) => (own.has(record) ? encoder.encode(record, writer) : null),
      reject: () => {},
    },
    { signal },
  );
  for await (const _ of rows) writer.clear();
}
