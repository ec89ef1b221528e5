import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquaredTest } from '../../../../statistics/experiments/chi-squared-test.ts';
import { adjustByHolm } from '../../../../statistics/experiments/holm.ts';
import { newcombeInterval, wilsonInterval } from '../../../../statistics/experiments/proportion-intervals.ts';
import { fiellerInterval, relativeLift } from '../../../../statistics/experiments/relative-lift.ts';
import {
  differenceOfMeans,
  intervalAround,
  sampleOfCount,
  sampleOfSums,
} from '../../../../statistics/experiments/sample.ts';
import { checkSampleRatio } from '../../../../statistics/experiments/sample-ratio.ts';
import { compareProportions } from '../../../../statistics/experiments/two-proportions.ts';
import { compareMeans } from '../../../../statistics/experiments/welch.ts';

const count = fc
  .record({ n: fc.integer({ min: 1, max: 5_000 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ n, share }) => ({ n, successes: Math.round(n * share) }));

describe('shares', () => {
  it('give the published Hillstrom conversions, none against Mens', () => {
    const { difference, z, interval } = compareProportions(
      { n: 21_306, successes: 122 },
      { n: 21_307, successes: 267 },
    );
    expect(difference).toBeCloseTo(0.00680501, 8);
    expect(z).toBeCloseTo(7.3851, 4);
    expect(interval.low).toBeCloseTo(0.005, 5);
    expect(interval.high).toBeCloseTo(0.00861, 5);
  });

  it('of two arms have a chi-squared of z²', () => {
    fc.assert(
      fc.property(count, count, (a, b) => {
        const { z, pValue } = compareProportions(a, b);
        const chi = chiSquaredTest([a, b]);
        expect(Math.abs(chi.statistic - z * z)).toBeLessThan(1e-8 * (1 + z * z));
        expect(chi.pValue).toBeCloseTo(pValue, 8);
      }),
    );
  });

  it('of nobody or everybody are no evidence; an empty arm is a mistake', () => {
    expect(compareProportions({ n: 5, successes: 0 }, { n: 9, successes: 0 }).pValue).toBe(1);
    expect(
      chiSquaredTest([
        { n: 5, successes: 5 },
        { n: 9, successes: 9 },
      ]).pValue,
    ).toBe(1);
    expect(() => compareProportions({ n: 0, successes: 0 }, { n: 9, successes: 1 })).toThrow('need people');
  });

  it('have the intervals that Newcombe (1998) prints', () => {
    const wilson = (successes: number, n: number) => wilsonInterval({ n, successes });
    expect(wilson(81, 263).low).toBeCloseTo(0.2553, 4);
    expect(wilson(81, 263).high).toBeCloseTo(0.3662, 4);
    expect(wilson(15, 148).low).toBeCloseTo(0.0624, 4);
    expect(wilson(15, 148).high).toBeCloseTo(0.1605, 4);
    expect(wilson(0, 20)).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) });
    expect(wilson(1, 29).low).toBeCloseTo(0.0061, 4);
    expect(wilson(1, 29).high).toBeCloseTo(0.1718, 4);
    const { low, high } = newcombeInterval({ n: 80, successes: 48 }, { n: 70, successes: 56 });
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  it('lie in their intervals, which stay possible', () => {
    fc.assert(
      fc.property(count, count, (a, b) => {
        const one = wilsonInterval(a);
        expect(one.low).toBeGreaterThanOrEqual(0);
        expect(one.high).toBeLessThanOrEqual(1);
        const { low, high } = newcombeInterval(a, b);
        const difference = b.successes / b.n - a.successes / a.n;
        expect(low).toBeLessThanOrEqual(difference + 1e-12);
        expect(high).toBeGreaterThanOrEqual(difference - 1e-12);
        expect(low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(high).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe('means', () => {
  it('give the published Welch test from sums', () => {
    const { difference, interval, pValue } = compareMeans(
      sampleOfSums(3407, 1396.87, 52_377.9767),
      sampleOfSums(3461, 2422.7, 134_698.29),
    );
    expect(difference).toBeCloseTo(0.29, 6);
    expect(interval.low).toBeCloseTo(0.04538, 5);
    expect(interval.high).toBeCloseTo(0.53462, 5);
    expect(pValue).toBeCloseTo(0.02016, 5);
  });

  it('without any spread are no evidence; one person is a mistake', () => {
    expect(compareMeans(sampleOfSums(3, 6, 12), sampleOfSums(3, 6, 12)).pValue).toBe(1);
    expect(() => compareMeans(sampleOfSums(1, 6, 36), sampleOfSums(3, 6, 12))).toThrow('two people');
  });
});

describe('a lift', () => {
  it('has no meaning over nothing', () => {
    const some = sampleOfCount({ n: 50, successes: 5 });
    expect(relativeLift(sampleOfCount({ n: 50, successes: 0 }), some)).toBeNull();
    expect(fiellerInterval(sampleOfCount({ n: 50, successes: 1 }), some, 3)).toBeNull();
  });

  it('is surely not 0 exactly where the difference is surely not 0', () => {
    fc.assert(
      fc.property(count, count, fc.double({ min: 0.5, max: 5, noNaN: true }), (a, b, reach) => {
        const [control, variation] = [sampleOfCount(a), sampleOfCount(b)];
        const lift = fiellerInterval(control, variation, reach);
        if (!lift) return;
        const difference = intervalAround(differenceOfMeans(control, variation), reach);
        fc.pre(Math.min(Math.abs(difference.low), Math.abs(difference.high)) > 1e-9);
        expect(lift.low > 0).toBe(difference.low > 0);
        expect(lift.high < 0).toBe(difference.high < 0);
      }),
    );
  });

  it('has about the same interval by the delta method where the control is sure', () => {
    const control = sampleOfCount({ n: 400_000, successes: 40_000 });
    const variation = sampleOfCount({ n: 400_000, successes: 44_000 });
    const lift = relativeLift(control, variation);
    expect(lift?.value).toBeCloseTo(0.1, 12);
    const delta = lift && intervalAround(lift, 1.96);
    const fieller = fiellerInterval(control, variation, 1.96);
    expect(fieller?.low).toBeCloseTo(delta?.low ?? 0, 3);
    expect(fieller?.high).toBeCloseTo(delta?.high ?? 0, 3);
  });
});

describe('the split', () => {
  it('of 821,588 and 815,482 people is called broken, that of Hillstrom is not', () => {
    const broken = checkSampleRatio([821_588, 815_482], [1, 1]);
    expect(broken.statistic).toBeCloseTo(22.774, 3);
    expect(broken.pValue * 1e6).toBeCloseTo(1.82, 2);
    expect(broken.broken).toBe(true);
    const sound = checkSampleRatio([21_387, 21_306, 21_307], [1, 1, 1]);
    expect(sound.statistic).toBeCloseTo(0.2025, 4);
    expect(sound.pValue).toBeCloseTo(0.9037, 4);
    expect(sound.broken).toBe(false);
  });

  it('follows the weights, and nobody belongs in an arm of weight 0', () => {
    expect(checkSampleRatio([900, 100], [9, 1])).toMatchObject({ expected: [900, 100], broken: false });
    expect(checkSampleRatio([900, 3], [1, 0]).broken).toBe(true);
    expect(checkSampleRatio([0, 0], [1, 1]).broken).toBe(false);
    expect(() => checkSampleRatio([1], [1, 1])).toThrow('1 arms, 2 weights');
  });
});

describe('Holm’s correction', () => {
  it('steps down from the smallest, in any order', () => {
    expect(adjustByHolm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(adjustByHolm([0.7])).toEqual([0.7]);
    expect(adjustByHolm([])).toEqual([]);
  });

  it('lies between none and Bonferroni’s', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }), (pValues) => {
        for (const [at, adjusted] of adjustByHolm(pValues).entries()) {
          expect(adjusted).toBeGreaterThanOrEqual(pValues[at] as number);
          expect(adjusted).toBeLessThanOrEqual(Math.min(1, (pValues[at] as number) * pValues.length));
        }
      }),
    );
  });
});
