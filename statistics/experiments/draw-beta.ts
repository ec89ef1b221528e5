import type { Beta } from './beta-posterior.ts';
import { drawNormal } from './draw-normal.ts';

/** A draw from a beta distribution, as a part of two gamma draws. */
export function drawBeta({ alpha, beta }: Beta, random: () => number): number {
  const a = drawGamma(alpha, random);
  return a / (a + drawGamma(beta, random));
}

/** Marsaglia & Tsang (2000), “A simple method for generating gamma variables”; scale 1. */
export function drawGamma(shape: number, random: () => number): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
