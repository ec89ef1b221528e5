import { squaredDistance } from './squared-distance.ts';

/** Two clusters that become one. Numbers from the count of leaves on are earlier merges, in their order. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  /** By how much the merge raises the inertia. */
  readonly cost: number;
  readonly size: number;
}

interface Branch {
  readonly id: number;
  readonly centre: Float64Array;
  readonly size: number;
}

/**
 * Ward's hierarchy over clusters (centres row-major, with their sizes): at each step the two whose union raises the
 * inertia least, |a||b| ÷ (|a|+|b|) × their squared distance, until one is left. Over k-means centres this is the
 * hierarchy of all rows above the clusters (Ward 1963). Clusters of size 0 merge for nothing, first. O(k³).
 */
export function mergeTree(centres: Float64Array, sizes: ArrayLike<number>, dims: number): Merge[] {
  let branches: Branch[] = Array.from({ length: sizes.length }, (_, id) => ({
    id,
    centre: centres.slice(id * dims, (id + 1) * dims),
    size: sizes[id] as number,
  }));
  const merges: Merge[] = [];
  while (branches.length > 1) {
    const [left, right, cost] = cheapestPair(branches, dims);
    const size = left.size + right.size;
    const centre = left.centre.map((value, dim) => {
      const other = right.centre[dim] as number;
      return size > 0 ? (value * left.size + other * right.size) / size : (value + other) / 2;
    });
    merges.push({ left: left.id, right: right.id, cost, size });
    const union = { id: sizes.length + merges.length - 1, centre, size };
    branches = [...branches.filter((branch) => branch !== left && branch !== right), union];
  }
  return merges;
}

function cheapestPair(branches: readonly Branch[], dims: number): [Branch, Branch, number] {
  let best: [Branch, Branch, number] | undefined;
  for (const [at, left] of branches.entries()) {
    for (const right of branches.slice(at + 1)) {
      const size = left.size + right.size;
      const weight = size > 0 ? (left.size * right.size) / size : 0;
      const cost = weight * squaredDistance(left.centre, 0, right.centre, 0, dims);
      if (!best || cost < best[2]) best = [left, right, cost];
    }
  }
  if (!best) throw new RangeError('one cluster alone has no pair');
  return best;
}

/**
 * Cuts the hierarchy of `leaves` clusters where `groups` are left: the group of each leaf, numbered in the order of
 * their first leaf. A cut into fewer groups nests in one into more.
 */
export function cutTree(merges: readonly Merge[], leaves: number, groups: number): Int32Array {
  if (groups < 1 || groups > leaves)
    throw new RangeError(`cannot cut ${leaves} clusters into ${groups} groups`);
  const parent = Array.from({ length: leaves + merges.length }, (_, node) => node);
  for (const [at, { left, right }] of merges.slice(0, leaves - groups).entries())
    parent[left] = parent[right] = leaves + at;
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: leaves }, (_, leaf) => {
    let top = leaf;
    while (parent[top] !== top) top = parent[top] as number;
    const number = numbers.get(top) ?? numbers.size;
    numbers.set(top, number);
    return number;
  });
}
