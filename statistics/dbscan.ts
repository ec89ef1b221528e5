import { buildKdTree, distanceToNth, hasWithin, takeWithin } from './kd-tree.ts';
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
  let clusters = 0;
  let outliers = 0;
  for (const row of labels.keys()) {
    if (labels[row] !== UNSEEN) continue;
    if (hasWithin(tree, row, radius, minPoints)) grow(row, clusters++);
    else labels[row] = OUTLIER;
  }

  /** Takes everything into the cluster that can be reached from a core by way of cores. */
  function grow(core: number, cluster: number): void {
    const cores = [core];
    for (let row = cores.pop(); row !== undefined; row = cores.pop()) {
      takeWithin(tree, row, radius, (reached) => {
        // An outlier was looked at before: it is on the border, and no core.
        if (labels[reached] === UNSEEN && hasWithin(tree, reached, radius, minPoints)) cores.push(reached);
        labels[reached] = cluster;
      });
    }
  }

  for (const label of labels) if (label === OUTLIER) outliers++;
  return { labels, clusters, outliers };
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
    distanceToNth(tree, row, nth),
  ).sort((a, b) => a - b);
  const bend = distances[knee(distances) ?? distances.length - 1] ?? 0;
  return bend > 0 ? bend : (distances.find((distance) => distance > 0) ?? null);
}
