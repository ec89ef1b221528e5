/**
 * The negative binomial model of buying (Ehrenberg 1959; Schmittlein, Morrison & Colombo 1987 call its part for the living
 * the same): everybody buys at random at a rate of their own, λ ~ Gamma(r, α), and nobody leaves. What it does not explain
 * is people who have left.
 */
import { logGamma } from './log-gamma.ts';
import { maximiseLikelihood } from './maximise-likelihood.ts';

export interface Nbd {
  readonly r: number;
  /** In the unit of time of the exposures. */
  readonly alpha: number;
}

/** Purchases within an exposure, and how many customers have just these. */
export interface Purchases {
  readonly x: number;
  readonly exposure: number;
  readonly customers: number;
}

/** Maximum likelihood; null where it has no maximum, because customers do not differ or nobody bought again. */
export function fitNbd(histories: readonly Purchases[]): Nbd | null {
  const customers = histories.reduce((sum, each) => sum + each.customers, 0);
  const purchases = histories.reduce((sum, each) => sum + each.x * each.customers, 0);
  const exposure = histories.reduce((sum, each) => sum + each.exposure * each.customers, 0);
  if (customers === 0 || purchases === 0 || exposure === 0) return null;
  const logLikelihood = ([r = 1, alpha = 1]: readonly number[]) =>
    histories.reduce(
      (sum, each) =>
        sum +
        each.customers *
          (logGamma(r + each.x) -
            logGamma(r) +
            r * Math.log(alpha / (alpha + each.exposure)) -
            each.x * Math.log(alpha + each.exposure)),
      0,
    );
  const fit = maximiseLikelihood({
    names: ['r', 'α'],
    logLikelihood,
    start: [1, exposure / purchases],
  });
  const [r, alpha] = fit.parameters;
  return fit.converged && r !== undefined && alpha !== undefined ? { r, alpha } : null;
}

/** The rate to expect of somebody with this history. */
export function rateOf({ r, alpha }: Nbd, { x, exposure }: Omit<Purchases, 'customers'>): number {
  return (r + x) / (alpha + exposure);
}

/** The probability that somebody with this history buys nothing for so long. */
export function chanceOfSilence(
  { r, alpha }: Nbd,
  { x, exposure }: Omit<Purchases, 'customers'>,
  time: number,
): number {
  return ((alpha + exposure) / (alpha + exposure + time)) ** (r + x);
}
