import { assignAtLeastCost } from './assignment.ts';
import { squaredDistance } from './squared-distance.ts';

/**
 * Which old cluster each new one continues, by their centres (row-major, in the same scale): as many pairs as there
 * are within `furthest` of each other, at the least sum of squared distances. −1 is a new cluster that continues none;
 * an old one that is not named has gone.
 */
export function matchClusters(
  old: Float64Array,
  fresh: Float64Array,
  dims: number,
  furthest: number,
): Int32Array {
  const olds = old.length / dims;
  const news = fresh.length / dims;
  // More than all allowed pairs together: a pair too far apart is made only where nothing else is left.
  const tooFar = furthest ** 2 * (news + 1) + 1;
  const cost = Array.from({ length: news }, (_, row) => {
    const distances = Array.from({ length: olds }, (_, column) => {
      const distance = squaredDistance(fresh, row, old, column, dims);
      return distance <= furthest ** 2 ? distance : tooFar;
    });
    // One column of its own a row: to continue nothing.
    return [...distances, ...new Array<number>(news).fill(tooFar)];
  });
  return Int32Array.from(assignAtLeastCost(cost), (column, row) =>
    column < olds && (cost[row]?.[column] ?? tooFar) < tooFar ? column : -1,
  );
}
