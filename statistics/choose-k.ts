import { type KMeans, kMeans } from './kmeans.ts';
import { knee } from './knee.ts';
import { pickRows, sampleRows } from './sample-rows.ts';
import { estimateSilhouette } from './silhouette.ts';

/** k-means of the same data with one k. */
interface KScore {
  readonly k: number;
  readonly inertia: number;
  /** −1 to 1; null where all rows that were looked at lie in one cluster. */
  readonly silhouette: number | null;
  /** Share of all rows in the smallest cluster. */
  readonly smallestShare: number;
}

export interface ChosenK {
  readonly k: number;
  readonly scores: readonly KScore[];
  /** Where the inertia bends; null where it does not. */
  readonly elbow: number | null;
  /** A sentence for people. */
  readonly reason: string;
  /** How the silhouette was measured, and on how many rows. */
  readonly silhouette: { readonly method: 'exact' | 'sampled'; readonly rows: number };
  /** Rows that were clustered to choose. */
  readonly rows: number;
  /** Centres of the chosen k on these rows: a start for k-means on all of them. */
  readonly centres: Float64Array;
}

export interface ChooseKOptions {
  readonly random: () => number;
  readonly from?: number;
  readonly to?: number;
  readonly starts?: number;
  /** More rows than this are sampled. */
  readonly sampleSize?: number;
  /** A silhouette this close to the best is as good; of these, the elbow wins where it is one of them. */
  readonly closeEnough?: number;
}

/**
 * How many clusters the data has: the k with the best silhouette, or the elbow where its silhouette is about as good.
 * Throws a RangeError where there are fewer than two different rows.
 */
export function chooseK(data: Float64Array, dims: number, options: ChooseKOptions): ChosenK {
  const { random, from = 2, to = 8, starts = 10, sampleSize = 20_000, closeEnough = 0.02 } = options;
  const sampled = sampleRows(data.length / dims, sampleSize, random);
  const rows = pickRows(data, dims, sampled);
  const last = Math.min(to, differentRows(rows, dims, to));
  if (last < 2) throw new RangeError('there are no two different rows to tell apart');
  const tried = range(Math.min(from, last), last).map((k) =>
    tryK(rows, dims, kMeans(rows, dims, k, { random, starts }), random),
  );
  const scores = tried.map(({ score }) => score);
  const bend = knee(scores.map(({ inertia }) => inertia));
  const elbow = bend === null ? null : (scores[bend]?.k ?? null);
  const best = scores.reduce((top, score) =>
    (score.silhouette ?? -1) > (top.silhouette ?? -1) ? score : top,
  );
  const atElbow = scores.find(({ k }) => k === elbow);
  const elbowIsAsGood =
    atElbow !== undefined && (atElbow.silhouette ?? -1) >= (best.silhouette ?? -1) - closeEnough;
  const { k } = elbowIsAsGood ? atElbow : best;
  const chosen = tried.find(({ score }) => score.k === k) as Tried;
  return {
    k,
    scores,
    elbow,
    reason: reasonFor(chosen.score, best, elbow, scores),
    silhouette: chosen.measured,
    rows: sampled.length,
    centres: chosen.centres,
  };
}

interface Tried {
  readonly score: KScore;
  readonly measured: ChosenK['silhouette'];
  readonly centres: Float64Array;
}

function tryK(rows: Float64Array, dims: number, found: KMeans, random: () => number): Tried {
  const estimate = estimateSilhouette(rows, dims, found.labels, { random });
  return {
    score: {
      k: found.sizes.length,
      inertia: found.inertia,
      silhouette: estimate?.score ?? null,
      smallestShare: Math.min(...found.sizes) / found.labels.length,
    },
    measured: { method: estimate?.method ?? 'exact', rows: estimate?.rows ?? 0 },
    centres: found.centres,
  };
}

function reasonFor(chosen: KScore, best: KScore, elbow: number | null, scores: readonly KScore[]): string {
  const score = (chosen.silhouette ?? 0).toFixed(2);
  const tried = `of ${scores[0]?.k} to ${scores.at(-1)?.k}`;
  if (scores.length === 1) return `${chosen.k} groups are all that the data can be told apart into.`;
  if (chosen === best && chosen.k === elbow)
    return `${chosen.k} groups ${tried} are set apart best (silhouette ${score}), and more of them add little.`;
  if (chosen === best) return `${chosen.k} groups ${tried} are set apart best (silhouette ${score}).`;
  return (
    `${chosen.k} groups: more of them add little, and they are set apart about as well (silhouette ${score}) ` +
    `as the best ${tried} (${best.k} groups, ${(best.silhouette ?? 0).toFixed(2)}).`
  );
}

/** How many different rows there are, counted up to `enough`. */
function differentRows(data: Float64Array, dims: number, enough: number): number {
  const seen = new Set<string>();
  for (let at = 0; at < data.length && seen.size < enough; at += dims)
    seen.add(data.subarray(at, at + dims).join());
  return seen.size;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
