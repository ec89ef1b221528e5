import { membership } from './membership.ts';
import { pickRows, sampleRows } from './sample-rows.ts';
import { squaredDistance } from './squared-distance.ts';

/**
 * Mean silhouette (Rousseeuw 1987), −1 to 1: for each row (b − a) ÷ max(a, b) with `a` the mean distance to its own
 * cluster's other rows and `b` that to the nearest other cluster's. A row alone in its cluster counts 0. It compares
 * all pairs of rows: for some thousand of them. Throws a RangeError where there are fewer than two clusters.
 */
export function silhouette(data: Float64Array, dims: number, labels: Int32Array): number {
  const clusters = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const sizes = new Int32Array(clusters);
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  if (sizes.filter((size) => size > 0).length < 2)
    throw new RangeError('a silhouette compares at least two clusters');
  let total = 0;
  for (const [row, own] of labels.entries()) {
    const sums = new Float64Array(clusters);
    for (const [other, label] of labels.entries())
      sums[label] = (sums[label] as number) + Math.sqrt(squaredDistance(data, row, data, other, dims));
    total += silhouetteOfRow(sums, sizes, own);
  }
  return total / labels.length;
}

/** From the sums of a row's distances to each cluster's rows. */
function silhouetteOfRow(sums: Float64Array, sizes: Int32Array, own: number): number {
  if (sizes[own] === 1) return 0;
  const within = (sums[own] as number) / ((sizes[own] as number) - 1);
  let nearest = Number.POSITIVE_INFINITY;
  for (const [cluster, sum] of sums.entries()) {
    const size = sizes[cluster] as number;
    if (cluster !== own && size > 0) nearest = Math.min(nearest, sum / size);
  }
  const larger = Math.max(within, nearest);
  return larger > 0 ? (nearest - within) / larger : 0;
}

/**
 * The simplified silhouette (Hruschka et al. 2004): distances to centres instead of rows, so it takes one pass. It is
 * the mean confidence of the rows' membership, and higher than the full silhouette.
 */
export function simplifiedSilhouette(data: Float64Array, dims: number, centres: Float64Array): number {
  const { confidence } = membership(data, dims, centres);
  return confidence.reduce((sum, value) => sum + value, 0) / confidence.length;
}

export interface SilhouetteEstimate {
  readonly score: number;
  /** `exact` compares all pairs of rows, `sampled` all pairs within a sample of them. */
  readonly method: 'exact' | 'sampled';
  readonly rows: number;
}

/**
 * The silhouette, exact up to `exactUpTo` rows and of a sample of as many above. Null where the rows looked at lie in
 * one cluster.
 */
export function estimateSilhouette(
  data: Float64Array,
  dims: number,
  labels: Int32Array,
  { random, exactUpTo = 2_000 }: { readonly random: () => number; readonly exactUpTo?: number },
): SilhouetteEstimate | null {
  const rows = sampleRows(labels.length, exactUpTo, random);
  const own = Int32Array.from(rows, (row) => labels[row] as number);
  if (new Set(own).size < 2) return null;
  return {
    score: silhouette(pickRows(data, dims, rows), dims, own),
    method: rows.length < labels.length ? 'sampled' : 'exact',
    rows: rows.length,
  };
}
