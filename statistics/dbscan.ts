import { buildKdTree } from './kd-tree.ts';
import { knee } from './knee.ts';
import { sampleRows } from './sample-rows.ts';

export interface Dbscan {
  /** Cluster of each row; −1 is an outlier. */
  readonly labels: Int32Array;
  readonly clusters: number;
  readonly outliers: number;
}

const UNSEEN = -2;
const OUTLIER = -1;

/**
 * DBSCAN (Ester et al. 1996) on row-major data: rows with at least `minPoints` rows within `radius`, themselves
 * included, are the cores of clusters; rows within reach of no core are outliers. A row on the border of two clusters
 * belongs to the first.
 */
export function dbscan(
  data: Float64Array,
  dims: number,
  { radius, minPoints }: { readonly radius: number; readonly minPoints: number },
): Dbscan {
  const tree = buildKdTree(data, dims);
  const labels = new Int32Array(data.length / dims).fill(UNSEEN);
  /** The rows around a core; none around any other row. */
  const aroundCore = (row: number): number[] => {
    const around: number[] = [];
    tree.eachWithin(row, radius, (other) => around.push(other));
    return around.length >= minPoints ? around : [];
  };
  let clusters = 0;
  for (const row of labels.keys()) {
    if (labels[row] !== UNSEEN) continue;
    const around = aroundCore(row);
    labels[row] = around.length > 0 ? clusters : OUTLIER;
    if (around.length > 0) grow(labels, clusters++, around, aroundCore);
  }
  return { labels, clusters, outliers: labels.reduce((sum, label) => sum + (label === OUTLIER ? 1 : 0), 0) };
}

/** Takes everything into the cluster that can be reached from `waiting` by way of cores. */
function grow(
  labels: Int32Array,
  cluster: number,
  waiting: number[],
  aroundCore: (row: number) => readonly number[],
): void {
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    const label = labels[row] as number;
    if (label >= 0) continue;
    labels[row] = cluster;
    // An outlier has been looked at before: it is on the border, and no core.
    if (label === UNSEEN)
      for (const other of aroundCore(row)) if ((labels[other] as number) < 0) waiting.push(other);
  }
}

/**
 * A radius for `dbscan`: the knee of the sorted distances to the `minPoints`-th nearest row, of a sample of rows.
 * Beyond it distances grow fast: those rows lie alone. Null where no distance is larger than 0.
 */
export function chooseRadius(
  data: Float64Array,
  dims: number,
  minPoints: number,
  { random, sampleSize = 2_000 }: { readonly random: () => number; readonly sampleSize?: number },
): number | null {
  const tree = buildKdTree(data, dims);
  const nth = Math.min(minPoints, data.length / dims) - 1;
  const distances = Array.from(sampleRows(data.length / dims, sampleSize, random), (row) =>
    tree.distanceToNth(row, nth),
  ).sort((a, b) => a - b);
  const bend = distances[knee(distances) ?? distances.length - 1] ?? 0;
  return bend > 0 ? bend : (distances.find((distance) => distance > 0) ?? null);
}
