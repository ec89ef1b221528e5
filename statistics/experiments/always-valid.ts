/**
 * Confidence that may be looked at every day: the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha,
 * Kennedy & Ramdas (arXiv 2103.06476). All its intervals together hold the truth with probability 1 − α, so a test may
 * stop when it likes. They are wider than those of a single look: by half at the number of people they are tuned for.
 * Asymptotic means: not with a handful of people.
 */
import { type Estimate, type Interval, intervalAround } from './sample.ts';

export interface AlwaysValid {
  /** Chance that the truth is ever left out. Divide it by the number of comparisons made together. */
  readonly alpha: number;
  /** The people, all compared arms together, at whom the interval shall be tightest: the plan. */
  readonly tunedFor: number;
}

/**
 * How many standard errors the interval reaches to either side after n people, all compared arms together. Throws a
 * RangeError where it is tuned for nobody.
 */
export function alwaysValidReach(n: number, options: AlwaysValid): number {
  const scaled = n * rhoSquared(options);
  return Math.sqrt(2 * (1 + 1 / scaled) * Math.log(Math.sqrt(scaled + 1) / options.alpha));
}

/** Around a difference or a relative lift; `n` counts all compared arms together. */
export function alwaysValidInterval(estimate: Estimate, n: number, options: AlwaysValid): Interval {
  return intervalAround(estimate, alwaysValidReach(n, options));
}

/** At most α exactly where the interval leaves out 0. Without any spread it is 1. */
export function alwaysValidP({ value, standardError }: Estimate, n: number, options: AlwaysValid): number {
  if (!(standardError > 0)) return 1;
  const scaled = n * rhoSquared(options);
  const z = value / standardError;
  return Math.min(1, Math.sqrt(scaled + 1) * Math.exp((-(z ** 2) * scaled) / (2 * (scaled + 1))));
}

function rhoSquared({ alpha, tunedFor }: AlwaysValid): number {
  if (!(tunedFor > 0)) throw new RangeError(`an interval cannot be tuned for ${tunedFor} people`);
  const log = -2 * Math.log(alpha);
  return (log + Math.log(1 + log)) / tunedFor;
}
