import { logGamma } from './log-gamma.ts';

const TINY = 1e-300;
const PRECISION = 1e-15;
const MAX_STEPS = 10_000;

/**
 * Q(a, x) = Γ(a, x) ÷ Γ(a) for a > 0, x ≥ 0: what a gamma distribution of shape a has above x. Small values keep their
 * leading digits. By its series below a + 1 and its continued fraction (Lentz's method) above; Abramowitz & Stegun
 * 6.5.29 and 6.5.31.
 */
export function regularisedUpperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * continuedFraction(a, x);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n <= MAX_STEPS && term > sum * PRECISION; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let result = d;
  for (let n = 1; n <= MAX_STEPS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b || TINY);
    c = b + numerator / c || TINY;
    result *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return result;
}
