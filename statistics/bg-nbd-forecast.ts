/** What a fitted BG/NBD says of one customer. Times are in the unit of the fit. */
import type { BgNbd } from './bg-nbd.ts';

export interface History {
  /** Purchases after the first. */
  readonly x: number;
  /** From the first purchase to the last. */
  readonly lastAt: number;
  /** From the first purchase to today. */
  readonly age: number;
}

/**
 * Probability that the customer is still active. 1 for one who bought once: in this model people leave after a
 * purchase, and the first is where the clock starts.
 */
export function probabilityAlive({ r, alpha, a, b }: BgNbd, { x, lastAt, age }: History): number {
  if (x === 0) return 1;
  const odds = (a / (b + x - 1)) * Math.exp((r + x) * Math.log((alpha + age) / (alpha + lastAt)));
  return 1 / (1 + odds);
}

/** P(N = n) of purchases within a horizon, from n = 0 on until what is left no longer matters. */
export type PurchaseDistribution = readonly number[];

const NEGLIGIBLE = 1e-10;
const MOST_PURCHASES = 100_000;

/**
 * The distribution of purchases within `horizon` of a customer who is active today, with x repeat purchases over
 * `age`. While active, N is negative binomial with shape r + x; after n purchases a share B(a, b+x+n) / B(a, b+x) of
 * such customers is still there. Sums to 1 but for what is negligible.
 */
export function purchasesWhileAlive(
  { r, alpha, a, b }: BgNbd,
  { x, age }: Pick<History, 'x' | 'age'>,
  horizon: number,
): PurchaseDistribution {
  const shape = r + x;
  const success = horizon / (alpha + age + horizon);
  const distribution: number[] = [];
  // In logarithms: with hundreds of purchases the first terms are too small for a number.
  let logExactly = shape * Math.log1p(-success);
  let atLeast = 1;
  let staying = 1;
  const mean = (shape * success) / (1 - success);
  for (let n = 0; n < MOST_PURCHASES; n += 1) {
    const exactly = Math.exp(logExactly);
    const leaving = n === 0 ? 0 : (staying * a) / (a + b + x + n - 1);
    staying -= leaving;
    distribution.push(staying * exactly + leaving * atLeast);
    atLeast = Math.max(0, atLeast - exactly);
    if (n >= mean && staying * atLeast < NEGLIGIBLE) break;
    logExactly += Math.log(((shape + n) / (n + 1)) * success);
  }
  return distribution;
}

/** Mean of a distribution of purchases. */
export function meanPurchases(distribution: PurchaseDistribution): number {
  return distribution.reduce((sum, probability, n) => sum + n * probability, 0);
}

/** E[Y(t) | x, t_x, T]: purchases to expect within `horizon` from a customer with this history. */
export function expectedPurchases(parameters: BgNbd, history: History, horizon: number): number {
  return (
    probabilityAlive(parameters, history) * meanPurchases(purchasesWhileAlive(parameters, history, horizon))
  );
}

/** E[X(t)]: repeat purchases to expect of somebody new within `horizon` of their first. */
export function expectedOfNewCustomer(parameters: BgNbd, horizon: number): number {
  return meanPurchases(purchasesWhileAlive(parameters, { x: 0, age: 0 }, horizon));
}

/**
 * Expected purchases of a customer who is active today, those further away counting less: a purchase after time t
 * counts (1 + rate)^(−t / period). Summed over `STEPS` equal parts of the horizon, each discounted at its middle.
 */
export function discountedPurchases(
  parameters: BgNbd,
  customer: Pick<History, 'x' | 'age'>,
  horizon: number,
  { rate, period }: { readonly rate: number; readonly period: number },
): number {
  const step = horizon / STEPS;
  let before = 0;
  let sum = 0;
  for (let i = 1; i <= STEPS; i += 1) {
    const until = meanPurchases(purchasesWhileAlive(parameters, customer, i * step));
    sum += (until - before) * (1 + rate) ** (-((i - 0.5) * step) / period);
    before = until;
  }
  return sum;
}

const STEPS = 12;
