import { squaredDistance } from './squared-distance.ts';

/**
 * Start centres by greedy k-means++ (Arthur and Vassilvitskii 2007, section 5): each next centre is a row drawn with
 * a chance proportional to its squared distance from the nearest centre so far, the best of 2 + ln k draws.
 */
export function seedCentres(data: Float64Array, dims: number, k: number, random: () => number): Float64Array {
  const rows = data.length / dims;
  const draws = 2 + Math.floor(Math.log(k));
  const centres = new Float64Array(k * dims);
  const rowAt = (row: number) => data.subarray(row * dims, (row + 1) * dims);
  centres.set(rowAt(Math.floor(random() * rows)));
  let nearest = distancesTo(data, dims, centres, 0);
  for (let cluster = 1; cluster < k; cluster++) {
    let best = { total: Number.POSITIVE_INFINITY, row: 0, distances: nearest };
    for (let draw = 0; draw < draws; draw++) {
      const row = drawRow(nearest, random);
      const distances = distancesTo(data, dims, data, row);
      let total = 0;
      for (const [at, known] of nearest.entries()) {
        if ((distances[at] as number) > known) distances[at] = known;
        total += distances[at] as number;
      }
      if (total < best.total) best = { total, row, distances };
    }
    centres.set(rowAt(best.row), cluster * dims);
    nearest = best.distances;
  }
  return centres;
}

function distancesTo(data: Float64Array, dims: number, points: Float64Array, point: number): Float64Array {
  const distances = new Float64Array(data.length / dims);
  for (let row = 0; row < distances.length; row++)
    distances[row] = squaredDistance(data, row, points, point, dims);
  return distances;
}

/** A row number with a chance proportional to its weight; any row where all weights are 0. */
function drawRow(weights: Float64Array, random: () => number): number {
  let total = 0;
  for (const weight of weights) total += weight;
  if (total === 0) return Math.floor(random() * weights.length);
  let left = random() * total;
  let last = 0;
  for (const [row, weight] of weights.entries()) {
    if (weight === 0) continue;
    last = row;
    left -= weight;
    if (left < 0) break;
  }
  return last;
}
