/** Figures without another source were computed with SciPy 1.17. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bisect } from '../../../../statistics/bisect.ts';
import { chiSquaredTail } from '../../../../statistics/chi-squared.ts';
import { regularisedUpperGamma } from '../../../../statistics/incomplete-gamma.ts';
import { murmur3 } from '../../../../statistics/murmur3.ts';
import { normalCdf, normalQuantile, normalTwoSided } from '../../../../statistics/normal.ts';
import { studentCritical, studentTwoSided } from '../../../../statistics/student-t.ts';

const near = (actual: number, expected: number, relative = 1e-10) =>
  expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).toBeLessThan(relative);

it('the normal distribution is right to its far ends', () => {
  near(normalTwoSided(0.3), 0.7641771556220948);
  near(normalTwoSided(3.7796), 1.5708049878058916e-4);
  near(normalTwoSided(8), 1.244192114854348e-15);
  near(normalTwoSided(-20), 5.507248237212311e-89);
  expect(normalCdf(0)).toBeCloseTo(0.5, 14);
  near(normalQuantile(1e-300), -37.0470962993612);
  near(normalQuantile(0.0005), -3.2905267314918945);
  near(normalQuantile(0.025), -1.9599639845400545);
  near(normalQuantile(0.8), 0.8416212335729143);
  near(normalQuantile(0.9999999), 5.199337582290661);
});

it('a normal quantile undoes the distribution', () => {
  fc.assert(
    fc.property(fc.double({ min: -8, max: 5, noNaN: true }), (z) => {
      expect(normalQuantile(normalCdf(z))).toBeCloseTo(z, 8);
    }),
  );
  expect(() => normalQuantile(1)).toThrow('between 0 and 1');
});

it('the chi-squared distribution has its known values', () => {
  near(chiSquaredTail(0.2025, 2), 0.903707077873196);
  near(chiSquaredTail(22.774, 1), 1.8221425580850157e-6);
  near(chiSquaredTail(100, 50), 3.454931382984871e-5);
  near(chiSquaredTail(0.01, 3), 0.9997348349413444);
  expect(chiSquaredTail(0, 4)).toBe(1);
});

it('an upper gamma of a whole shape is a Poisson sum', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0.01, max: 60, noNaN: true }), (a, x) => {
      let term = Math.exp(-x);
      let sum = 0;
      for (let k = 0; k < a; k++) {
        sum += term;
        term *= x / (k + 1);
      }
      near(regularisedUpperGamma(a, x), sum, 1e-9);
    }),
  );
});

it('Student’s distribution has its known values, for few and for many', () => {
  near(studentTwoSided(2.228, 10), 0.05001177181711132);
  near(studentTwoSided(12.7, 1.5), 0.016580941751976695);
  near(studentTwoSided(3, 6850.3), 0.0027095096942005253, 1e-9);
  near(studentTwoSided(2, 1e7), normalTwoSided(2), 1e-6);
  near(studentCritical(0.05, 10), 2.2281388519862753);
  near(studentCritical(0.05, 1), 12.706204736174705);
  near(studentCritical(0.001, 3.7), 9.474240137124372);
  near(studentCritical(0.0125, 500_000), 2.4977145143046218, 1e-8);
});

it('a root is found to its last digits, and missed loudly', () => {
  expect(bisect((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  expect(bisect((x) => 1 - x, 0, 5)).toBeCloseTo(1, 15);
  expect(() => bisect((x) => x * x + 1, 0, 2)).toThrow('no change of sign');
});

it('MurmurHash3 gives the published test vectors', () => {
  const of = (text: string, seed: number) => murmur3(new TextEncoder().encode(text), seed);
  expect(of('', 0)).toBe(0);
  expect(of('', 1)).toBe(0x514e28b7);
  expect(of('', 0xffffffff)).toBe(0x81f16f39);
  expect(of('a', 0x9747b28c)).toBe(0x7fa09ea6);
  expect(of('aa', 0x9747b28c)).toBe(0x5d211726);
  expect(of('aaa', 0x9747b28c)).toBe(0x283e0130);
  expect(of('aaaa', 0x9747b28c)).toBe(0x5a97808a);
  expect(of('Hello, world!', 0x9747b28c)).toBe(0x24884cba);
  expect(of('The quick brown fox jumps over the lazy dog', 0x9747b28c)).toBe(0x2fa826cd);
});
