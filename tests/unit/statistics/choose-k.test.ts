import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseK } from '../../../statistics/choose-k.ts';
import { kMeans } from '../../../statistics/kmeans.ts';
import { knee } from '../../../statistics/knee.ts';
import { membership } from '../../../statistics/membership.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { estimateSilhouette, silhouette, simplifiedSilhouette } from '../../../statistics/silhouette.ts';
import { hasDataset, readIris } from './datasets.ts';
import { groupsAround, rowsAndK } from './groups.ts';

const PLACES = [
  [0, 0],
  [10, 0],
  [0, 10],
  [10, 10],
] as const;

describe('the silhouette', () => {
  // As scikit-learn 1.2.1 gives it.
  it.skipIf(!hasDataset('iris/iris.csv')).each([
    { k: 2, score: 0.6810461692 },
    { k: 3, score: 0.5528190124 },
    { k: 4, score: 0.498050505 },
  ])('of the iris flowers in $k clusters is the known one', ({ k, score }) => {
    const { labels } = kMeans(readIris(), 4, k, { random: seededRandom(1), starts: 50 });
    expect(silhouette(readIris(), 4, labels)).toBeCloseTo(score, 9);
  });

  it('is never outside −1 to 1, and the simplified one never outside 0 to 1', () => {
    fc.assert(
      fc.property(rowsAndK(fc.integer({ min: -3, max: 3 }), 25), ({ data, dims, k, seed }) => {
        const { labels, centres } = kMeans(data, dims, k, { random: seededRandom(seed), starts: 1 });
        const simplified = simplifiedSilhouette(data, dims, centres);
        expect(simplified).toBeGreaterThanOrEqual(0);
        expect(simplified).toBeLessThanOrEqual(1);
        const exact = estimateSilhouette(data, dims, labels, { random: seededRandom(seed) });
        if (exact) expect(Math.abs(exact.score)).toBeLessThanOrEqual(1);
        else expect(new Set(labels).size).toBe(1);
      }),
    );
  });

  it('of a sample says so, and is near the exact one', () => {
    const data = groupsAround(PLACES, 300, 3, seededRandom(2));
    const { labels } = kMeans(data, 2, 4, { random: seededRandom(1) });
    const exact = estimateSilhouette(data, 2, labels, { random: seededRandom(1) });
    const sampled = estimateSilhouette(data, 2, labels, { random: seededRandom(1), exactUpTo: 400 });
    expect(exact).toMatchObject({ method: 'exact', rows: 1_200 });
    expect(sampled).toMatchObject({ method: 'sampled', rows: 400 });
    expect(sampled?.score).toBeCloseTo(exact?.score ?? Number.NaN, 1);
  });

  it('refuses a single cluster', () => {
    expect(() => silhouette(Float64Array.from([1, 2]), 1, Int32Array.from([0, 0]))).toThrow('at least two');
  });
});

describe('the choice of k', () => {
  it('finds as many groups as there are, and says why', () => {
    const data = groupsAround(PLACES, 100, 2, seededRandom(4));
    const chosen = chooseK(data, 2, { random: seededRandom(1) });
    expect(chosen).toMatchObject({ k: 4, elbow: 4, rows: 400, silhouette: { method: 'exact', rows: 400 } });
    expect(chosen.scores.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(chosen.reason).toMatch(/^4 groups of 2 to 8 are set apart best \(silhouette 0\.\d\d\), and more/);
    expect(chosen.centres).toHaveLength(8);
  });

  it('samples what is too large, and tries no more clusters than there are different rows', () => {
    const data = Float64Array.from({ length: 5_000 }, (_, row) => row % 3);
    const chosen = chooseK(data, 1, { random: seededRandom(1), sampleSize: 500 });
    expect(chosen).toMatchObject({ k: 3, rows: 500 });
    expect(chosen.scores.map(({ k }) => k)).toEqual([2, 3]);
  });

  it('refuses rows that are all the same', () => {
    expect(() => chooseK(new Float64Array(30), 2, { random: seededRandom(1) })).toThrow(
      'no two different rows',
    );
  });
});

describe('the knee', () => {
  it('is where a curve bends most', () => {
    expect(knee([100, 60, 20, 15, 10, 5])).toBe(2);
    expect(knee([0, 1, 2, 30, 70])).toBe(2);
  });

  it('is nowhere on a straight line or on fewer than three points', () => {
    expect(knee([4, 3, 2, 1])).toBeNull();
    expect(knee([7, 7, 7])).toBeNull();
    expect(knee([1, 2])).toBeNull();
    expect(knee([])).toBeNull();
  });
});

describe('membership', () => {
  it('is certain on a centre and open on the border', () => {
    const { labels, confidence } = membership(
      Float64Array.from([0, 1, 5, 8, 10]),
      1,
      Float64Array.from([0, 10]),
    );
    expect([...labels]).toEqual([0, 0, 0, 1, 1]);
    expect([...confidence].map((value) => Number(value.toFixed(4)))).toEqual([1, 0.8889, 0, 0.75, 1]);
  });

  it('is certain where there is one centre only', () => {
    expect([...membership(Float64Array.from([3, 9]), 1, Float64Array.from([1])).confidence]).toEqual([1, 1]);
  });
});
