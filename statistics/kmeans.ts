import { type LloydOutcome, lloyd } from './kmeans-lloyd.ts';
import { createRun } from './kmeans-run.ts';
import { seedCentres } from './kmeans-seeding.ts';

export interface KMeansOptions {
  readonly random: () => number;
  /** How many seedings to try; the one with the least inertia wins. */
  readonly starts?: number;
  readonly maxIterations?: number;
  /** A run ends when the squared moves of the centres sum to at most this share of the mean variance of a column. */
  readonly tolerance?: number;
  /** Centres (k × dims) to start from; there is one run then. */
  readonly init?: Float64Array;
}

export interface KMeans extends LloydOutcome {
  /** Cluster of each row. */
  readonly labels: Int32Array;
}

/**
 * k-means by Lloyd's algorithm, seeded by k-means++, on row-major `data` (rows × dims). Clusters whose size is 0
 * remain only where there are fewer different rows than `k`. Throws a RangeError for values that are not finite,
 * a shape that does not fit, or more clusters than rows.
 */
export function kMeans(data: Float64Array, dims: number, k: number, options: KMeansOptions): KMeans {
  checkKMeansInput(data, dims, k, options.init);
  const { random, starts = 10, maxIterations = 300, tolerance = 1e-4, init } = options;
  const limits = { maxIterations, stillness: tolerance * meanVariance(data, dims) };
  let best: KMeans | undefined;
  for (let start = 0; start < (init ? 1 : starts); start++) {
    const run = createRun(data, dims, k);
    const outcome = lloyd(run, init ?? seedCentres(data, dims, k, random), limits, (work) => {
      for (let block = 0; block < run.blocks; block++) work(block);
    });
    if (!best || outcome.inertia < best.inertia) best = { ...outcome, labels: run.labels };
  }
  if (!best) throw new RangeError(`k-means needs at least one start, not ${starts}`);
  return best;
}

/** Throws a RangeError that says what is wrong with the input. */
export function checkKMeansInput(data: Float64Array, dims: number, k: number, init?: Float64Array): void {
  const rows = data.length / dims;
  if (!Number.isInteger(dims) || dims < 1 || !Number.isInteger(rows))
    throw new RangeError(`${data.length} values are not rows of ${dims}`);
  if (!Number.isInteger(k) || k < 1 || k > rows)
    throw new RangeError(`cannot make ${k} clusters of ${rows} rows`);
  if (init && init.length !== k * dims)
    throw new RangeError(`${init.length} values are not ${k} centres of ${dims}`);
  // Plain loops, here and below: callbacks take a quarter of a second for a million rows.
  for (let at = 0; at < data.length; at++) {
    if (Number.isFinite(data[at])) continue;
    throw new RangeError(
      `row ${Math.floor(at / dims)}, column ${at % dims} is ${data[at]}, not a finite number`,
    );
  }
}

/** Mean over the columns of their population variance: the scale that a tolerance is relative to. */
export function meanVariance(data: Float64Array, dims: number): number {
  let squares = 0;
  for (let column = 0; column < dims; column++) {
    let sum = 0;
    for (let at = column; at < data.length; at += dims) sum += data[at] as number;
    const mean = (sum * dims) / data.length;
    for (let at = column; at < data.length; at += dims) squares += ((data[at] as number) - mean) ** 2;
  }
  return squares / data.length;
}
