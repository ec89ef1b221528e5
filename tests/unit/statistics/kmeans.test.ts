import fc from 'fast-check';
import { kmeans as mlKMeans } from 'ml-kmeans';
import { beforeAll, describe, expect, it } from 'vitest';
import { kMeans } from '../../../statistics/kmeans.ts';
import { seedCentres } from '../../../statistics/kmeans-seeding.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { squaredDistance } from '../../../statistics/squared-distance.ts';
import { fitScale, toScale } from '../../../statistics/standardise.ts';
import { hasDataset, readDataset, readIris, summarise } from './datasets.ts';
import { groupsAround, rowsAndK } from './groups.ts';

describe.skipIf(!hasDataset('iris/iris.csv'))('on the iris flowers', () => {
  it.each([
    { k: 2, inertia: 152.34795, sizes: [53, 97] },
    { k: 3, inertia: 78.85144, sizes: [38, 50, 62] },
    { k: 4, inertia: 57.22847, sizes: [28, 32, 40, 50] },
    { k: 5, inertia: 46.44618, sizes: [12, 24, 25, 39, 50] },
  ])('finds the published best inertia for $k clusters', ({ k, inertia, sizes }) => {
    const found = kMeans(readIris(), 4, k, { random: seededRandom(1), starts: 50 });
    expect(Math.abs(found.inertia - inertia)).toBeLessThan(1e-4);
    expect([...found.sizes].sort((a, b) => a - b)).toEqual(sizes);
    expect(found.converged).toBe(true);
  });

  it('ends where ml-kmeans ends from the same start', () => {
    const data = readIris();
    const rows = Array.from({ length: 150 }, (_, row) => [...data.subarray(row * 4, row * 4 + 4)]);
    for (const k of [2, 3, 5, 8]) {
      const init = seedCentres(data, 4, k, seededRandom(k));
      const initialization = Array.from({ length: k }, (_, at) => [...init.subarray(at * 4, at * 4 + 4)]);
      const theirs = mlKMeans(rows, k, { initialization, tolerance: 0, maxIterations: 300 });
      const ours = kMeans(data, 4, k, { random: seededRandom(1), init, tolerance: 0 });
      expect([...ours.labels]).toEqual(theirs.clusters);
    }
  });
});

describe.skipIf(!hasDataset('ecommerce/Online_Sales.csv'))('on the customers of a real shop', () => {
  let scaled: Float64Array;

  beforeAll(() => {
    const { recency, frequency, monetary } = summarise(shopOrders(), Date.UTC(2020, 0, 1));
    const rows = Array.from(recency, (days, at) => [days, frequency[at] ?? 0, monetary[at] ?? 0]);
    const data = Float64Array.from(rows.flat());
    scaled = toScale(data, fitScale(data, ['log1p', 'log1p', 'log1p']));
  });

  it.each([
    { k: 2, inertia: 2494.689 },
    { k: 3, inertia: 1767.751 },
    { k: 4, inertia: 1324.864 },
    { k: 5, inertia: 1057.611 },
    { k: 6, inertia: 931.059 },
  ])('finds the best inertia of many restarts for $k clusters', ({ k, inertia }) => {
    const found = kMeans(scaled, 3, k, { random: seededRandom(1), starts: 20 });
    expect(Math.abs(found.inertia / inertia - 1)).toBeLessThan(0.001);
  });
});

function* shopOrders() {
  for (const line of readDataset('ecommerce/Online_Sales.csv')) {
    const day = line.Transaction_Date ?? '';
    yield {
      customer: line.CustomerID ?? '',
      order: line.Transaction_ID ?? '',
      day: Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8))),
      amount: Number(line.Quantity) * Number(line.Avg_Price),
    };
  }
}

describe('k-means', () => {
  it.each([
    ['whole numbers, with ties', fc.integer({ min: -5, max: 5 })],
    ['any numbers', fc.double({ min: -1e3, max: 1e3, noNaN: true })],
  ])('ends where plain Lloyd ends: %s', (_, value) => {
    fc.assert(
      fc.property(rowsAndK(value), ({ data, dims, k, seed }) => {
        const init = seedCentres(data, dims, k, seededRandom(seed));
        const plain = plainLloyd(data, dims, init);
        fc.pre(plain !== null);
        const found = kMeans(data, dims, k, { random: seededRandom(seed), init, tolerance: 0 });
        expect(found.converged).toBe(true);
        expect(found.inertia).toBeCloseTo(inertiaOf(data, dims, plain?.labels ?? [], plain?.centres), 6);
        expect([...found.labels]).toEqual(plain?.labels);
      }),
    );
  });

  it('leaves no cluster empty while there are different rows for it, whatever the start', () => {
    fc.assert(
      fc.property(rowsAndK(fc.integer({ min: -4, max: 4 })), ({ data, dims, k, seed }) => {
        // All centres start on one spot: all but the first are empty after the first pass.
        const init = new Float64Array(k * dims).fill(100);
        const found = kMeans(data, dims, k, { random: seededRandom(seed), init });
        const different = new Set(Array.from(found.labels, (_, row) => rowAt(data, dims, row).join())).size;
        expect(found.sizes.filter((size) => size > 0)).toHaveLength(Math.min(k, different));
        expect(found.sizes.reduce((sum, size) => sum + size, 0)).toBe(data.length / dims);
      }),
    );
  });

  it('puts equal rows into one cluster, and each of k rows into its own', () => {
    const equal = kMeans(new Float64Array(20).fill(3), 2, 4, { random: seededRandom(1) });
    expect([...equal.sizes].sort()).toEqual([0, 0, 0, 10]);
    expect(equal).toMatchObject({ inertia: 0, converged: true });
    const own = kMeans(Float64Array.from([1, 2, 3, 50]), 1, 4, { random: seededRandom(1) });
    expect([...own.sizes]).toEqual([1, 1, 1, 1]);
    expect(own.inertia).toBe(0);
  });

  it('is the same for the same seed', () => {
    const data = groupsAround([[0], [1], [2], [3], [4]], 50, 0.6, seededRandom(3));
    const once = () => kMeans(data, 1, 4, { random: seededRandom(11), starts: 3 });
    expect(once()).toEqual(once());
  });

  it('adds up the same over many blocks of rows as over one', () => {
    const data = groupsAround(
      [
        [0, 0],
        [9, 0],
        [0, 9],
      ],
      5_000,
      3,
      seededRandom(5),
    );
    const { labels, centres, sizes } = kMeans(data, 2, 3, {
      random: seededRandom(1),
      starts: 2,
      tolerance: 0,
    });
    expect([...sizes]).toEqual([5_000, 5_000, 5_000]);
    const sums = new Float64Array(6);
    for (const [row, label] of labels.entries())
      for (const dim of [0, 1])
        sums[label * 2 + dim] = (sums[label * 2 + dim] ?? 0) + (data[row * 2 + dim] ?? 0) / 5_000;
    for (const [at, centre] of centres.entries()) expect(centre).toBeCloseTo(sums[at] ?? Number.NaN, 9);
  });

  it.each([
    ['row 1, column 0 is NaN', () => kMeans(Float64Array.from([1, 2, Number.NaN, 4]), 2, 1, options())],
    [
      'row 0, column 1 is Infinity',
      () => kMeans(Float64Array.from([1, Number.POSITIVE_INFINITY]), 2, 1, options()),
    ],
    ['cannot make 3 clusters of 2 rows', () => kMeans(Float64Array.from([1, 2]), 1, 3, options())],
    ['cannot make 0 clusters', () => kMeans(Float64Array.from([1, 2]), 1, 0, options())],
    ['3 values are not rows of 2', () => kMeans(Float64Array.from([1, 2, 3]), 2, 1, options())],
    [
      '1 values are not 2 centres of 1',
      () => kMeans(Float64Array.from([1, 2]), 1, 2, { ...options(), init: Float64Array.from([1]) }),
    ],
  ])('says what is wrong: %s', (message, act) => {
    expect(act).toThrow(message);
  });
});

const options = () => ({ random: seededRandom(1) });

/** Lloyd's algorithm as the textbook has it; null where a cluster runs empty, which it leaves open. */
function plainLloyd(data: Float64Array, dims: number, init: Float64Array) {
  const centres = Float64Array.from(init);
  const k = init.length / dims;
  const rows = data.length / dims;
  for (let labels: number[] = []; ; ) {
    const next = Array.from({ length: rows }, (_, row) => {
      const distances = Array.from({ length: k }, (_, at) => squaredDistance(data, row, centres, at, dims));
      return distances.indexOf(Math.min(...distances));
    });
    if (next.join() === labels.join()) return { labels, centres };
    labels = next;
    for (let cluster = 0; cluster < k; cluster++) {
      const members = Array.from(labels.keys()).filter((row) => labels[row] === cluster);
      if (members.length === 0) return null;
      for (let dim = 0; dim < dims; dim++)
        centres[cluster * dims + dim] =
          members.reduce((sum, row) => sum + (data[row * dims + dim] ?? 0), 0) / members.length;
    }
  }
}

function inertiaOf(
  data: Float64Array,
  dims: number,
  labels: readonly number[],
  centres = new Float64Array(),
) {
  return labels.reduce((sum, label, row) => sum + squaredDistance(data, row, centres, label, dims), 0);
}

function rowAt(data: Float64Array, dims: number, row: number): Float64Array {
  return data.subarray(row * dims, (row + 1) * dims);
}
