/** Days that are far from what their weekday and the weeks before would have brought. Pure. */

import { countTail } from '../../statistics/count-tail.ts';
import { normalQuantile } from '../../statistics/normal.ts';
import type { SalesDay } from './read-days.ts';

/** How far back an odd day is news. */
const JUDGED_DAYS = 60;
/** Of all days judged together: so often chance alone brings one forward. */
const ALPHA = 0.01;
/** Days before a day that its level is taken from. */
const LEVEL_DAYS = 21;
/** And after it, as far as they have come: the season may be turning. */
const AFTER_DAYS = 21;
const WEEK = 7;
/** With fewer orders a day an empty one is nothing special. */
const LEAST_USUAL = 8;
/** Nearer to the usual is not worth saying. */
const LEAST_DIFFERENCE = 0.4;

export interface OddDay {
  readonly day: string;
  readonly orders: number;
  readonly expected: number;
  readonly revenue: number;
  readonly expectedRevenue: number;
  /** 80% interval of the revenue that was to be expected. */
  readonly revenueInterval: { readonly low: number; readonly high: number };
  readonly z: number;
  /** Corrected for how many days were judged. */
  readonly adjusted: number;
  readonly judged: number;
}

/**
 * What is to be expected of a day is the median of the three weeks before and after it, freed of the weekday, times the weekday's own
 * factor (medians again, so that no odd day spoils them). How far all days lie from their expectation is told by the
 * median of the distances between square roots, where counts have the same variance everywhere (Anscombe 1948). How rare a
 * day is, by the tail of a negative binomial whose variance is as much larger than chance alone as days show.
 */
export function findOddDays(days: readonly SalesDay[]): readonly OddDay[] {
  const factors = weekdayFactors(days);
  const freed = days.map(({ orders }, at) => orders / (factors[at % WEEK] as number));
  const judged = days.flatMap((day, at) => {
    if (at < LEVEL_DAYS) return [];
    const level = median([...freed.slice(at - LEVEL_DAYS, at), ...freed.slice(at + 1, at + 1 + AFTER_DAYS)]);
    const expected = level * (factors[at % WEEK] as number);
    return [{ day, at, expected, distance: 2 * (root(day.orders) - root(expected)) }];
  });
  if (judged.length < JUDGED_DAYS) return [];
  const spread = Math.max(
    LEAST_SPREAD,
    CONSISTENT * median(judged.map(({ distance }) => Math.abs(distance))),
  );
  const recent = judged.slice(-JUDGED_DAYS);
  const worth = perOrder(days);
  return recent
    .map(({ day, expected, distance }) => {
      const z = distance / spread;
      const tail = countTail(day.orders, expected, spread ** 2);
      const adjusted = Math.min(1, 2 * tail * recent.length);
      const ends = [-Z_80, Z_80].map((end) => (root(expected) + (end * spread) / 2) ** 2);
      return {
        day: day.day,
        orders: day.orders,
        expected,
        revenue: day.revenue,
        expectedRevenue: expected * worth,
        revenueInterval: { low: Math.max(0, ends[0] ?? 0) * worth, high: (ends[1] ?? 0) * worth },
        z,
        adjusted,
        judged: recent.length,
      };
    })
    .filter(
      ({ orders, expected, adjusted }) =>
        adjusted <= ALPHA &&
        expected >= LEAST_USUAL &&
        Math.abs(orders - expected) >= LEAST_DIFFERENCE * expected,
    );
}

/** From the median of absolute distances to a standard deviation, where they are normal. */
const CONSISTENT = 1.4826;
/** Two medians of about 28 days stand behind an expectation: chance in them adds to that in the day itself. */
const MEDIAN_OF = 28;
const LEAST_SPREAD = Math.sqrt(1 + Math.PI / MEDIAN_OF);
const Z_80 = normalQuantile(0.9);
const root = (count: number): number => Math.sqrt(count + 3 / 8);

/** How much of a usual day each weekday brings, by position from the first day. */
function weekdayFactors(days: readonly SalesDay[]): readonly number[] {
  const all = Math.max(1, median(days.map(({ orders }) => orders)));
  return Array.from({ length: WEEK }, (_, weekday) => {
    const own = days.filter((_day, at) => at % WEEK === weekday).map(({ orders }) => orders);
    return own.length > 0 ? Math.max(0.05, median(own) / all) : 1;
  });
}

function perOrder(days: readonly SalesDay[]): number {
  const orders = days.reduce((sum, day) => sum + day.orders, 0);
  return orders > 0 ? days.reduce((sum, day) => sum + day.revenue, 0) / orders : 0;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
