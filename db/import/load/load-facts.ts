import { FactBatch } from '../encode/fact-batch.ts';
import type { FactEncoder } from '../encode/fact-encoder.ts';
import type { LoadRun } from './load-run.ts';
import type { ProductIndex } from './product-index.ts';
import { readRows } from './read-rows.ts';
import { storeProducts } from './store-products.ts';
import { FactWriter } from './write-facts.ts';

/** How much goes into one transaction, and how many run side by side. */
const PACKING = {
  postgres: { bytes: 4 << 20, atOnce: 3 },
  // One session: short transactions let a question in between.
  embedded: { bytes: 1 << 20, atOnce: 1 },
} as const;

/** Loads a file of facts: rows are encoded on the way in and written in packs, several at a time. */
export async function loadFacts(
  run: LoadRun,
  encoder: FactEncoder,
  products: ProductIndex | null,
): Promise<void> {
  const { bytes: packBytes, atOnce } = PACKING[run.db.engine];
  const writer = new FactWriter(run.db, encoder, run.importId);
  const batch = new FactBatch();
  const inFlight = new Set<Promise<void>>();
  const ready: { pieces: Buffer[]; rows: number }[] = [];
  let failure: unknown;
  let begun = false;

  const send = async (pack: { pieces: Buffer[]; rows: number }) => {
    if (!begun) await run.beforeFirstWrite();
    begun = true;
    const queued = products?.takeQueued() ?? [];
    const writing = writer
      .write(pack, (tx) => storeProducts(tx, run.tenantId, run.importId, queued))
      .then((written) => {
        run.counts.added += written.added;
        run.counts.same += written.same;
        batch.release(pack.pieces);
      })
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => inFlight.delete(writing));
    inFlight.add(writing);
    if (inFlight.size >= atOnce) await Promise.race(inFlight);
    if (failure) throw failure;
  };

  const take = () => {
    if (batch.rows > 0) ready.push({ rows: batch.rows, pieces: batch.take() });
  };

  try {
    await readRows(
      run.plan,
      {
        row: (record) => {
          const before = batch.rows;
          const rejection = encoder.encode(record, batch);
          if (rejection) return rejection;
          run.counts.read += batch.rows - before;
          if (batch.bytes >= packBytes) take();
          return null;
        },
        reject: (record, rejection) => {
          run.counts.read += 1;
          run.rejects.add(record.line, rejection, record.original());
        },
        pause: async (bytesRead) => {
          for (let pack = ready.shift(); pack; pack = ready.shift()) await send(pack);
          await run.rejects.flush();
          await run.acknowledge(bytesRead);
        },
      },
      { sha256: run.sha256, signal: run.signal },
    );
    take();
    for (let pack = ready.shift(); pack; pack = ready.shift()) await send(pack);
  } finally {
    await Promise.all(inFlight);
  }
  if (failure) throw failure;
}
