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
  /** Those of a and b are absent where `sameDropout`. */
  readonly standardErrors: Partial<BgNbd> | null;
  /** Everybody leaves with about the same probability a / (a + b): a + b had no maximum and was set large. */
  readonly sameDropout: boolean;
}

/** a + b from which on the probability of leaving hardly varies between customers. */
const NO_SPREAD = 1e5;
/**
 * Units of ln L by which the fit without spread may fall short of the best that was seen with it: less than this, and a
 * likelihood ratio test (one parameter, 5%) does not tell them apart.
 */
const SHORTFALL = 1.92;

/**
 * Fits by maximum likelihood. Where customers hardly differ in how they leave, a and b grow together without limit; the
 * limit is a model of its own and is fitted then. Look at `converged` before you believe the parameters.
 */
export function fitBgNbd(histories: PurchaseHistories): BgNbdFit {
  const logLikelihood = likelihoodOf(histories);
  const start = [0.5, Math.max(meanAge(histories) / 5, 1e-3)];
  const free = maximiseLikelihood({
    names: ['r', 'α', 'a', 'b'],
    logLikelihood,
    start: [...start, 0.7, 2.5],
  });
  const [r = 0, alpha = 0, a = 0, b = 0] = free.parameters;
  if (!free.converged) {
    const same = fitSameDropout(logLikelihood, start);
    if (same.converged && same.logLikelihood > free.logLikelihood - SHORTFALL) return same;
  }
  const [seR = 0, seAlpha = 0, seA = 0, seB = 0] = free.standardErrors ?? [];
  return {
    ...free,
    parameters: { r, alpha, a, b },
    standardErrors: free.standardErrors && { r: seR, alpha: seAlpha, a: seA, b: seB },
    sameDropout: false,
  };
}

function fitSameDropout(
  logLikelihood: (parameters: readonly number[]) => number,
  start: readonly number[],
): BgNbdFit {
  const shapes = (odds: number) => ({ a: (NO_SPREAD * odds) / (1 + odds), b: NO_SPREAD / (1 + odds) });
  const fit = maximiseLikelihood({
    names: ['r', 'α', 'the share of customers who leave'],
    logLikelihood: ([r = 0, alpha = 0, odds = 0]) => {
      const { a, b } = shapes(odds);
      return logLikelihood([r, alpha, a, b]);
    },
    start: [...start, 0.1],
  });
  const [r = 0, alpha = 0, odds = 0] = fit.parameters;
  const [seR = 0, seAlpha = 0] = fit.standardErrors ?? [];
  return {
    ...fit,
    parameters: { r, alpha, ...shapes(odds) },
    standardErrors: fit.standardErrors && { r: seR, alpha: seAlpha },
    sameDropout: true,
  };
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
