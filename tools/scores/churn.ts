/**
 * The risk that a customer is lost, and why in words. What it means depends on the customer (docs/audiences.md):
 * who bought on several days may have left already; who bought once has not come back yet; a subscriber may cancel.
 */
import type { Forecast, Purchases } from './forecast-customer.ts';
import type { Subscription } from './subscriptions.ts';

export interface Churn {
  readonly probability: number;
  readonly reason: string;
}

/** From the rhythm of purchases. `horizonDays` is how long a one-time buyer is given to come back. */
export function churnOfBuyer(
  { repeats, lastAtDays }: Purchases,
  boughtDaysAgo: number,
  { alive, noneWithinHorizon }: Forecast,
  horizonDays: number,
): Churn {
  if (repeats === 0)
    return {
      probability: noneWithinHorizon,
      reason: `Bought once, ${ago(boughtDaysAgo)}; ${percent(1 - noneWithinHorizon)} of such customers come back within ${days(horizonDays)}.`,
    };
  const usual = Math.max(1, Math.round(lastAtDays / repeats));
  return {
    probability: 1 - alive,
    reason: `Usually orders every ${usual === 1 ? 'day' : days(usual)}, ${silence(boughtDaysAgo)}.`,
  };
}

/** From the contract: certain where it ended, else the chance that it ends within `months`. */
export function churnOfSubscriber(
  { months, cancelledOn }: Subscription,
  probability: number | null,
  horizonMonths: number,
): Churn | null {
  if (cancelledOn !== null)
    return { probability: 1, reason: `Cancelled the subscription on ${cancelledOn}.` };
  if (probability === null) return null;
  return {
    probability,
    reason: `Has subscribed for ${months === 0 ? 'less than a month' : months === 1 ? '1 month' : `${months} months`}; ${percent(probability)} of such subscribers cancel within ${horizonMonths} months.`,
  };
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
const ago = (count: number): string => (count === 0 ? 'today' : `${days(count)} ago`);
const silence = (count: number): string => (count === 0 ? 'ordered today' : `silent for ${count}`);
const percent = (share: number): string => {
  const rounded = Math.round(share * 100);
  return rounded === 0 ? 'fewer than 1%' : `${rounded}%`;
};
