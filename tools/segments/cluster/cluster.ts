/** Clustering off the main thread: the choice of k, k-means on all cores, outliers. */
import { availableParallelism } from 'node:os';
import type { ChooseKOptions, ChosenK } from '../../../statistics/choose-k.ts';
import { checkKMeansInput, type KMeans, meanVariance } from '../../../statistics/kmeans.ts';
import { createRun } from '../../../statistics/kmeans-run.ts';
import { createBarrier } from './barrier.ts';
import { type ClusterThread, startThread } from './threads.ts';
import type { Outliers } from './work.ts';

/** Up to here one thread with several starts is quick; above, a sample of as many rows says where to start. */
const SAMPLE_ROWS = 20_000;

export interface ClusterOptions {
  /** The same seed gives the same result, whatever the number of threads. */
  readonly seed: number;
  /** Centres (k × dims) to start from. */
  readonly init?: Float64Array;
  readonly starts?: number;
  readonly maxIterations?: number;
  readonly tolerance?: number;
}

/** A pool of threads; stop it when the work is done. */
export interface Clusterer {
  /** As `chooseK` of statistics. Rejects with its RangeError. */
  chooseK(
    data: Float64Array,
    dims: number,
    options: { seed: number } & Omit<ChooseKOptions, 'random'>,
  ): Promise<ChosenK>;
  /**
   * As `kMeans` of statistics, to the last bit where `init` is given. Without it, more than 20,000 rows start from
   * the best centres of a sample. `data` is shared with the threads where its buffer is, and copied otherwise.
   */
  kMeans(data: Float64Array, dims: number, k: number, options: ClusterOptions): Promise<KMeans>;
  /** As `dbscan` of statistics; the radius is chosen where it is not given. */
  outliers(
    data: Float64Array,
    dims: number,
    options: { seed: number; minPoints: number; radius?: number },
  ): Promise<Outliers>;
  stop(): Promise<void>;
}

/** Memory that threads share: fill such arrays with data, and it is not copied. */
export function sharedNumbers(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

export function createClusterer(threads = availableParallelism()): Clusterer {
  const pool: ClusterThread[] = [];
  /** The first so many threads, started when they are first needed. */
  const take = (count: number): readonly ClusterThread[] => {
    while (pool.length < count) pool.push(startThread());
    return pool.slice(0, count);
  };
  const one = () => take(1)[0] as ClusterThread;

  async function share(
    data: Float64Array,
    dims: number,
    k: number,
    start: Float64Array,
    limits: { maxIterations: number; tolerance: number },
  ): Promise<KMeans> {
    const all = take(threads);
    const shared = data.buffer instanceof SharedArrayBuffer ? data : sharedNumbers(data.length);
    if (shared !== data) shared.set(data);
    const run = createRun(shared, dims, k, (bytes) => new SharedArrayBuffer(bytes));
    const request = {
      kind: 'share',
      run,
      start,
      limits: { maxIterations: limits.maxIterations, stillness: limits.tolerance * meanVariance(data, dims) },
      barrier: createBarrier(),
      threads,
    } as const;
    try {
      const [outcome] = await Promise.all(all.map((thread) => thread.ask(request)));
      if (!outcome) throw new RangeError('there is no thread to cluster in');
      return { ...outcome, labels: run.labels };
    } catch (error) {
      // The other threads wait for the one that failed: none of them can be used again.
      await Promise.all(pool.splice(0).map((thread) => thread.stop()));
      throw error;
    }
  }

  return {
    chooseK: (data, dims, { seed, ...options }) => one().ask({ kind: 'choose-k', data, dims, seed, options }),
    async kMeans(data, dims, k, { seed, init, starts = 10, maxIterations = 300, tolerance = 1e-4 }) {
      checkKMeansInput(data, dims, k, init);
      const limits = { maxIterations, tolerance };
      if (init) return share(data, dims, k, init, limits);
      const sampled = {
        kind: 'sample',
        data,
        dims,
        k,
        seed,
        starts,
        sampleSize: SAMPLE_ROWS,
        ...limits,
      } as const;
      const first = await one().ask(sampled);
      return data.length / dims > SAMPLE_ROWS ? share(data, dims, k, first.centres, limits) : first;
    },
    outliers: (data, dims, options) => one().ask({ kind: 'outliers', data, dims, ...options }),
    async stop() {
      await Promise.all(pool.splice(0).map((thread) => thread.stop()));
    },
  };
}
