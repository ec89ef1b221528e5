import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClusterTraits, nameClusters } from '../../../statistics/name-clusters.ts';
import { populationStability, readStability } from '../../../statistics/population-stability.ts';
import { pickRows, sampleRows } from '../../../statistics/sample-rows.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { fitScale, fromScale, toScale } from '../../../statistics/standardise.ts';

describe('names of clusters', () => {
  it.each<{ name: string; traits: ClusterTraits; description: string }>([
    {
      name: 'Champions',
      traits: { recency: -0.9, frequency: 1.6, monetary: 1.8 },
      description: 'They last bought very recently, buy very often and spend a great deal.',
    },
    {
      name: 'Lost',
      traits: { recency: 1.2, frequency: -0.7, monetary: -0.6 },
      description: 'They last bought long ago, buy rarely and spend little.',
    },
    {
      name: 'At Risk',
      traits: { recency: 0.7, frequency: 0.5, monetary: 0.3 },
      description: 'They last bought a while ago and buy often.',
    },
    {
      name: 'Recent Newcomers',
      traits: { recency: -0.8, frequency: -0.6, monetary: -0.5 },
      description: 'They last bought very recently, buy rarely and spend little.',
    },
    {
      name: 'Everyday Customers',
      traits: { recency: 0.1, frequency: -0.1, monetary: 0, interest: 'Socks', channel: 'email' },
      description: 'They buy and spend like the average customer; most like Socks; most come by email.',
    },
    {
      name: 'Lapsed Big Spenders',
      traits: { recency: 0.9, frequency: 0.1, monetary: 1.1, contentAffinity: 0.9 },
      description: 'They last bought long ago and spend a great deal; one clear interest.',
    },
  ])('say what the centre says: $name', ({ name, traits, description }) => {
    expect(nameClusters([traits])).toEqual([{ name, description }]);
  });

  it('tell alike clusters apart by interest where it differs, else by what differs most', () => {
    const loyal = { recency: -0.1, frequency: 0.6, monetary: 0.5 };
    const names = (clusters: ClusterTraits[]) => nameClusters(clusters).map(({ name }) => name);
    expect(
      names([
        { ...loyal, interest: 'Socks' },
        { ...loyal, interest: 'Bags' },
      ]),
    ).toEqual(['Loyal Customers, Socks', 'Loyal Customers, Bags']);
    expect(names([loyal, { ...loyal, recency: -1.5 }])).toEqual([
      'Loyal Customers, longest away',
      'Loyal Customers, most recent',
    ]);
    expect(names([loyal, loyal])).toHaveLength(2);
  });

  it('are unique in a run and never empty', () => {
    const level = fc.double({ min: -3, max: 3, noNaN: true });
    const traits = fc.record(
      {
        recency: level,
        frequency: level,
        monetary: level,
        contentAffinity: level,
        channelAffinity: level,
        interest: fc.constantFrom('Socks', 'Bags'),
        channel: fc.constantFrom('email', 'whatsapp'),
      },
      { requiredKeys: ['recency', 'frequency', 'monetary'] },
    );
    fc.assert(
      fc.property(fc.array(traits, { maxLength: 12 }), (clusters) => {
        const names = nameClusters(clusters);
        expect(new Set(names.map(({ name }) => name)).size).toBe(clusters.length);
        for (const { name, description } of names) {
          expect(name).toMatch(/^\w/);
          expect(name).not.toMatch(/undefined|NaN/);
          expect(description).toMatch(/^They .+\.$/);
        }
      }),
    );
  });
});

describe('population stability', () => {
  it('is 0 for like shares, and follows the formula otherwise', () => {
    expect(populationStability([10, 20, 70], [1, 2, 7])).toBeCloseTo(0, 12);
    const index = 0.1 * Math.log(0.6 / 0.5) - 0.1 * Math.log(0.4 / 0.5);
    expect(populationStability([50, 50], [60, 40])).toBeCloseTo(index, 12);
  });

  it('is finite where a bin has run empty, the same both ways, and never negative', () => {
    const counts = fc
      .array(fc.nat({ max: 50 }), { minLength: 4, maxLength: 4 })
      .filter((list) => list.some((count) => count > 0));
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        const index = populationStability(one, other);
        expect(index).toBeGreaterThanOrEqual(0);
        expect(index).toBeCloseTo(populationStability(other, one), 9);
        expect(Number.isFinite(index)).toBe(true);
      }),
    );
  });

  it('reads as usual', () => {
    expect([0.05, 0.1, 0.24, 0.25].map(readStability)).toEqual(['stable', 'shifting', 'shifting', 'changed']);
  });

  it('refuses what cannot be compared', () => {
    expect(() => populationStability([1, 2], [1])).toThrow('2 bins cannot be compared with 1');
    expect(() => populationStability([0, 0], [1, 1])).toThrow('a distribution of nothing');
  });
});

describe('scaling', () => {
  it('makes columns of mean 0 and deviation 1, leaves constant ones at 0, and goes back', () => {
    const data = Float64Array.from([1, 10, 5, 3, 20, 5, 8, 90, 5]);
    const scale = fitScale(data, ['none', 'log1p', 'none']);
    const scaled = toScale(data, scale);
    for (const column of [0, 1]) {
      const values = [0, 1, 2].map((row) => scaled[row * 3 + column] ?? Number.NaN);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
      expect(values.reduce((sum, value) => sum + value ** 2, 0) / 3).toBeCloseTo(1, 12);
    }
    expect([scaled[2], scaled[5], scaled[8]]).toEqual([0, 0, 0]);
    for (const [at, value] of fromScale(scaled, scale).entries()) expect(value).toBeCloseTo(data[at] ?? 0, 9);
  });

  it('is plain data, so that it can be stored and used for new rows', () => {
    const scale = fitScale(Float64Array.from([0, 2]), ['none']);
    expect([...toScale(Float64Array.from([3]), JSON.parse(JSON.stringify(scale)))]).toEqual([2]);
  });
});

describe('chance', () => {
  it('repeats itself for a seed, differs for another, and is even', () => {
    const draw = (seed: number) => Array.from({ length: 10_000 }, seededRandom(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    const tenths = new Array<number>(10).fill(0);
    for (const value of draw(1)) tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? 0) + 1;
    // χ² of 9 degrees of freedom stays below 27.9 in 999 of 1,000.
    expect(tenths.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0)).toBeLessThan(27.9);
  });

  it('samples each row at most once, in order, and each as often as any other', () => {
    const random = seededRandom(5);
    const drawn = new Array<number>(10).fill(0);
    for (let round = 0; round < 5_000; round++) {
      const rows = sampleRows(10, 3, random);
      expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
      for (const row of rows) drawn[row] = (drawn[row] ?? 0) + 1;
    }
    for (const count of drawn) expect(Math.abs(count - 1_500)).toBeLessThan(150);
    expect([...sampleRows(2, 5, random)]).toEqual([0, 1]);
    expect([...pickRows(Float64Array.from([1, 2, 3, 4]), 2, Int32Array.from([1]))]).toEqual([3, 4]);
  });
});
