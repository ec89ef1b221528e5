import { squaredDistance } from './squared-distance.ts';

export interface Membership {
  /** The nearest centre of each row. */
  readonly labels: Int32Array;
  /**
   * How clearly each row belongs there: 1 − (distance to its centre ÷ distance to the second-nearest), 0 on the
   * border and 1 on the centre. With one centre only it is 1.
   */
  readonly confidence: Float64Array;
}

/** Assigns rows, known or new, to the nearest of the centres (both row-major). */
export function membership(data: Float64Array, dims: number, centres: Float64Array): Membership {
  const rows = data.length / dims;
  const labels = new Int32Array(rows);
  const confidence = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let first = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let cluster = 0; cluster < centres.length / dims; cluster++) {
      const distance = squaredDistance(data, row, centres, cluster, dims);
      if (distance < first) {
        second = first;
        first = distance;
        labels[row] = cluster;
      } else if (distance < second) second = distance;
    }
    // Two centres on one spot leave nothing to tell them apart by.
    confidence[row] = second > 0 ? 1 - Math.sqrt(first / second) : 0;
  }
  return { labels, confidence };
}
