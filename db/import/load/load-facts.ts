import { targetOf } from '../facts/create-encoder.ts';
import type { DaySpan, FactsEnd, FactsJob } from '../facts/facts-job.ts';
import { reusable } from '../facts/pieces.ts';
import { readAhead } from '../facts/read-ahead.ts';
import { readFacts } from '../facts/read-facts.ts';
import { readFactsInThread } from '../facts/reading-thread.ts';
import { FactPack } from './fact-pack.ts';
import type { LoadRun } from './load-run.ts';
import { storeProducts } from './store-products.ts';
import { FactWriter } from './write-facts.ts';

/** How much goes into one transaction, and how many run side by side. */
const PACKING = {
  postgres: { bytes: 2 << 20, atOnce: 3 },
  // One session: short transactions let a question in between.
  embedded: { bytes: 1 << 20, atOnce: 1 },
} as const;

/** Blocks that are read while packs before them are being written. */
const AHEAD = 4;

/** What a load knows of its lines, kept up to date while it runs. */
export interface LoadedFacts {
  days: DaySpan | null;
  /** Null until the last line is in. */
  end: FactsEnd | null;
}

/** Loads a file of facts: rows become tuples on the way in and are written in packs, several at a time. */
export async function loadFacts(run: LoadRun, job: FactsJob, loaded: LoadedFacts): Promise<void> {
  const { bytes: packBytes, atOnce } = PACKING[run.db.engine];
  const writer = new FactWriter(run.db, targetOf(job), run.importId);
  const spare: Buffer[] = [];
  const blocks = run.readInThread(job.lines)
    ? readFactsInThread(job, spare)
    : readFacts(job, { signal: run.signal, spare });
  const inFlight = new Set<Promise<void>>();
  let pack = new FactPack();
  let failure: unknown;
  let begun = false;

  const send = async () => {
    if (pack.rows === 0) return;
    if (!begun) await run.beforeFirstWrite();
    begun = true;
    const { products, pieces } = pack;
    const writing = writer
      .write(pack, (tx) => storeProducts(tx, run.tenantId, run.importId, products))
      .then((written) => {
        run.counts.added += written.added;
        run.counts.same += written.same;
        spare.push(...pieces.flatMap(reusable));
      })
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => inFlight.delete(writing));
    inFlight.add(writing);
    pack = new FactPack();
    if (inFlight.size >= atOnce) await Promise.race(inFlight);
    if (failure) throw failure;
  };

  try {
    for await (const block of readAhead(blocks, AHEAD)) {
      // The reading may be at its end already.
      run.signal?.throwIfAborted();
      run.counts.read += block.rows + block.rejects.length;
      for (const reject of block.rejects) run.rejects.add(reject);
      loaded.days = block.days;
      pack.add(block);
      if (pack.bytes >= packBytes || block.end) await send();
      await run.rejects.flush();
      await run.acknowledge(block.bytesRead);
      loaded.end = block.end;
    }
  } finally {
    await Promise.all(inFlight);
  }
  if (failure) throw failure;
}
