/** What fitted models say of a customer, computed once for each history that occurs. */
import type { BgNbd } from '../../statistics/bg-nbd.ts';
import {
  discountedPurchases,
  meanPurchases,
  probabilityAlive,
  purchasesWhileAlive,
} from '../../statistics/bg-nbd-forecast.ts';
import { expectedValue, type GammaGamma } from '../../statistics/gamma-gamma.ts';
import {
  type RelativeRevenue,
  relativeRevenue,
  revenueQuantile,
} from '../../statistics/lifetime-interval.ts';
import { DAYS_PER_WEEK } from './fit-models.ts';

const DAYS_PER_YEAR = 365.25;
const WEEKS_PER_YEAR = DAYS_PER_YEAR / DAYS_PER_WEEK;
/** The interval leaves a tenth of what may happen on either side. */
const LOW = 0.1;
const HIGH = 0.9;

export interface Models {
  readonly purchases: BgNbd;
  /** Null where values could not be modelled. */
  readonly values: GammaGamma | null;
}

export interface Horizon {
  readonly days: number;
  /** What money is worth less a year from now: 0.1 for a tenth. 0 leaves it out. */
  readonly annualDiscount: number;
}

/** A buyer's purchases: `repeats` days after the first, `valued` of them of a positive value, `meanValue` on average. */
export interface Purchases {
  readonly repeats: number;
  readonly lastAtDays: number;
  readonly ageDays: number;
  readonly valued: number;
  readonly meanValue: number;
}

export interface Forecast {
  /** Probability that the customer is still active; 1 for one-time buyers, see `noneWithinHorizon`. */
  readonly alive: number;
  /** Probability of no purchase within the horizon of a customer who is active. */
  readonly noneWithinHorizon: number;
  readonly expectedOrders: number;
  /** Revenue to expect within the horizon, and an 80% interval of it; null without a model of values. */
  readonly lifetimeValue: { readonly mean: number; readonly low: number; readonly high: number } | null;
}

interface WhileAlive {
  readonly none: number;
  readonly expected: number;
  /** The same, discounted. */
  readonly discounted: number;
}

/** A forecaster for one fit and horizon. */
export function createForecaster(
  models: Models,
  { days, annualDiscount }: Horizon,
): (purchases: Purchases) => Forecast {
  const horizon = days / DAYS_PER_WEEK;
  const discount = { rate: annualDiscount, period: WEEKS_PER_YEAR };
  const byHistory = remembered((x, ageDays): WhileAlive => {
    const customer = { x, age: ageDays / DAYS_PER_WEEK };
    const distribution = purchasesWhileAlive(models.purchases, customer, horizon);
    const expected = meanPurchases(distribution);
    const discounted =
      annualDiscount > 0 ? discountedPurchases(models.purchases, customer, horizon, discount) : expected;
    return { none: distribution[0] ?? 1, expected, discounted };
  });
  // Ages in whole weeks: a week more or less changes an interval by less than its own roundness.
  const revenueBy = new Map<number, ReturnType<typeof revenueOf>>();
  const revenueOf = (valued: number, values: GammaGamma) =>
    remembered((x, ageWeeks): RelativeRevenue => {
      const distribution = purchasesWhileAlive(models.purchases, { x, age: ageWeeks }, horizon);
      return relativeRevenue(distribution, values, valued);
    });
  const revenue = (purchases: Purchases, values: GammaGamma): RelativeRevenue => {
    const tables = revenueBy.get(purchases.valued) ?? revenueOf(purchases.valued, values);
    revenueBy.set(purchases.valued, tables);
    return tables(purchases.repeats, Math.round(purchases.ageDays / DAYS_PER_WEEK));
  };
  return (purchases) => {
    const { repeats, lastAtDays, ageDays, valued, meanValue } = purchases;
    const history = { x: repeats, lastAt: lastAtDays / DAYS_PER_WEEK, age: ageDays / DAYS_PER_WEEK };
    const alive = probabilityAlive(models.purchases, history);
    const { none, expected, discounted } = byHistory(repeats, ageDays);
    const forecast = { alive, noneWithinHorizon: none, expectedOrders: alive * expected };
    if (!models.values) return { ...forecast, lifetimeValue: null };
    const mean = alive * discounted * expectedValue(models.values, valued, meanValue);
    const unit = (models.values.v + valued * meanValue) * (expected > 0 ? discounted / expected : 1);
    const quantile = (level: number): number =>
      unit * revenueQuantile(revenue(purchases, models.values as GammaGamma), alive, level);
    return { ...forecast, lifetimeValue: { mean, low: quantile(LOW), high: quantile(HIGH) } };
  };
}

/** Remembers the results of a function of two whole numbers. */
function remembered<Result>(compute: (x: number, age: number) => Result): (x: number, age: number) => Result {
  const MOST = 2 ** 24;
  const known = new Map<number, Result>();
  return (x, age) => {
    const key = x * MOST + age;
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = compute(x, age);
    known.set(key, result);
    return result;
  };
}
