/**
 * Gamma-Gamma: what a purchase of a customer is worth on average. Fader, Hardie & Lee (2005), “RFM and CLV”. Each
 * purchase is Gamma(p, ν), with ν ~ Gamma(q, v) between customers, whatever their frequency.
 */
import { logGamma } from './log-gamma.ts';
import { type Fit, maximiseLikelihood } from './maximise-likelihood.ts';

/** `v` is in the unit of the values. */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

/** Customers with at least one repeat purchase of a positive value, as columns of equal length. */
export interface PurchaseValues {
  /** Purchases that the mean is of. */
  readonly x: ArrayLike<number>;
  /** Their mean value. */
  readonly mean: ArrayLike<number>;
}

export interface GammaGammaFit extends Omit<Fit, 'parameters' | 'standardErrors'> {
  readonly parameters: GammaGamma;
  readonly standardErrors: GammaGamma | null;
  /** Pearson's correlation of frequency and value; the model takes it for zero. Null where one of them never varies. */
  readonly correlation: number | null;
}

/** Fits by maximum likelihood. Look at `converged` and `correlation` before you believe the parameters. */
export function fitGammaGamma(values: PurchaseValues): GammaGammaFit {
  const unit = average(values.mean) || 1;
  const fit = maximiseLikelihood({
    names: ['p', 'q', 'v'],
    logLikelihood: likelihoodOf(values, unit),
    start: [3, 3, 1],
  });
  const named = ([p = 0, q = 0, v = 0]: readonly number[]): GammaGamma => ({ p, q, v: v * unit });
  const parameters = named(fit.parameters);
  const meanless = fit.converged && parameters.q <= 1;
  return {
    ...fit,
    parameters,
    standardErrors: fit.standardErrors && named(fit.standardErrors),
    converged: fit.converged && !meanless,
    message: meanless ? 'a few purchases are so large that no mean value can be told' : fit.message,
    // In the unit of the values, not in the one that the search used.
    logLikelihood: fit.logLikelihood - Math.log(unit) * values.mean.length,
    correlation: correlation(values.x, values.mean),
  };
}

/** E[M | x, m]: mean value of the purchases to come, of a customer with x purchases of mean value m so far (x may be 0). */
export function expectedValue({ p, q, v }: GammaGamma, x: number, mean: number): number {
  return (p * (v + x * mean)) / (p * x + q - 1);
}

/** ln L as a function of (p, q, v), equation 1a of the note on the model, with values in `unit`. */
function likelihoodOf({ x, mean }: PurchaseValues, unit: number): (parameters: readonly number[]) => number {
  const sizes = [...new Set(Array.from(x))];
  const place = new Map(sizes.map((n, i) => [n, i]));
  const at = Int32Array.from(x, (n) => place.get(n) ?? 0);
  const logMean = Float64Array.from(mean, (m) => Math.log(m / unit));
  const total = Float64Array.from(mean, (m, i) => (m / unit) * (x[i] ?? 0));
  return ([p = 0, q = 0, v = 0]) => {
    const start = q * Math.log(v) - logGamma(q);
    const common = Float64Array.from(
      sizes,
      (n) => start + logGamma(p * n + q) - logGamma(p * n) + p * n * Math.log(n),
    );
    let sum = 0;
    for (let i = 0; i < at.length; i += 1) {
      const pn = p * (x[i] ?? 0);
      sum +=
        (common[at[i] ?? 0] ?? 0) + (pn - 1) * (logMean[i] ?? 0) - (pn + q) * Math.log((total[i] ?? 0) + v);
    }
    return sum;
  };
}

function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0;
  return values.length === 0 ? 0 : sum / values.length;
}

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const [meanA, meanB] = [average(a), average(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const [fromA, fromB] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB];
    ab += fromA * fromB;
    aa += fromA ** 2;
    bb += fromB ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}
