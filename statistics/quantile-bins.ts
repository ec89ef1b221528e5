import { quantileSorted } from 'simple-statistics';

/**
 * The inner edges that cut values into `bins` of about equal size: their quantiles (type 7: linear between values),
 * each moved up by `step`, the values' unit. A value on a quantile then falls below the edge with all its ties, so
 * equal values always share a bin; where many are equal, edges may be equal and a bin empty.
 */
export function quantileEdges(values: Float64Array, bins: number, step = 0): number[] {
  if (values.length === 0) throw new RangeError('no values to take quantiles of');
  // simple-statistics reads by index only, so a typed array serves.
  const sorted = values.slice().sort() as unknown as number[];
  return Array.from({ length: bins - 1 }, (_, at) => quantileSorted(sorted, (at + 1) / bins) + step);
}

/** The bin a value falls in, from 0: the number of edges that it reaches. */
export function binOf(value: number, edges: readonly number[]): number {
  let bin = 0;
  while (bin < edges.length && value >= (edges[bin] as number)) bin++;
  return bin;
}

/** How many values fall in each bin. */
export function binCounts(values: Iterable<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of values) {
    const bin = binOf(value, edges);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}
