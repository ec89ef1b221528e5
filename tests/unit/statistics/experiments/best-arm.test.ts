/** Figures of the exact sums were computed with SciPy 1.17 by integration. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chancesOfArms,
  chancesOfMeans,
  thompsonAllocation,
} from '../../../../statistics/experiments/best-arm.ts';
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

describe('means', () => {
  const sample = fc.record({
    n: fc.integer({ min: 100, max: 5000 }),
    mean: fc.double({ min: -50, max: 50, noNaN: true }),
    variance: fc.double({ min: 0.01, max: 900, noNaN: true }),
  });

  it('have the chances of shares where there are many people', () => {
    const of = (n: number, successes: number) => ({
      n,
      mean: successes / n,
      variance: (successes / n) * (1 - successes / n),
    });
    const [none, womens] = [of(21_306, 122), of(21_387, 189)];
    const [first, second] = chancesOfMeans([none, womens], seededRandom(1));
    expect(second?.probabilityBest).toBeCloseTo(0.999923849, 4);
    expect((first?.expectedLoss ?? 0) * 1000).toBeCloseTo((womens.mean - none.mean) * 1000, 2);
  });

  it('of two: the chances add up, losses differ by the difference, and a simulation says the same', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const [one, other] = chancesOfMeans([a, b], () => 0.5);
        expect((one?.probabilityBest ?? 0) + (other?.probabilityBest ?? 0)).toBeCloseTo(1, 9);
        expect((one?.expectedLoss ?? 0) - (other?.expectedLoss ?? 0)).toBeCloseTo(b.mean - a.mean, 6);
      }),
    );
    const [a, b] = [
      { n: 400, mean: 10, variance: 400 },
      { n: 400, mean: 11, variance: 400 },
    ];
    const exact = chancesOfMeans([a, b], () => 0.5);
    const drawn = chancesOfMeans([a, b, { n: 400, mean: -1000, variance: 1 }], seededRandom(3));
    for (const at of [0, 1]) {
      expect(Math.abs((drawn[at]?.probabilityBest ?? 0) - (exact[at]?.probabilityBest ?? 1))).toBeLessThan(
        0.015,
      );
      expect(Math.abs((drawn[at]?.expectedLoss ?? 0) - (exact[at]?.expectedLoss ?? 1))).toBeLessThan(0.05);
    }
  });

  it('that are below zero are simulated too', () => {
    const arms = [-5, -5, -9].map((mean) => ({ n: 400, mean, variance: 4 }));
    const found = chancesOfMeans(arms, seededRandom(4));
    expect(found[2]?.probabilityBest).toBe(0);
    expect(found[2]?.expectedLoss).toBeGreaterThan(4);
  });

  it('without any spread are known', () => {
    const known = (mean: number) => ({ n: 100, mean, variance: 0 });
    expect(chancesOfMeans([known(1), known(2)], () => 0.5)).toEqual([
      { probabilityBest: 0, expectedLoss: 1 },
      { probabilityBest: 1, expectedLoss: 0 },
    ]);
    expect(chancesOfMeans([known(2), known(2)], () => 0.5).map((one) => one.probabilityBest)).toEqual([
      0.5, 0.5,
    ]);
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
