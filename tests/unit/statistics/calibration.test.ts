import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyCalibration,
  calibrate,
  fitCalibration,
  type Outcome,
} from '../../../statistics/calibration.ts';
import { brierScore, reliabilityTable } from '../../../statistics/calibration-quality.ts';

const probability = fc.double({ min: 0, max: 1, noNaN: true });
const outcome = fc.record({ raw: probability, hit: probability, weight: fc.constantFrom(0, 0.5, 1) });
const history = fc.array(outcome, { maxLength: 60 });

const times = (count: number, one: Outcome): Outcome[] => Array.from({ length: count }, () => one);
const hit = (raw: number): Outcome => ({ raw, hit: 1, weight: 1 });
const miss = (raw: number): Outcome => ({ raw, hit: 0, weight: 1 });

/** The height of the posterior, written from its definition. */
function posterior(points: readonly Outcome[], a: number, b: number): number {
  const likelihood = points.reduce((sum, { raw, hit: y, weight }) => {
    const bounded = Math.min(0.99, Math.max(0.01, raw));
    const p = 1 / (1 + Math.exp(-a - b * Math.log(bounded / (1 - bounded))));
    return sum + weight * (y * Math.log(p) + (1 - y) * Math.log(1 - p));
  }, 0);
  return likelihood - (a / 0.7) ** 2 / 2 - ((b - 1) / 0.4) ** 2 / 2;
}

describe('calibration', () => {
  it('leaves what it knows nothing about as it is', () => {
    fc.assert(
      fc.property(probability, (raw) => {
        expect(calibrate(raw, [])).toBe(raw);
        expect(calibrate(raw, [{ raw: 0.9, hit: 0, weight: 0 }])).toBe(raw);
      }),
    );
  });

  it('stands on the peak of the posterior', () => {
    fc.assert(
      fc.property(history, fc.double({ min: -0.5, max: 0.5, noNaN: true }), (points, away) => {
        const { intercept, slope } = fitCalibration(points);
        const peak = posterior(points, intercept, slope);
        for (const [a, b] of [
          [intercept + away, slope],
          [intercept, slope + away],
          [intercept + away, slope - away],
        ] as const)
          if (b >= 0) expect(posterior(points, a, b)).toBeLessThanOrEqual(peak + 1e-9);
      }),
    );
  });

  it('never turns the order round', () => {
    fc.assert(
      fc.property(history, probability, probability, (points, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const fitted = fitCalibration(points);
        expect(applyCalibration(low, fitted)).toBeLessThanOrEqual(applyCalibration(high, fitted) + 1e-12);
      }),
    );
    // What was thought likely never came, what was thought unlikely always did: the order is flat, not reversed.
    const reversed = [...times(200, miss(0.9)), ...times(200, hit(0.1))];
    expect(fitCalibration(reversed).slope).toBe(0);
    expect(calibrate(0.9, reversed)).toBeCloseTo(0.5, 2);
  });

  it('finds the parameters that made many outcomes', () => {
    // The expected hits of raw probabilities whose truth is σ(−0.8 + 0.6·logit): every row weighs as 2,000 outcomes do.
    const truth = { intercept: -0.8, slope: 0.6 };
    const points = [0.05, 0.2, 0.4, 0.6, 0.8, 0.95].map((raw) => ({
      raw,
      hit: applyCalibration(raw, truth),
      weight: 2_000,
    }));
    const found = fitCalibration(points);
    expect(found.intercept).toBeCloseTo(truth.intercept, 2);
    expect(found.slope).toBeCloseTo(truth.slope, 2);
  });

  it('moves little on little, and goes where the outcomes are with more', () => {
    const missed = (count: number) => calibrate(0.8, times(count, miss(0.8)));
    expect(missed(1)).toBeGreaterThan(0.65);
    expect(missed(1)).toBeLessThan(0.8);
    expect(missed(10)).toBeLessThan(0.5);
    expect(missed(1000)).toBeLessThan(0.05);
    expect(calibrate(0.8, [{ raw: 0.8, hit: 0, weight: 0.5 }])).toBeGreaterThan(missed(1));
  });

  it('takes what others have shown for its beginning', () => {
    const prior = fitCalibration(times(100, miss(0.7)));
    expect(fitCalibration([], prior)).toEqual(prior);
    expect(calibrate(0.7, [hit(0.7)], prior)).toBeGreaterThan(calibrate(0.7, [], prior));
    expect(calibrate(0.7, [hit(0.7)], prior)).toBeLessThan(calibrate(0.7, [hit(0.7)]));
  });
});

describe('the quality of predictions', () => {
  const judged = [
    { predicted: 0.9, hit: 1, weight: 1 },
    { predicted: 0.8, hit: 0, weight: 1 },
    { predicted: 0.3, hit: 0, weight: 1 },
    { predicted: 0.1, hit: 1, weight: 1 },
  ];

  it('is the mean squared distance from what came true', () => {
    expect(brierScore(judged)).toBeCloseTo((0.01 + 0.64 + 0.09 + 0.81) / 4, 12);
    expect(brierScore([{ predicted: 1, hit: 1, weight: 1 }])).toBe(0);
    expect(brierScore([{ predicted: 0.5, hit: 1, weight: 1 }])).toBe(0.25);
    expect(brierScore([])).toBeNull();
    expect(brierScore([{ predicted: 0.4, hit: 1, weight: 0 }])).toBeNull();
  });

  it('is told by steps of probability, both ends included', () => {
    const rows = reliabilityTable([...judged, { predicted: 1, hit: 1, weight: 1 }], 5);
    expect(rows.map(({ from, count }) => [Math.round(from * 5), count])).toEqual([
      [0, 1],
      [1, 1],
      [4, 3],
    ]);
    expect(rows.at(-1)).toMatchObject({ to: 1, predicted: 0.9, hit: 2 / 3 });
  });

  it('loses nobody', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ predicted: probability, hit: probability, weight: fc.constant(1) })),
        (all) => {
          const rows = reliabilityTable(all);
          expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
          const mean = rows.reduce((sum, row) => sum + row.count * row.predicted, 0);
          expect(mean).toBeCloseTo(
            all.reduce((sum, { predicted }) => sum + predicted, 0),
            8,
          );
        },
      ),
    );
  });
});
