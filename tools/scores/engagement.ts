import type { CustomerHistory } from './purchase-histories.ts';

type Activity = Pick<
  CustomerHistory,
  'silent_days' | 'active_days' | 'active_days_before' | 'purchase_days' | 'purchase_days_before'
>;

/** Silence of this many days halves the part for recency. */
const HALF_LIFE_DAYS = 30;
/** Active days a month, and purchases a month, that earn half of their part. */
const HALF_ACTIVE_DAYS = 4;
const HALF_PURCHASES = 1;
/** What happened 30 to 90 days ago counts half. */
const EARLIER = 0.5;

/**
 * Engagement, 0 to 100: 40 for how lately the customer was seen, 30 for the days they were active, 30 for the days
 * they bought. A workspace without events splits it in halves between recency and purchases. docs/audiences.md tells
 * it in words.
 */
export function engagementOf(activity: Activity, hasEvents: boolean): number {
  const recency = activity.silent_days === null ? 0 : 0.5 ** (activity.silent_days / HALF_LIFE_DAYS);
  const active = saturating(activity.active_days + EARLIER * activity.active_days_before, HALF_ACTIVE_DAYS);
  const bought = saturating(activity.purchase_days + EARLIER * activity.purchase_days_before, HALF_PURCHASES);
  return hasEvents ? 40 * recency + 30 * active + 30 * bought : 50 * recency + 50 * bought;
}

/** From 0 towards 1, ½ at `half`: a tenth visit says less than a first. */
const saturating = (amount: number, half: number): number => 1 - 0.5 ** (amount / half);
