/** Rows of a matrix by nearness, from a k-d tree (Bentley 1975) in flat arrays. */
export interface KdTree {
  /** Calls back with each row at a squared distance of at most `radius²` from the given row, itself included. */
  eachWithin(row: number, radius: number, visit: (row: number) => void): void;
  /** Distance from a row to its nth nearest other row. */
  distanceToNth(row: number, n: number): number;
}

/** Rows that are looked through one by one. */
const LEAF = 16;

/** Builds a tree over row-major data in O(n log² n). */
export function buildKdTree(data: Float64Array, dims: number): KdTree {
  const rows = data.length / dims;
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  const sorted = arrange(data, dims, order);
  // Neighbours lie together in memory as they do in space.
  const points = new Float64Array(data.length);
  for (const [at, row] of order.entries()) points.set(data.subarray(row * dims, (row + 1) * dims), at * dims);

  const distance = (at: number, row: number) => {
    let sum = 0;
    for (let dim = 0; dim < dims; dim++) {
      const difference = (points[at * dims + dim] as number) - (data[row * dims + dim] as number);
      sum += difference * difference;
    }
    return sum;
  };

  /** Visits places whose squared distance is at most what `reach()` says at that time. */
  function search(
    row: number,
    reach: () => number,
    visit: (at: number, squared: number) => void,
    from = 0,
    to = rows,
  ): void {
    if (to - from <= LEAF) {
      for (let at = from; at < to; at++) {
        const squared = distance(at, row);
        if (squared <= reach()) visit(at, squared);
      }
      return;
    }
    const middle = (from + to) >> 1;
    const dim = sorted.splits[middle] as number;
    const offset = (data[row * dims + dim] as number) - (points[middle * dims + dim] as number);
    const [near, far] =
      offset < 0
        ? [
            [from, middle],
            [middle, to],
          ]
        : [
            [middle, to],
            [from, middle],
          ];
    search(row, reach, visit, ...(near as [number, number]));
    if (offset * offset <= reach()) search(row, reach, visit, ...(far as [number, number]));
  }

  return {
    eachWithin(row, radius, visit) {
      const squared = radius * radius;
      search(
        row,
        () => squared,
        (at) => visit(order[at] as number),
      );
    },
    distanceToNth(row, n) {
      const nearest: number[] = [];
      search(
        row,
        () => (nearest.length > n ? (nearest[n] as number) : Number.POSITIVE_INFINITY),
        (_, squared) => {
          let place = nearest.length;
          while (place > 0 && (nearest[place - 1] as number) > squared) place--;
          nearest.splice(place, 0, squared);
          if (nearest.length > n + 1) nearest.pop();
        },
      );
      return Math.sqrt(nearest[n] ?? Number.POSITIVE_INFINITY);
    },
  };
}

/** Orders rows so that each range splits at its middle by its widest column; `splits` has the column of a middle. */
function arrange(data: Float64Array, dims: number, order: Int32Array): { splits: Uint16Array } {
  const splits = new Uint16Array(order.length);
  const ranges: [number, number][] = [[0, order.length]];
  for (let range = ranges.pop(); range; range = ranges.pop()) {
    const [from, to] = range;
    if (to - from <= LEAF) continue;
    const dim = widestColumn(data, dims, order.subarray(from, to));
    order
      .subarray(from, to)
      .sort((a, b) => (data[a * dims + dim] as number) - (data[b * dims + dim] as number));
    const middle = (from + to) >> 1;
    splits[middle] = dim;
    ranges.push([from, middle], [middle, to]);
  }
  return { splits };
}

function widestColumn(data: Float64Array, dims: number, rows: Int32Array): number {
  let widest = 0;
  let spread = -1;
  for (let dim = 0; dim < dims; dim++) {
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (const row of rows) {
      const value = data[row * dims + dim] as number;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
    if (highest - lowest > spread) [spread, widest] = [highest - lowest, dim];
  }
  return widest;
}
