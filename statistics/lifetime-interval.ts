/**
 * How sure a customer's future revenue is. Under BG/NBD and Gamma-Gamma its distribution has a closed form: the number
 * of purchases is known (bg-nbd-forecast.ts), and the sum of n purchases is (v + x·m) times a beta prime variable with
 * shapes p·n and p·x + q. So the interval holds what chance does to this customer; the parameters are taken as fitted.
 */
import { meanPurchases, type PurchaseDistribution } from './bg-nbd-forecast.ts';
import type { GammaGamma } from './gamma-gamma.ts';
import { regularisedIncompleteBeta } from './incomplete-beta.ts';

/** The distribution of revenue, in units of v + x·m, of a customer who is active today. */
export interface RelativeRevenue {
  /** Probability of no purchase at all. */
  readonly none: number;
  readonly logAt: Float64Array;
  /** P(revenue ≤ e^logAt). */
  readonly cumulative: Float64Array;
}

const POINTS = 36;
/** The grid reaches from a hundredth of the mean to ten times it; by Markov's inequality 90% lie below that. */
const REACH = [1 / 100, 10] as const;
const NEGLIGIBLE = 1e-7;

/** Tabulates the distribution for `purchases` to come after `x` valued ones; interpolation costs less than 1%. */
export function relativeRevenue(
  purchases: PurchaseDistribution,
  { p, q }: GammaGamma,
  x: number,
): RelativeRevenue {
  const [none = 1, ...some] = purchases;
  // E[beta prime(p·n, p·x + q)]; with no more than one moment guaranteed it still centres the grid.
  const mean = (p * meanPurchases(purchases)) / Math.max(p * x + q - 1, 0.1);
  const from = Math.log(mean * REACH[0]);
  const step = Math.log(REACH[1] / REACH[0]) / (POINTS - 1);
  const logAt = Float64Array.from({ length: POINTS }, (_, i) => from + i * step);
  const cumulative = logAt.map((log) => {
    const share = 1 / (1 + Math.exp(-log));
    return some.reduce(
      (sum, probability, i) =>
        probability < NEGLIGIBLE
          ? sum
          : sum + probability * regularisedIncompleteBeta(share, p * (i + 1), p * x + q),
      none,
    );
  });
  return { none, logAt, cumulative };
}

/**
 * The revenue, in units of v + x·m, that a customer stays below with probability `level`, where they are active with
 * probability `alive`.
 */
export function revenueQuantile(
  { none, logAt, cumulative }: RelativeRevenue,
  alive: number,
  level: number,
): number {
  const sought = 1 - (1 - level) / alive;
  if (sought <= none) return 0;
  const above = cumulative.findIndex((reached) => reached >= sought);
  if (above === 0) return Math.exp(logAt[0] ?? 0);
  if (above < 0) return Math.exp(logAt.at(-1) ?? 0);
  const [low = 0, high = 0] = [cumulative[above - 1], cumulative[above]];
  const [from = 0, to = 0] = [logAt[above - 1], logAt[above]];
  return Math.exp(from + ((sought - low) / (high - low)) * (to - from));
}
