import { drawNormal } from './experiments/draw-normal.ts';

/** From this mean on the normal approximation is as good as the count itself. */
const MANY = 50;

/** A draw from a Poisson distribution: Knuth's products (1969), and a rounded normal draw where the mean is large. */
export function drawPoisson(mean: number, random: () => number): number {
  if (mean >= MANY) return Math.max(0, Math.round(mean + Math.sqrt(mean) * drawNormal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** How many of `n` people do what each does with probability `p`. */
export function drawBinomial(n: number, p: number, random: () => number): number {
  const share = Math.min(1, Math.max(0, p));
  const [rare, flipped] = share <= 0.5 ? [share, false] : [1 - share, true];
  const mean = n * rare;
  let count = 0;
  if (mean >= MANY)
    count = Math.min(n, Math.max(0, Math.round(mean + Math.sqrt(mean * (1 - rare)) * drawNormal(random))));
  else if (rare > 0) {
    // Steps from one success to the next are geometric (Devroye 1986, X.4).
    const step = Math.log1p(-rare);
    for (let at = nextSuccess(random, step); at <= n; at += nextSuccess(random, step)) count += 1;
  }
  return flipped ? n - count : count;
}

const nextSuccess = (random: () => number, step: number): number =>
  Math.floor(Math.log(1 - random()) / step) + 1;
