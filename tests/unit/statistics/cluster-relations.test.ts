import fc from 'fast-check';
import { agnes } from 'ml-hclust';
import { describe, expect, it } from 'vitest';
import { assignAtLeastCost } from '../../../statistics/assignment.ts';
import { cutTree, mergeTree } from '../../../statistics/hierarchy.ts';
import { kMeans } from '../../../statistics/kmeans.ts';
import { matchClusters } from '../../../statistics/match-clusters.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { groupsAround } from './groups.ts';

describe('the hierarchy of clusters', () => {
  const points = fc.array(
    fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 2 }),
    {
      minLength: 2,
      maxLength: 12,
    },
  );

  it('is that of ml-hclust where all clusters have one size', () => {
    fc.assert(
      fc.property(points, (places) => {
        const merges = mergeTree(Float64Array.from(places.flat()), new Int32Array(places.length).fill(1), 2);
        const heights: number[] = [];
        agnes(places, { method: 'ward2' }).traverse(({ isLeaf, height }) => {
          if (!isLeaf) heights.push(height);
        });
        heights.sort((a, b) => a - b);
        // Their height is the distance that two single rows would have.
        for (const [at, { cost }] of merges.entries())
          expect(Math.sqrt(2 * cost)).toBeCloseTo(heights[at] ?? Number.NaN, 6);
      }),
    );
  });

  it('costs in all what the rows spread: the inertia of one cluster less that of the leaves', () => {
    const data = groupsAround(
      [
        [0, 0],
        [5, 1],
        [9, 9],
      ],
      40,
      3,
      seededRandom(3),
    );
    const one = kMeans(data, 2, 1, { random: seededRandom(1) });
    const six = kMeans(data, 2, 6, { random: seededRandom(1), tolerance: 0 });
    const cost = mergeTree(six.centres, six.sizes, 2).reduce((sum, merge) => sum + merge.cost, 0);
    expect(cost).toBeCloseTo(one.inertia - six.inertia, 8);
  });

  it('weighs clusters by their members: two small ones join before a large one moves', () => {
    const centres = Float64Array.from([0, 2, 5]);
    const [first] = mergeTree(centres, [1_000, 1_000, 1], 1);
    expect(first).toMatchObject({ left: 1, right: 2 });
  });

  it('nests: groups of a cut into fewer are unions of groups of a cut into more', () => {
    fc.assert(
      fc.property(points, fc.nat(), fc.nat(), (places, one, other) => {
        const leaves = places.length;
        const sizes = places.map((_, at) => at + 1);
        const merges = mergeTree(Float64Array.from(places.flat()), sizes, 2);
        const [few, many] = [1 + (one % leaves), 1 + (other % leaves)].sort((a, b) => a - b) as [
          number,
          number,
        ];
        const coarse = cutTree(merges, leaves, few);
        const fine = cutTree(merges, leaves, many);
        expect(new Set(coarse).size).toBe(few);
        const parents = new Map<number, number>();
        for (const [leaf, group] of fine.entries()) {
          expect(parents.get(group) ?? coarse[leaf]).toBe(coarse[leaf]);
          parents.set(group, coarse[leaf] ?? -1);
        }
      }),
    );
  });

  it('refuses to cut into more groups than there are clusters', () => {
    expect(() => cutTree([], 1, 2)).toThrow('cannot cut 1 clusters into 2 groups');
  });
});

describe('the assignment at least cost', () => {
  it('costs what the best of all assignments costs', () => {
    const square = fc.integer({ min: 1, max: 5 }).chain((rows) =>
      fc.integer({ min: rows, max: 6 }).chain((columns) =>
        fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      ),
    );
    fc.assert(
      fc.property(square, (cost) => {
        const columns = assignAtLeastCost(cost);
        expect(new Set(columns).size).toBe(cost.length);
        const total = columns.reduce((sum, column, row) => sum + (cost[row]?.[column] ?? Number.NaN), 0);
        expect(total).toBe(leastCost(cost, 0, new Set()));
      }),
    );
  });

  it('refuses more rows than columns', () => {
    expect(() => assignAtLeastCost([[1], [2]])).toThrow('2 rows do not fit 1 columns');
  });
});

function leastCost(cost: readonly (readonly number[])[], row: number, used: ReadonlySet<number>): number {
  if (row === cost.length) return 0;
  return Math.min(
    ...(cost[row] ?? []).map((value, column) =>
      used.has(column)
        ? Number.POSITIVE_INFINITY
        : value + leastCost(cost, row + 1, new Set([...used, column])),
    ),
  );
}

describe('clusters found again', () => {
  const old = Float64Array.from([0, 0, 10, 0, 0, 10]);

  it('are recognised in another order and a little further on', () => {
    expect([...matchClusters(old, Float64Array.from([0.5, 9, 1, 0, 10, 1]), 2, 3)]).toEqual([2, 0, 1]);
  });

  it('may be new or gone', () => {
    expect([...matchClusters(old, Float64Array.from([0, 1, 50, 50]), 2, 3)]).toEqual([0, -1]);
    expect([...matchClusters(new Float64Array(), Float64Array.from([0, 1]), 2, 3)]).toEqual([-1]);
    expect([...matchClusters(old, Float64Array.from([0, 0, 0, 1]), 2, 3)]).toEqual([0, -1]);
  });

  it('are as many as can be within reach, even where a nearer pair has to give way', () => {
    expect([...matchClusters(Float64Array.from([0, 4]), Float64Array.from([3, 7]), 1, 3)]).toEqual([0, 1]);
  });

  it('never go further than allowed, nor twice to the same', () => {
    const places = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 7 });
    fc.assert(
      fc.property(places, places, fc.integer({ min: 0, max: 10 }), (before, after, furthest) => {
        const matches = [...matchClusters(Float64Array.from(before), Float64Array.from(after), 1, furthest)];
        const found = matches.filter((match) => match >= 0);
        expect(new Set(found).size).toBe(found.length);
        for (const [at, match] of matches.entries())
          if (match >= 0)
            expect(Math.abs((before[match] ?? Number.NaN) - (after[at] ?? Number.NaN))).toBeLessThanOrEqual(
              furthest,
            );
      }),
    );
  });
});
