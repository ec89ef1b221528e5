/** What is done with each block of rows in a pass of k-means. */
import type { Centres } from './kmeans-centres.ts';
import { type KMeansRun, rowsOfBlock } from './kmeans-run.ts';
import { squaredDistance } from './squared-distance.ts';

/** Rounding must never make a lead look larger than it is. */
const ROUNDING = 1 - 1e-12;

/**
 * Gives each row of the block its nearest centre (the first of equally near ones) and keeps the block's sums.
 *
 * A row is measured again only where the centres may have moved enough to change its cluster: as long as its lead
 * exceeds the loss since, the triangle inequality says that no other centre is nearer. This is Hamerly's method
 * ("Making k-means even faster", SDM 2010) with its two bounds folded into their difference, so that a row that
 * stays costs one comparison and no arithmetic on its data.
 */
export function assignBlock(run: KMeansRun, centres: Centres, block: number): void {
  const { data, dims, k, labels, lead } = run;
  const { at, loss } = centres;
  const [from, to] = rowsOfBlock(run, block);
  for (let row = from; row < to; row++) {
    const before = labels[row] as number;
    if (before >= 0 && (lead[row] as number) > (loss[before] as number)) continue;
    const start = row * dims;
    let nearest = 0;
    let first = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let cluster = 0, centre = 0; cluster < k; cluster++, centre += dims) {
      let distance = 0;
      for (let dim = 0; dim < dims; dim++) {
        const difference = (data[start + dim] as number) - (at[centre + dim] as number);
        distance += difference * difference;
      }
      if (distance < first) {
        second = first;
        first = distance;
        nearest = cluster;
      } else if (distance < second) second = distance;
    }
    lead[row] = Math.sqrt(second) * ROUNDING - Math.sqrt(first) + (loss[nearest] as number);
    if (nearest === before) continue;
    labels[row] = nearest;
    addRow(run, block, row, nearest, 1);
    if (before >= 0) addRow(run, block, row, before, -1);
  }
}

/** Adds a row to what its block knows of a cluster, or (`sign` -1) takes it out. */
function addRow(run: KMeansRun, block: number, row: number, cluster: number, sign: 1 | -1): void {
  const { data, dims, k, sums, counts } = run;
  const count = block * k + cluster;
  counts[count] = (counts[count] as number) + sign;
  for (let dim = 0; dim < dims; dim++) {
    const at = count * dims + dim;
    sums[at] = (sums[at] as number) + sign * (data[row * dims + dim] as number);
  }
}

/** Adds the block's rows up anew: what came and went leaves rounding errors behind. */
export function resumBlock(run: KMeansRun, block: number): void {
  const { k, dims } = run;
  const [from, to] = rowsOfBlock(run, block);
  run.sums.fill(0, block * k * dims, (block + 1) * k * dims);
  run.counts.fill(0, block * k, (block + 1) * k);
  for (let row = from; row < to; row++) addRow(run, block, row, run.labels[row] as number, 1);
}

/** Notes the block's row that lies farthest from its centre, and its squared distance. */
export function farthestInBlock(run: KMeansRun, centres: Centres, block: number): void {
  const [from, to] = rowsOfBlock(run, block);
  run.figures[block] = -1;
  for (let row = from; row < to; row++) {
    const distance = squaredDistance(run.data, row, centres.at, run.labels[row] as number, run.dims);
    if (distance <= (run.figures[block] as number)) continue;
    run.figures[block] = distance;
    run.figureRows[block] = row;
  }
}

/** Notes the sum of the squared distances of the block's rows to their centres. */
export function inertiaOfBlock(run: KMeansRun, centres: Centres, block: number): void {
  const [from, to] = rowsOfBlock(run, block);
  let sum = 0;
  for (let row = from; row < to; row++)
    sum += squaredDistance(run.data, row, centres.at, run.labels[row] as number, run.dims);
  run.figures[block] = sum;
}
