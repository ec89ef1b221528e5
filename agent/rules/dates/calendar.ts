/** Calendar arithmetic that only reading questions needs; the rest is tools/metrics/calendar.ts. */
import {
  addDays,
  type Day,
  endOf,
  firstOfMonth,
  maxDay,
  partsOf,
  startOf,
} from '../../../tools/periods/calendar.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { resolvePeriod, type Span } from '../../../tools/periods/resolve-period.ts';
import type { Workspace } from '../../../tools/workspace.ts';

/** What “today” and “the most recent” mean for a workspace. */
export interface Clock {
  /** The data clock's today. */
  readonly today: Day;
  /** The newest day that can have data: a month named without its year is the last that has begun by then. */
  readonly lastDay: Day;
}

export function clockOf(workspace: Workspace): Clock {
  const yesterday = addDays(workspace.today, -1);
  const to = workspace.data?.to ?? yesterday;
  return { today: workspace.today, lastDay: maxDay(to, yesterday) };
}

/** The days an expression means, wherever the data lie; null where the calendar has none. */
export function spanOf(period: PeriodExpression, clock: Clock): Span | null {
  const resolved = resolvePeriod(period, clock.today, { from: '1900-01-01', to: clock.lastDay });
  return resolved.kind === 'invalid' ? null : { from: resolved.from, to: resolved.to };
}

export const yearOf = (day: Day): number => partsOf(day).year;
export const monthOf = (day: Day): number => partsOf(day).month;

export const isoDay = (year: number, month: number, day: number): Day =>
  addDays(firstOfMonth(year, month), day - 1);

export const mondayOf = (day: Day): Day => startOf('week', day);

export function monthSpan(year: number, month: number): Span {
  const from = firstOfMonth(year, month);
  return { from, to: endOf('month', from) };
}

/** The year of the most recent such day that has begun. */
export function recentYear(clock: Clock, month: number, day = 1): number {
  const year = yearOf(clock.lastDay);
  return isoDay(year, month, day) <= clock.lastDay ? year : year - 1;
}

/** Monday to Sunday of an ISO week. */
export function isoWeekSpan(year: number, week: number): Span {
  const from = addDays(mondayOf(isoDay(year, 1, 4)), (week - 1) * 7);
  return { from, to: addDays(from, 6) };
}
