import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inverseOfPositiveDefinite } from '../../../statistics/cholesky.ts';
import { regularisedIncompleteBeta } from '../../../statistics/incomplete-beta.ts';
import { logBeta, logGamma } from '../../../statistics/log-gamma.ts';
import { nelderMead } from '../../../statistics/nelder-mead.ts';

const positive = fc.double({ min: 0.05, max: 500, noNaN: true });

it('ln Γ has its known values', () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 11);
  expect(logGamma(0.1)).toBeCloseTo(2.252712651734206, 12);
  expect(logGamma(170.2) / 702.463953).toBeCloseTo(1, 8);
  expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 12);
});

it('Γ(x + 1) = x Γ(x)', () => {
  fc.assert(
    fc.property(positive, (x) => Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x)) < 1e-10 * (1 + x)),
  );
});

it('the incomplete beta function agrees with tables, and with itself mirrored', () => {
  expect(regularisedIncompleteBeta(0.2, 0.5, 3)).toBeCloseTo(0.7334303, 7);
  expect(regularisedIncompleteBeta(0.35, 30, 50)).toBeCloseTo(0.32794554, 7);
  expect(regularisedIncompleteBeta(0.41, 200, 300)).toBeCloseTo(0.67762816, 7);
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), positive, positive, (x, a, b) => {
      const value = regularisedIncompleteBeta(x, a, b);
      return value >= 0 && value <= 1 && Math.abs(value + regularisedIncompleteBeta(1 - x, b, a) - 1) < 1e-9;
    }),
  );
});

it('a matrix times its inverse is one', () => {
  const matrix = [
    [4, 1, 0.5],
    [1, 3, 0.2],
    [0.5, 0.2, 2],
  ];
  const inverse = inverseOfPositiveDefinite(matrix) ?? [];
  for (const [i, row] of matrix.entries())
    for (const j of row.keys())
      expect(row.reduce((sum, x, k) => sum + x * (inverse[k]?.[j] ?? 0), 0)).toBeCloseTo(i === j ? 1 : 0, 12);
});

it('a matrix that is not positive definite has no such inverse', () => {
  expect(
    inverseOfPositiveDefinite([
      [1, 2],
      [2, 1],
    ]),
  ).toBeNull();
});

it('the simplex finds the end of Rosenbrock’s valley', () => {
  const found = nelderMead(([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2, [-1.2, 1], {
    valueTolerance: 1e-14,
  });
  expect(found.settled).toBe(true);
  expect(found.at[0]).toBeCloseTo(1, 5);
  expect(found.at[1]).toBeCloseTo(1, 5);
});
