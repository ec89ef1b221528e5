import type { KMeansRun } from './kmeans-run.ts';

/** The centres of a run between two passes. Every thread keeps its own; they are the same. */
export interface Centres {
  /** Row-major, k × dims. */
  readonly at: Float64Array;
  /**
   * Per cluster: how much nearer any other centre can have come to its rows since the start, by its own moves and
   * the largest of the others'.
   */
  readonly loss: Float64Array;
}

export function startCentres(start: Float64Array, k: number): Centres {
  return { at: Float64Array.from(start), loss: new Float64Array(k) };
}

/** Moves each centre to the mean of its rows; one without rows stays. Returns the clusters that are empty. */
export function moveToMeans(run: KMeansRun, centres: Centres): { moved: number; empty: number[] } {
  const { k, dims, blocks } = run;
  const target = new Float64Array(k * dims);
  const empty: number[] = [];
  for (let cluster = 0; cluster < k; cluster++) {
    let count = 0;
    for (let block = 0; block < blocks; block++) count += run.counts[block * k + cluster] as number;
    if (count === 0) empty.push(cluster);
    for (let dim = 0; dim < dims; dim++) {
      const at = cluster * dims + dim;
      let sum = 0;
      for (let block = 0; block < blocks; block++) sum += run.sums[block * k * dims + at] as number;
      target[at] = count > 0 ? sum / count : (centres.at[at] as number);
    }
  }
  return { moved: moveTo(centres, target, dims), empty };
}

/** Moves the centres, and notes what rows lose of their lead by it. Returns the sum of the squared moves. */
export function moveTo(centres: Centres, target: Float64Array, dims: number): number {
  const { at, loss } = centres;
  let total = 0;
  let largest = 0;
  let second = 0;
  let fastest = -1;
  const moves = loss.map((_, cluster) => {
    let squared = 0;
    for (let dim = cluster * dims; dim < (cluster + 1) * dims; dim++) {
      const difference = (target[dim] as number) - (at[dim] as number);
      squared += difference * difference;
    }
    total += squared;
    const move = Math.sqrt(squared);
    if (move > largest) [second, largest, fastest] = [largest, move, cluster];
    else if (move > second) second = move;
    return move;
  });
  for (const [cluster, move] of moves.entries())
    loss[cluster] = (loss[cluster] as number) + move + (cluster === fastest ? second : largest);
  at.set(target);
  return total;
}
