/** Clustering off the main thread: the choice of k, k-means on all cores, outliers. */
import { availableParallelism } from 'node:os';
import type { ChooseKOptions, ChosenK } from '../../../statistics/choose-k.ts';
import { checkKMeansInput, type KMeans, meanVariance } from '../../../statistics/kmeans.ts';
import { createRun } from '../../../statistics/kmeans-run.ts';
import { startThread, type WorkingThread } from '../../working-thread.ts';
import { createBarrier } from './barrier.ts';
import type { ClusterAnswers, ClusterRequest, Outliers } from './work.ts';

type ClusterThread = WorkingThread<ClusterRequest, ClusterAnswers>;

const THREAD = new URL('./cluster-thread.ts', import.meta.url);
/** Up to here one thread with several starts is quick; above, a sample of as many rows says where to start. */
const SAMPLE_ROWS = 20_000;

interface ClusterOptions {
  /** The same seed gives the same result, whatever the number of threads. */
  readonly seed: number;
  /** Centres (k × dims) to start from. */
  readonly init?: Float64Array;
  readonly starts?: number;
  readonly maxIterations?: number;
  readonly tolerance?: number;
}

/** Clusters in threads; stop it when the work is done, or to give up: those who wait are told. */
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

/** A pool of as many threads, started when first needed. Requests are served one after the other. */
export function createClusterer(threads = availableParallelism()): Clusterer {
  const pool: ClusterThread[] = [];
  let stopped = false;
  const take = (count: number): readonly ClusterThread[] => {
    if (stopped) throw new Error('The customers cannot be clustered: the threads were stopped.');
    while (pool.length < count)
      pool.push(startThread(THREAD, 'clusters', 'The customers cannot be clustered'));
    return pool.slice(0, count);
  };
  const askOne: ClusterThread['ask'] = async (request) => (take(1)[0] as ClusterThread).ask(request);
  const dropThreads = async () => {
    await Promise.all(pool.splice(0).map((thread) => thread.stop()));
  };
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const answer = last.then(work, work);
    last = answer;
    return answer;
  };

  async function share(
    data: Float64Array,
    dims: number,
    k: number,
    start: Float64Array,
    limits: { readonly maxIterations: number; readonly tolerance: number },
  ): Promise<KMeans> {
    const run = createRun(data, dims, k, (bytes) => new SharedArrayBuffer(bytes));
    const request = {
      kind: 'share',
      run,
      start,
      limits: {
        maxIterations: limits.maxIterations,
        stillness: limits.tolerance * meanVariance(data, dims),
      },
      barrier: createBarrier(),
      threads,
    } as const;
    try {
      const [outcome] = await Promise.all(take(threads).map((thread) => thread.ask(request)));
      if (!outcome) throw new RangeError('there is no thread to cluster in');
      return { ...outcome, labels: run.labels };
    } catch (error) {
      // The others wait for the one that failed: none of them can be used again.
      await dropThreads();
      throw error;
    }
  }

  async function clusterRows(data: Float64Array, dims: number, k: number, options: ClusterOptions) {
    const { seed, init, starts = 10, maxIterations = 300, tolerance = 1e-4 } = options;
    checkKMeansInput(data, dims, k, init);
    const limits = { maxIterations, tolerance };
    const large = data.length / dims > SAMPLE_ROWS;
    const shared = large || init ? shareable(data) : data;
    if (init) return share(shared, dims, k, init, limits);
    const first = await askOne({
      kind: 'sample',
      data: shared,
      dims,
      k,
      seed,
      starts,
      sampleSize: SAMPLE_ROWS,
      ...limits,
    });
    return large ? share(shared, dims, k, first.centres, limits) : first;
  }

  return {
    chooseK: (data, dims, { seed, ...options }) =>
      inTurn(() => askOne({ kind: 'choose-k', data, dims, seed, options })),
    kMeans: (data, dims, k, options) => inTurn(() => clusterRows(data, dims, k, options)),
    outliers: (data, dims, options) => inTurn(() => askOne({ kind: 'outliers', data, dims, ...options })),
    async stop() {
      stopped = true;
      await dropThreads();
    },
  };
}

function shareable(data: Float64Array): Float64Array {
  if (data.buffer instanceof SharedArrayBuffer) return data;
  const shared = sharedNumbers(data.length);
  shared.set(data);
  return shared;
}
