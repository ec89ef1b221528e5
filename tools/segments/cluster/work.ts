/** What a thread can be asked to work out. Plain data: it crosses to the thread as it is. */
import { type ChooseKOptions, type ChosenK, chooseK } from '../../../statistics/choose-k.ts';
import { chooseRadius, type Dbscan, dbscan } from '../../../statistics/dbscan.ts';
import { type KMeans, kMeans } from '../../../statistics/kmeans.ts';
import { type LloydOutcome, lloyd } from '../../../statistics/kmeans-lloyd.ts';
import type { KMeansRun } from '../../../statistics/kmeans-run.ts';
import { pickRows, sampleRows } from '../../../statistics/sample-rows.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { passTogether } from './barrier.ts';

interface Matrix {
  /** Row-major. */
  readonly data: Float64Array;
  readonly dims: number;
  readonly seed: number;
}

interface ChooseKRequest extends Matrix {
  readonly kind: 'choose-k';
  readonly options: Omit<ChooseKOptions, 'random'>;
}

/** k-means of a sample: small data whole, or where to start with large data. */
interface SampleRequest extends Matrix {
  readonly kind: 'sample';
  readonly k: number;
  readonly sampleSize: number;
  readonly starts: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

/** A share in a run over memory that all its threads see. */
interface ShareRequest {
  readonly kind: 'share';
  readonly run: KMeansRun;
  readonly start: Float64Array;
  readonly limits: { readonly maxIterations: number; readonly stillness: number };
  readonly barrier: Int32Array;
  readonly threads: number;
}

interface OutliersRequest extends Matrix {
  readonly kind: 'outliers';
  readonly minPoints: number;
  /** Chosen from the data where it is not given. */
  readonly radius?: number;
}

export interface Outliers extends Dbscan {
  readonly radius: number;
}

export type ClusterRequest = ChooseKRequest | SampleRequest | ShareRequest | OutliersRequest;

/** The answer to each kind of request. */
export interface ClusterAnswers {
  readonly 'choose-k': ChosenK;
  readonly sample: KMeans;
  readonly share: LloydOutcome;
  readonly outliers: Outliers;
}

/** Runs in the thread. */
export function workOut(request: ClusterRequest): ClusterAnswers[ClusterRequest['kind']] {
  switch (request.kind) {
    case 'choose-k':
      return chooseK(request.data, request.dims, { ...request.options, random: seededRandom(request.seed) });
    case 'sample': {
      const { data, dims, k, sampleSize, seed, ...options } = request;
      const random = seededRandom(seed);
      const rows = pickRows(data, dims, sampleRows(data.length / dims, sampleSize, random));
      return kMeans(rows, dims, k, { ...options, random });
    }
    case 'share': {
      const { run, start, limits, barrier, threads } = request;
      return lloyd(run, start, limits, passTogether(barrier, threads, run.blocks));
    }
    case 'outliers': {
      const { data, dims, minPoints, seed } = request;
      const radius =
        request.radius ?? chooseRadius(data, dims, minPoints, { random: seededRandom(seed) }) ?? 0;
      return { ...dbscan(data, dims, { radius, minPoints }), radius };
    }
  }
}
