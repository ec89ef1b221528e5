import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  alwaysValidInterval,
  alwaysValidP,
  alwaysValidReach,
} from '../../../../statistics/experiments/always-valid.ts';
import { relativeLift } from '../../../../statistics/experiments/relative-lift.ts';
import { differenceOfMeans, sampleOfCount } from '../../../../statistics/experiments/sample.ts';
import { seededRandom } from '../../../../statistics/seeded-random.ts';

const options = { alpha: 0.05, tunedFor: 5000 };

it('gives the published interval of a difference, Hillstrom’s Womens mail against none', () => {
  const none = sampleOfCount({ n: 21_306, successes: 122 });
  const womens = sampleOfCount({ n: 21_387, successes: 189 });
  const difference = differenceOfMeans(none, womens);
  const { low, high } = alwaysValidInterval(difference, none.n + womens.n, options);
  expect(low).toBeCloseTo(0.00046, 5);
  expect(high).toBeCloseTo(0.00576, 5);
  expect(alwaysValidP(difference, none.n + womens.n, options)).toBeCloseTo(0.0072, 4);
});

it('gives the published interval of a relative lift', () => {
  const lift = relativeLift(
    sampleOfCount({ n: 3000, successes: 1396 }),
    sampleOfCount({ n: 3461, successes: 2422 }),
  );
  expect(lift && alwaysValidInterval(lift, 6461, options)).toEqual({
    low: expect.closeTo(0.40098, 5),
    high: expect.closeTo(0.60675, 5),
  });
});

it('calls surely different what its p-value calls so', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -8, max: 8, noNaN: true }),
      fc.integer({ min: 2, max: 1_000_000 }),
      fc.constantFrom(0.05, 0.01, 0.025),
      (z, n, alpha) => {
        const estimate = { value: z, standardError: 1 };
        const { low, high } = alwaysValidInterval(estimate, n, { alpha, tunedFor: 5000 });
        fc.pre(Math.min(Math.abs(low), Math.abs(high)) > 1e-9);
        expect(alwaysValidP(estimate, n, { alpha, tunedFor: 5000 }) <= alpha).toBe(low > 0 || high < 0);
      },
    ),
  );
  expect(alwaysValidP({ value: 0, standardError: 0 }, 10, options)).toBe(1);
});

it('is narrowest, for the information there is, near the number of people it is tuned for', () => {
  const perRootN = [500, 2500, 5000, 10_000, 50_000].map((n) => alwaysValidReach(n, options));
  expect(Math.min(...perRootN)).toBe(perRootN[2]);
});

it('loses the truth in at most 5% of tests that are looked at a hundred times', () => {
  const random = seededRandom(3);
  let lost = 0;
  for (let test = 0; test < 1000; test++) {
    let difference = 0;
    for (let n = 100; n <= 10_000; n += 100) {
      // A hundred people add so much to a sum of differences whose truth is 0; twelve uniforms make a normal.
      for (let i = 0; i < 12; i++) difference += (random() - 0.5) * Math.sqrt(100);
      const estimate = { value: difference / n, standardError: 1 / Math.sqrt(n) };
      if (Math.abs(estimate.value) > alwaysValidReach(n, options) * estimate.standardError) {
        lost++;
        break;
      }
    }
  }
  expect(lost).toBeGreaterThan(0);
  expect(lost).toBeLessThanOrEqual(50);
});
