import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseRadius, dbscan } from '../../../statistics/dbscan.ts';
import { buildKdTree, distanceToNth, hasWithin, takeWithin } from '../../../statistics/kd-tree.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { squaredDistance } from '../../../statistics/squared-distance.ts';
import { hasDataset, readIris } from './datasets.ts';
import { groupsAround, rowsAndK } from './groups.ts';

/** Whole numbers make ties with the radius and with each other; more rows than a leaf of the tree holds. */
const rows = rowsAndK(fc.integer({ min: 0, max: 9 }), 120);
const radius = fc.integer({ min: 1, max: 4 });

describe('DBSCAN', () => {
  // As scikit-learn 1.2.1 gives it.
  it.skipIf(!hasDataset('iris/iris.csv')).each([
    { radius: 0.5, minPoints: 5, sizes: [17, 49, 84] },
    { radius: 0.4, minPoints: 4, sizes: [25, 47, 38, 36, 4] },
  ])('finds the known groups and outliers among the iris flowers', ({ sizes, ...options }) => {
    const { labels, clusters, outliers } = dbscan(readIris(), 4, options);
    const counts = new Array<number>(clusters + 1).fill(0);
    for (const label of labels) counts[label + 1] = (counts[label + 1] ?? 0) + 1;
    expect(counts).toEqual(sizes);
    expect(outliers).toBe(sizes[0]);
  });

  const settings = fc.record({ radius, minPoints: fc.integer({ min: 2, max: 6 }) });

  it('gives each row the cluster of a core within reach, and calls those whom no core reaches outliers', () => {
    fc.assert(
      fc.property(rows, settings, ({ data, dims }, options) => {
        const { labels } = dbscan(data, dims, options);
        for (const [row, reached] of coresAround(data, dims, options).entries()) {
          const clusters = reached.map((core) => labels[core]);
          expect(clusters.length > 0 ? clusters : [-1]).toContain(labels[row]);
        }
      }),
    );
  });

  it('makes one cluster of cores that are connected, and only of these', () => {
    fc.assert(
      fc.property(rows, settings, ({ data, dims }, options) => {
        const { labels } = dbscan(data, dims, options);
        const reached = coresAround(data, dims, options);
        const cores = reached.flatMap((around, row) => (around.includes(row) ? [row] : []));
        for (const core of cores) {
          const connected = new Set([core]);
          for (const member of connected) for (const other of reached[member] ?? []) connected.add(other);
          expect([...connected].sort((a, b) => a - b)).toEqual(
            cores.filter((other) => labels[other] === labels[core]),
          );
        }
      }),
    );
  });

  it('chooses a radius that tells groups from those who lie alone', () => {
    const random = seededRandom(7);
    const groups = groupsAround(
      [
        [0, 0],
        [20, 0],
        [0, 20],
      ],
      200,
      2,
      random,
    );
    const alone = [10, 10, 30, 30, -15, 10, 20, 40];
    const data = Float64Array.from([...groups, ...alone]);
    const chosen = chooseRadius(data, 2, 5, { random });
    expect(chosen).not.toBeNull();
    const { labels, clusters } = dbscan(data, 2, { radius: chosen ?? 0, minPoints: 5 });
    expect(clusters).toBe(3);
    expect([...labels.slice(-4)]).toEqual([-1, -1, -1, -1]);
  });

  it('takes rows that are all the same for one group, however many', () => {
    const data = new Float64Array(20_000);
    expect(chooseRadius(data, 2, 5, { random: seededRandom(1) })).toBeNull();
    expect(dbscan(data, 2, { radius: 1, minPoints: 5 })).toMatchObject({ clusters: 1, outliers: 0 });
  });
});

describe('the tree of rows', () => {
  it('finds what a look at all rows finds', () => {
    fc.assert(
      fc.property(rows, radius, ({ data, dims }, reach) => {
        const tree = buildKdTree(data, dims);
        for (let row = 0; row < data.length / dims; row++) {
          const distances = Array.from({ length: data.length / dims }, (_, other) =>
            squaredDistance(data, row, data, other, dims),
          ).sort((a, b) => a - b);
          const within = distances.filter((distance) => distance <= reach ** 2).length;
          expect(hasWithin(tree, row, reach, within)).toBe(true);
          expect(hasWithin(tree, row, reach, within + 1)).toBe(false);
          expect(distanceToNth(tree, row, 3)).toBe(Math.sqrt(distances[3] ?? Number.POSITIVE_INFINITY));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('gives each row away once', () => {
    fc.assert(
      fc.property(rows, radius, ({ data, dims }, reach) => {
        const tree = buildKdTree(data, dims);
        const taken = new Set<number>();
        for (let row = 0; row < data.length / dims; row++) {
          takeWithin(tree, row, reach, (other) => {
            expect(taken.has(other)).toBe(false);
            expect(squaredDistance(data, row, data, other, dims)).toBeLessThanOrEqual(reach ** 2);
            taken.add(other);
          });
          expect(taken.has(row)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});

/** For each row the cores within its reach, by a look at all pairs. */
function coresAround(
  data: Float64Array,
  dims: number,
  options: { readonly radius: number; readonly minPoints: number },
): number[][] {
  const all = Array.from({ length: data.length / dims }, (_, row) => row);
  const near = all.map((row) =>
    all.filter((other) => squaredDistance(data, row, data, other, dims) <= options.radius ** 2),
  );
  return near.map((around) => around.filter((other) => (near[other]?.length ?? 0) >= options.minPoints));
}
