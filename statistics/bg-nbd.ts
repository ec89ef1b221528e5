/**
 * BG/NBD: when will customers without a contract buy again, and are they still there? Fader, Hardie & Lee (2005),
 * “Counting your customers the easy way”. While active, a customer buys at random at a rate λ ~ Gamma(r, α); after
 * each purchase they leave with probability p ~ Beta(a, b).
 */
import { logGamma } from './log-gamma.ts';
import { type Fit, maximiseLikelihood } from './maximise-likelihood.ts';

/** Per week where ages are in weeks. */
export interface BgNbd {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** Customers with the same history, as columns of equal length. Any unit of time, the same throughout. */
export interface PurchaseHistories {
  /** Purchases after the first. */
  readonly x: ArrayLike<number>;
  /** From the first purchase to the last; 0 where x is 0. */
  readonly lastAt: ArrayLike<number>;
  /** From the first purchase to today. */
  readonly age: ArrayLike<number>;
  /** How many customers have this history. */
  readonly count: ArrayLike<number>;
}

export interface BgNbdFit extends Omit<Fit, 'parameters' | 'standardErrors'> {
  readonly parameters: BgNbd;
  readonly standardErrors: BgNbd | null;
}

/** Fits by maximum likelihood. Look at `converged` before you believe the parameters. */
export function fitBgNbd(histories: PurchaseHistories): BgNbdFit {
  const fit = maximiseLikelihood({
    names: ['r', 'α', 'a', 'b'],
    logLikelihood: likelihoodOf(histories),
    start: [0.5, Math.max(meanAge(histories) / 5, 1e-3), 0.7, 2.5],
  });
  return {
    ...fit,
    parameters: named(fit.parameters),
    standardErrors: fit.standardErrors && named(fit.standardErrors),
  };
}

function named([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): BgNbd {
  return { r, alpha, a, b };
}

function meanAge({ age, count }: PurchaseHistories): number {
  let customers = 0;
  let total = 0;
  for (let i = 0; i < age.length; i += 1) {
    customers += count[i] ?? 0;
    total += (count[i] ?? 0) * (age[i] ?? 0);
  }
  return customers === 0 ? 0 : total / customers;
}

/**
 * ln L as a function of (r, α, a, b), equation 7 of the paper. What depends on x or on a time alone is computed once
 * for each value that occurs, so that a million customers cost an exponential each.
 */
function likelihoodOf({ x, lastAt, age, count }: PurchaseHistories): (p: readonly number[]) => number {
  const purchases = index(x);
  const times = index([...distinct(lastAt, age)]);
  const atLast = places(lastAt, times);
  const atAge = places(age, times);
  return ([r = 0, alpha = 0, a = 0, b = 0]) => {
    const start = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
    const logTimes = Float64Array.from(times.values, (time) => Math.log(alpha + time));
    const common = Float64Array.from(
      purchases.values,
      (n) => start + logGamma(r + n) + logGamma(b + n) - logGamma(a + b + n),
    );
    const left = Float64Array.from(purchases.values, (n) =>
      n > 0 ? Math.log(a) - Math.log(b + n - 1) : Number.NEGATIVE_INFINITY,
    );
    let sum = 0;
    for (let i = 0; i < count.length; i += 1) {
      const k = purchases.place[i] ?? 0;
      const power = r + (x[i] ?? 0);
      const logAge = logTimes[atAge[i] ?? 0] ?? 0;
      const logLast = logTimes[atLast[i] ?? 0] ?? 0;
      const ratio = Math.exp((left[k] ?? 0) + power * (logAge - logLast));
      sum += (count[i] ?? 0) * ((common[k] ?? 0) - power * logAge + Math.log1p(ratio));
    }
    return sum;
  };
}

interface Indexed {
  readonly values: readonly number[];
  /** For each entry of the column, where its value stands in `values`. */
  readonly place: Int32Array;
}

function index(column: ArrayLike<number>): Indexed {
  const values = [...distinct(column)];
  return { values, place: places(column, { values }) };
}

function distinct(...columns: readonly ArrayLike<number>[]): Set<number> {
  const values = new Set<number>();
  for (const column of columns) for (let i = 0; i < column.length; i += 1) values.add(column[i] ?? 0);
  return values;
}

function places(column: ArrayLike<number>, { values }: Pick<Indexed, 'values'>): Int32Array {
  const at = new Map(values.map((value, place) => [value, place]));
  return Int32Array.from(column, (value) => at.get(value) ?? 0);
}
