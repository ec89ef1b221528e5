/** The standard normal distribution. simple-statistics has it to seven digits; p-values need their small ends right. */
import { regularisedUpperGamma } from './incomplete-gamma.ts';

/** P(|Z| > |z|), the two-sided p-value of a z statistic. */
export function normalTwoSided(z: number): number {
  return regularisedUpperGamma(0.5, (z * z) / 2);
}

/** P(Z ≤ z). */
export function normalCdf(z: number): number {
  const tail = normalTwoSided(z) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** How dense the distribution is at z. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The z with P(Z ≤ z) = p, for p within (0, 1): Abramowitz & Stegun 26.2.23, whose error is below 4.5e-4, made exact by
 * Halley's steps. Throws a RangeError at and beyond the ends.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs a probability between 0 and 1, not ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  let x =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < HALLEY_STEPS; step++) {
    const error = (normalCdf(-x) - p) / normalDensity(x);
    x += error / (1 - (x * error) / 2);
  }
  return -x;
}

const HALLEY_STEPS = 3;
