/** Figures of the exact sums were computed with SciPy 1.17 by integration. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chancesOfArms, thompsonAllocation } from '../../../../statistics/experiments/best-arm.ts';
import {
  expectedLoss,
  posteriorOf,
  probabilityGreater,
} from '../../../../statistics/experiments/beta-posterior.ts';
import { seededRandom } from '../../../../statistics/seeded-random.ts';

const whole = fc.integer({ min: 1, max: 400 });
const belief = fc.record({ alpha: whole, beta: whole });

describe('two arms', () => {
  it('have exact chances', () => {
    expect(probabilityGreater({ alpha: 1, beta: 2 }, { alpha: 2, beta: 1 })).toBeCloseTo(1 / 6, 13);
    expect(probabilityGreater({ alpha: 4, beta: 4 }, { alpha: 3, beta: 5 })).toBeCloseTo(0.703962703963, 11);
    const none = posteriorOf({ n: 21_306, successes: 122 });
    const womens = posteriorOf({ n: 21_387, successes: 189 });
    expect(probabilityGreater(womens, none)).toBeCloseTo(0.999923849, 9);
    expect(expectedLoss(womens, none) * 1e8).toBeCloseTo(1.48961, 4);
    const [a, b] = [
      { alpha: 51, beta: 951 },
      { alpha: 61, beta: 941 },
    ];
    expect(probabilityGreater(b, a)).toBeCloseTo(0.8356112649, 9);
    expect(expectedLoss(b, a)).toBeCloseTo(0.00089346564, 10);
  });

  it('are one of them better: the chances add up, and losses differ by the difference of means', () => {
    fc.assert(
      fc.property(belief, belief, (a, b) => {
        expect(probabilityGreater(a, b) + probabilityGreater(b, a)).toBeCloseTo(1, 9);
        const means = b.alpha / (b.alpha + b.beta) - a.alpha / (a.alpha + a.beta);
        expect(expectedLoss(a, b) - expectedLoss(b, a)).toBeCloseTo(means, 9);
      }),
    );
  });

  it('need one whole parameter to sum over', () => {
    expect(probabilityGreater({ alpha: 1, beta: 2.5 }, { alpha: 2.5, beta: 0.5 })).toBeGreaterThan(0);
    const half = { alpha: 0.5, beta: 0.5 };
    expect(() => probabilityGreater(half, half)).toThrow('whole number');
  });
});

describe('more arms', () => {
  it('are simulated, the same for the same seed, and agree with the exact sum where one is hopeless', () => {
    const [a, b] = [
      { alpha: 51, beta: 951 },
      { alpha: 61, beta: 941 },
    ];
    const arms = [a, b, { alpha: 1, beta: 5000 }];
    const found = chancesOfArms(arms, seededRandom(1));
    expect(chancesOfArms(arms, seededRandom(1))).toEqual(found);
    expect(found[1]?.probabilityBest).toBeCloseTo(0.8356, 1.5);
    expect(found[1]?.expectedLoss).toBeCloseTo(0.000893, 4);
    expect(found[2]?.probabilityBest).toBe(0);
    expect(found.reduce((sum, { probabilityBest }) => sum + probabilityBest, 0)).toBeCloseTo(1, 12);
  });

  it('that are alike share the chances, also with less than one success each', () => {
    const alike = { alpha: 0.5, beta: 3 };
    for (const { probabilityBest } of chancesOfArms([alike, alike, alike, alike], seededRandom(2)))
      expect(Math.abs(probabilityBest - 0.25)).toBeLessThan(0.02);
  });
});

describe('new people', () => {
  it('go where the best arm probably is, and a few everywhere', () => {
    const parts = thompsonAllocation([0.9, 0.1, 0], 0.1);
    expect(parts.map((part) => Number(part.toFixed(12)))).toEqual([0.73, 0.17, 0.1]);
    expect(thompsonAllocation([1, 0], 0)).toEqual([1, 0]);
    expect(() => thompsonAllocation([0.5, 0.5], 0.6)).toThrow('at least 0.6');
  });
});
