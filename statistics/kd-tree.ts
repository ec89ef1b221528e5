import { squaredDistance } from './squared-distance.ts';

/**
 * A k-d tree (Bentley 1975) over the rows of a matrix, in flat arrays. Each branch is a range of places that splits
 * at its middle; neighbours lie together in memory as they do in space.
 */
export interface KdTree {
  readonly dims: number;
  /** The rows' values in the order of the places, and the row at each place. */
  readonly points: Float64Array;
  readonly rowAt: Int32Array;
  readonly placeOf: Int32Array;
  /** At the middle of a branch's range: the column that it is split by, and the value there. */
  readonly columns: Uint16Array;
  readonly values: Float64Array;
  /** Rows not taken yet, per branch: 1 is the root, 2n and 2n + 1 are the halves of n. */
  readonly left: Int32Array;
  readonly taken: Uint8Array;
}

/** Rows that are looked through one by one. */
const LEAF = 16;

/** Builds a tree over row-major data in O(n log² n). */
export function buildKdTree(data: Float64Array, dims: number): KdTree {
  const rows = data.length / dims;
  const rowAt = Int32Array.from({ length: rows }, (_, row) => row);
  const columns = new Uint16Array(rows);
  const values = new Float64Array(rows);
  const left = new Int32Array(4 * 2 ** Math.ceil(Math.log2(Math.max(1, rows / LEAF))));
  const branches: [node: number, from: number, to: number][] = [[1, 0, rows]];
  for (let branch = branches.pop(); branch; branch = branches.pop()) {
    const [node, from, to] = branch;
    left[node] = to - from;
    if (to - from <= LEAF) continue;
    const within = rowAt.subarray(from, to);
    const column = widestColumn(data, dims, within);
    const valueIn = (row: number) => data[row * dims + column] as number;
    within.sort((a, b) => valueIn(a) - valueIn(b));
    const middle = (from + to) >> 1;
    columns[middle] = column;
    values[middle] = valueIn(rowAt[middle] as number);
    branches.push([node * 2, from, middle], [node * 2 + 1, middle, to]);
  }
  const points = new Float64Array(data.length);
  const placeOf = new Int32Array(rows);
  for (const [place, row] of rowAt.entries()) {
    points.set(data.subarray(row * dims, (row + 1) * dims), place * dims);
    placeOf[row] = place;
  }
  return { dims, points, rowAt, placeOf, columns, values, left, taken: new Uint8Array(rows) };
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

/** Whether at least `enough` rows, itself included, lie within `radius` of a row; looks no further than that. */
export function hasWithin(tree: KdTree, row: number, radius: number, enough: number): boolean {
  let found = 0;
  search(tree, tree.placeOf[row] as number, {
    reach: () => (found < enough ? radius * radius : -1),
    visit: () => found++,
  });
  return found >= enough;
}

/** Distance from a row to its nth nearest other row; infinite where there are fewer. */
export function distanceToNth(tree: KdTree, row: number, n: number): number {
  const nearest: number[] = [];
  search(tree, tree.placeOf[row] as number, {
    // Nothing is nearer than 0: rows that are all the same are not gone through.
    reach: () => (nearest[n] === 0 ? -1 : (nearest[n] ?? Number.POSITIVE_INFINITY)),
    visit: (squared) => {
      let place = nearest.length;
      while (place > 0 && (nearest[place - 1] as number) > squared) place--;
      nearest.splice(place, 0, squared);
      if (nearest.length > n + 1) nearest.pop();
    },
  });
  return Math.sqrt(nearest[n] ?? Number.POSITIVE_INFINITY);
}

interface Search {
  /** The largest squared distance that still matters. */
  readonly reach: () => number;
  readonly visit: (squared: number) => void;
}

/** Visits what lies within reach of a place, the nearer branch first. */
function search(tree: KdTree, place: number, looking: Search, from = 0, to = tree.rowAt.length): void {
  if (to - from <= LEAF) {
    for (let at = from; at < to; at++) {
      const squared = squaredBetween(tree, at, place);
      if (squared <= looking.reach()) looking.visit(squared);
    }
    return;
  }
  const middle = (from + to) >> 1;
  const offset = offsetFrom(tree, middle, place);
  const before = offset < 0;
  search(tree, place, looking, before ? from : middle, before ? middle : to);
  if (offset * offset > looking.reach()) return;
  search(tree, place, looking, before ? middle : from, before ? to : middle);
}

/**
 * Calls back with each row within `radius` of the given one, itself included, that no call has taken before. Branches
 * that are used up are not entered, so taking everything costs little however dense it lies.
 */
export function takeWithin(tree: KdTree, row: number, radius: number, visit: (row: number) => void): void {
  const place = tree.placeOf[row] as number;
  const branch = (node: number, from: number, to: number): number => {
    if (tree.left[node] === 0) return 0;
    const count = to - from <= LEAF ? takeLeaf(tree, place, radius, visit, from, to) : halves(node, from, to);
    tree.left[node] = (tree.left[node] as number) - count;
    return count;
  };
  const halves = (node: number, from: number, to: number): number => {
    const middle = (from + to) >> 1;
    const offset = offsetFrom(tree, middle, place);
    const before = offset < 0 || offset <= radius ? branch(node * 2, from, middle) : 0;
    const after = offset >= 0 || -offset <= radius ? branch(node * 2 + 1, middle, to) : 0;
    return before + after;
  };
  branch(1, 0, tree.rowAt.length);
}

function takeLeaf(
  tree: KdTree,
  place: number,
  radius: number,
  visit: (row: number) => void,
  from: number,
  to: number,
): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    if (tree.taken[at] === 1 || squaredBetween(tree, at, place) > radius * radius) continue;
    tree.taken[at] = 1;
    count++;
    visit(tree.rowAt[at] as number);
  }
  return count;
}

function squaredBetween({ points, dims }: KdTree, a: number, b: number): number {
  return squaredDistance(points, a, points, b, dims);
}

/** How far a place lies after the split of a branch; negative before it. */
function offsetFrom({ points, dims, columns, values }: KdTree, middle: number, place: number): number {
  return (points[place * dims + (columns[middle] as number)] as number) - (values[middle] as number);
}
