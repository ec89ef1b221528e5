/** “In every month”: the calendar months (weeks, quarters, …) of a deed's days. */
import { UserError } from '../errors.ts';
import { addDays, addUnits, type Day, maxDay, startOf } from '../periods/calendar.ts';
import type { Grain } from '../periods/period-expression.ts';
import type { Workspace } from '../workspace.ts';
import type { Did } from './gate.ts';
import { gateDays } from './gate-days.ts';

export interface Buckets {
  readonly unit: Grain;
  /** How many the days touch; the last may have only begun. */
  readonly count: number;
  readonly from: Day;
  readonly to: Day;
}

/**
 * The buckets in each of which the deed is to be done; null for a deed without `every`. Days without a beginning start
 * with the data, days that are still to come do not count. Throws a `UserError` for days that begin inside a bucket.
 */
export function bucketsOf({ every: unit, within }: Did, workspace: Workspace): Buckets | null {
  if (!unit) return null;
  const days = gateDays(within, workspace);
  const yesterday = addDays(workspace.today, -1);
  const newest = maxDay(workspace.data?.to ?? yesterday, yesterday);
  const from = days.from ?? workspace.data?.from ?? newest;
  const to = days.to === null || (from <= newest && days.to > newest) ? newest : days.to;
  const start = startOf(unit, from);
  if (days.from !== null && start !== from)
    throw new UserError(
      'gate_period',
      `Those days begin in the middle of a ${unit}. Please name whole ${unit}s, for example “in each of the last 3 ${unit}s”.`,
    );
  let count = 0;
  for (let next = start; next <= to; next = addUnits(unit, next, 1)) count++;
  return { unit, count: Math.max(count, 1), from, to };
}
