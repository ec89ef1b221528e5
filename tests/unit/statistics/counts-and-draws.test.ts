import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTail } from '../../../statistics/count-tail.ts';
import { drawBinomial, drawPoisson } from '../../../statistics/draw-count.ts';
import { spreadOf } from '../../../statistics/draws.ts';
import { drawGamma } from '../../../statistics/experiments/draw-beta.ts';
import { monthlyGrowth } from '../../../statistics/monthly-growth.ts';
import { chanceOfSilence, fitNbd, rateOf } from '../../../statistics/nbd.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';

/** Σ of the probabilities themselves, as the textbook has them. */
function poissonAtMost(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let k = 1; k <= count; k += 1) {
    term *= mean / k;
    sum += term;
  }
  return sum;
}

describe('the tail of a count', () => {
  it.each([
    [3, 10],
    [10, 10],
    [40, 60],
  ])('is Poisson’s where days differ by chance: at most %i of %i', (count, mean) => {
    expect(countTail(count, mean)).toBeCloseTo(poissonAtMost(count, mean), 10);
  });

  it('counts upwards above the mean', () => {
    expect(countTail(20, 10)).toBeCloseTo(1 - poissonAtMost(19, 10), 10);
  });

  it('is the negative binomial’s where they differ by more', () => {
    // Size 10 and mean 20: variance 20 + 20² / 10 = 60. P(X = 0) = (1/3)^10.
    expect(countTail(0, 20, 3)).toBeCloseTo((1 / 3) ** 10, 12);
    expect(countTail(5, 20, 1.0001)).toBeCloseTo(poissonAtMost(5, 20), 4);
    expect(countTail(5, 20, 3)).toBeGreaterThan(countTail(5, 20));
  });

  it('is a probability, and rarer the farther off', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.double({ min: 0.1, max: 200, noNaN: true }),
        fc.double({ min: 1, max: 8, noNaN: true }),
        (count, mean, dispersion) => {
          const tail = countTail(count, mean, dispersion);
          expect(tail).toBeGreaterThanOrEqual(0);
          expect(tail).toBeLessThanOrEqual(1 + 1e-9);
          if (count > mean + 1)
            expect(tail).toBeLessThanOrEqual(countTail(count - 1, mean, dispersion) + 1e-9);
        },
      ),
    );
    expect(countTail(5, 0)).toBe(1);
  });
});

describe('draws', () => {
  it.each([
    [0.4, 0.4],
    [12, 12],
    [400, 400],
  ])('of a Poisson count have its mean and variance: %d', (mean, variance) => {
    const random = seededRandom(11);
    const draws = Array.from({ length: 20_000 }, () => drawPoisson(mean, random));
    const average = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const spread = draws.reduce((sum, draw) => sum + (draw - average) ** 2, 0) / draws.length;
    expect(Math.abs(average / mean - 1)).toBeLessThan(0.03);
    expect(Math.abs(spread / variance - 1)).toBeLessThan(0.06);
  });

  it.each([
    [10, 0.3],
    [10, 0.9],
    [1000, 0.002],
    [5000, 0.4],
    [7, 0],
    [7, 1],
  ])('of a binomial count have its mean and variance: %i at %d', (n, p) => {
    const random = seededRandom(12);
    const draws = Array.from({ length: 20_000 }, () => drawBinomial(n, p, random));
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThanOrEqual(n);
    const average = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const spread = draws.reduce((sum, draw) => sum + (draw - average) ** 2, 0) / draws.length;
    const error = Math.sqrt((n * p * (1 - p)) / draws.length);
    expect(Math.abs(average - n * p)).toBeLessThanOrEqual(4 * error);
    expect(Math.abs(spread - n * p * (1 - p))).toBeLessThanOrEqual(0.06 * n * p * (1 - p));
  });

  it('come to a mean and the ends of eight in ten', () => {
    expect(spreadOf(Array.from({ length: 101 }, (_, at) => 100 - at))).toEqual({
      expected: 50,
      low: 10,
      high: 90,
    });
    expect(spreadOf([7])).toEqual({ expected: 7, low: 7, high: 7 });
    expect(() => spreadOf([])).toThrow(RangeError);
  });
});

describe('growth by month', () => {
  it('is the factor that counts grow by, whatever their size', () => {
    const counts = Array.from({ length: 8 }, (_, back) => 1000 * 1.18 ** (8 - back));
    expect(monthlyGrowth(counts)).toBeCloseTo(0.18, 3);
    expect(monthlyGrowth([5, 5, 5])).toBeCloseTo(0, 12);
    expect(monthlyGrowth([0, 0, 4, 9])).toBeLessThan(0);
    expect(monthlyGrowth([3])).toBe(0);
  });
});

describe('the negative binomial model of buying', () => {
  it('finds the rates that customers were given, and how often such customers fall silent', () => {
    const random = seededRandom(3);
    const [r, alpha, exposure] = [1.5, 12, 40];
    const histories = new Map<number, { x: number; exposure: number; customers: number; silent: number }>();
    for (let customer = 0; customer < 20_000; customer += 1) {
      const rate = drawGamma(r, random) / alpha;
      const x = drawPoisson(rate * exposure, random);
      const row = histories.get(x) ?? { x, exposure, customers: 0, silent: 0 };
      histories.set(x, {
        ...row,
        customers: row.customers + 1,
        silent: row.silent + (drawPoisson(rate * 10, random) === 0 ? 1 : 0),
      });
    }
    const all = [...histories.values()];
    const fit = fitNbd(all);
    expect(fit).not.toBeNull();
    if (!fit) return;
    expect(Math.abs(fit.r / r - 1)).toBeLessThan(0.06);
    expect(Math.abs(fit.alpha / alpha - 1)).toBeLessThan(0.06);
    const good = all.filter(({ x }) => x >= 6);
    const expected = good.reduce((sum, each) => sum + each.customers * chanceOfSilence(fit, each, 10), 0);
    const silent = good.reduce((sum, each) => sum + each.silent, 0);
    expect(Math.abs(silent - expected)).toBeLessThan(4 * Math.sqrt(expected));
    expect(rateOf(fit, { x: 10, exposure: 40 })).toBeGreaterThan(rateOf(fit, { x: 1, exposure: 40 }));
  });

  it('has nothing to say where nobody bought again', () => {
    expect(fitNbd([{ x: 0, exposure: 10, customers: 50 }])).toBeNull();
    expect(fitNbd([])).toBeNull();
  });
});
