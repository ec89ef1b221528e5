/** A customer's scores from their history and what the models of the workspace say. Pure. */
import { probabilityOfCancelling } from '../../statistics/shifted-beta-geometric.ts';
import { type Churn, churnOfBuyer, churnOfSubscriber } from './churn.ts';
import { engagementOf } from './engagement.ts';
import type { ModelFits } from './fit-models.ts';
import { createForecaster, type Forecast, type Horizon, type Purchases } from './forecast-customer.ts';
import type { CustomerHistory } from './purchase-histories.ts';
import type { Subscription, SubscriptionFit } from './subscriptions.ts';

const DAYS_PER_MONTH = 365.25 / 12;

/** As stored in `customer_scores`; null where no model could say. */
export interface Scores {
  readonly customer_id: string;
  readonly engagement: number;
  readonly churn_probability: number | null;
  readonly churn_reason: string | null;
  readonly expected_orders: number | null;
  readonly lifetime_value: number | null;
  readonly lifetime_low: number | null;
  readonly lifetime_high: number | null;
}

export type Scorer = (history: CustomerHistory, subscription: Subscription | null) => Scores;

/** A scorer from the fits of a workspace. */
export function createScorer(
  fits: ModelFits,
  subscriptions: SubscriptionFit | null,
  { horizon, hasEvents }: { readonly horizon: Horizon; readonly hasEvents: boolean },
): Scorer {
  const forecast = forecasterOf(fits, horizon);
  const contracts = contractRisk(subscriptions, horizon);
  return (history, subscription) => {
    const purchases = purchasesOf(history);
    const foretold = purchases && forecast ? forecast(purchases) : null;
    const ofBuyer =
      purchases && foretold
        ? churnOfBuyer(purchases, history.bought_days_ago ?? 0, foretold, horizon.days)
        : null;
    const churn = (subscription && contracts(subscription)) ?? ofBuyer;
    const value = foretold?.lifetimeValue ?? null;
    return {
      customer_id: history.customer_id,
      engagement: rounded(engagementOf(history, hasEvents), 1),
      churn_probability: churn && rounded(churn.probability, 4),
      churn_reason: churn?.reason ?? null,
      expected_orders: foretold && rounded(foretold.expectedOrders, 3),
      lifetime_value: value && rounded(value.mean, 2),
      lifetime_low: value && rounded(value.low, 2),
      lifetime_high: value && rounded(value.high, 2),
    };
  };
}

function forecasterOf(
  { purchases, values }: ModelFits,
  horizon: Horizon,
): ((purchases: Purchases) => Forecast) | null {
  if (!purchases?.converged) return null;
  return createForecaster(
    { purchases: purchases.parameters, values: values?.converged ? values.parameters : null },
    horizon,
  );
}

function contractRisk(
  subscriptions: SubscriptionFit | null,
  horizon: Horizon,
): (subscription: Subscription) => Churn | null {
  const fit = subscriptions?.fit?.converged ? subscriptions.fit : null;
  const months = Math.max(1, Math.round(horizon.days / DAYS_PER_MONTH));
  return (subscription) =>
    churnOfSubscriber(
      subscription,
      fit && probabilityOfCancelling(fit.parameters, subscription.months, months),
      months,
    );
}

function purchasesOf({ repeats, last_at, age, valued, mean_value }: CustomerHistory): Purchases | null {
  if (repeats === null || last_at === null || age === null) return null;
  return { repeats, lastAtDays: last_at, ageDays: age, valued, meanValue: mean_value ?? 0 };
}

const rounded = (value: number, decimals: number): number =>
  Math.round(value * 10 ** decimals) / 10 ** decimals;
