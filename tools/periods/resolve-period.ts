/**
 * From a period as said to the days meant, against the data clock.
 *
 * - Weeks start on Monday. "Last 3 months" are the three complete calendar months before today, and so for
 *   every unit; today itself is never in a "last N".
 * - A period named without its year is the most recent one that has *begun*: its first day is not after the
 *   newest day that can have data. Where the data clock stands on the day after the last data, nothing of that
 *   day has begun: on 2020-01-01 with data until 2019-12-31, "January" is January 2019.
 * - "To date" runs from the start of the unit that holds that newest day: on the same 2020-01-01 "year to date"
 *   is all of 2019, as a reader of an end-of-year report expects.
 * - "This month" is the month to date: on 2020-01-01 with data until 2019-12-31, December 2019. "Last month" counts
 *   from today, and is the same December then.
 * - What lies outside the data is said, never counted as zero.
 */
import {
  addDays,
  addUnits,
  type Day,
  dayOf,
  endOf,
  firstOfMonth,
  maxDay,
  minDay,
  partsOf,
  startOf,
} from './calendar.ts';
import type { Grain, PeriodExpression } from './period-expression.ts';
import { dayLabel, MONTH_NAMES, spanLabel } from './period-label.ts';

export interface DataBounds {
  readonly from: Day;
  readonly to: Day;
}

export interface Span {
  readonly from: Day;
  readonly to: Day;
}

export interface Period {
  readonly kind: 'period';
  /** First and last day meant, both included. */
  readonly from: Day;
  readonly to: Day;
  /** "December 2019", "the last 60 days". */
  readonly label: string;
  /** Not over yet: its last day is today or later. */
  readonly partial: boolean;
  /** Whether the period reaches outside the days with data. */
  readonly beyondData: 'no' | 'before' | 'after' | 'both';
  /** The part that has data: what is read. */
  readonly read: Span;
}

export type ResolvedPeriod =
  | Period
  /** No day of the period has data; `because` says so, with the days that have. */
  | {
      readonly kind: 'empty';
      readonly because: string;
      readonly from: Day;
      readonly to: Day;
      readonly label: string;
    }
  /** The calendar has no such days. */
  | { readonly kind: 'invalid'; readonly because: string };

type Named = Span & { readonly label: string };

/**
 * Resolves `expression` on the day `today`. `bounds` are the first and last day with data, null where there is
 * none at all. Pure and total.
 */
export function resolvePeriod(
  expression: PeriodExpression,
  today: Day,
  bounds: DataBounds | null,
): ResolvedPeriod {
  if (!bounds)
    return { kind: 'empty', because: 'There is no data yet.', from: today, to: today, label: 'all' };
  const lastDay = maxDay(bounds.to, addDays(today, -1));
  const named = nameDays(expression, today, { from: bounds.from, to: lastDay });
  if (typeof named === 'string') return { kind: 'invalid', because: named };
  return { ...named, ...against(named, today, bounds, lastDay) };
}

function against(
  named: Named,
  today: Day,
  bounds: DataBounds,
  lastDay: Day,
): Omit<Period, keyof Named> | { kind: 'empty'; because: string } {
  const { from, to, label } = named;
  if (to < bounds.from)
    return {
      kind: 'empty',
      because: `There is no data before ${dayLabel(bounds.from)}, so none for ${label}.`,
    };
  if (from > lastDay)
    return {
      kind: 'empty',
      because: `There is no data for ${label} yet: the newest is of ${dayLabel(bounds.to)}.`,
    };
  const before = from < bounds.from;
  const after = to > lastDay;
  return {
    kind: 'period',
    partial: to >= today && from <= today,
    beyondData: before && after ? 'both' : before ? 'before' : after ? 'after' : 'no',
    read: { from: maxDay(from, bounds.from), to: minDay(to, lastDay) },
  };
}

/** Years that a four-digit date can hold, with room for a comparison before and after. */
const YEARS = { first: 1000, last: 9000 } as const;
const UNITS_A_YEAR: Record<Grain, number> = { day: 365.25, week: 52.18, month: 12, quarter: 4, year: 1 };

/** The farthest year the expression speaks of, roughly. */
function yearsOf(expression: PeriodExpression, today: Day): readonly number[] {
  const thisYear = partsOf(today).year;
  switch (expression.kind) {
    case 'months':
      return [expression.fromYear ?? thisYear, expression.toYear ?? thisYear];
    case 'calendar':
      return [thisYear + expression.offset / UNITS_A_YEAR[expression.unit]];
    case 'last':
      return [thisYear - expression.count / UNITS_A_YEAR[expression.unit]];
    case 'range':
      return [partsOf(expression.from).year, partsOf(expression.to).year];
    case 'since':
      return [partsOf(expression.from).year];
    case 'until':
      return [partsOf(expression.to).year];
    default:
      return ['year' in expression && expression.year !== undefined ? expression.year : thisYear];
  }
}

/** The days named, or a sentence why there are none. `data.to` is the newest day that can have data. */
function nameDays(expression: PeriodExpression, today: Day, data: DataBounds): Named | string {
  if (yearsOf(expression, today).some((year) => !(year >= YEARS.first && year <= YEARS.last)))
    return `That is not a period I can read: name a year between ${YEARS.first} and ${YEARS.last}.`;
  switch (expression.kind) {
    case 'all':
      return { ...data, label: 'all the data' };
    case 'range':
      return rangeOf(expression.from, expression.to);
    case 'since': {
      if (!exists(expression.from)) return noSuchDay(expression.from);
      const to = maxDay(data.to, expression.from);
      return { from: expression.from, to, label: `since ${dayLabel(expression.from)}` };
    }
    case 'until': {
      if (!exists(expression.to)) return noSuchDay(expression.to);
      return {
        from: minDay(data.from, expression.to),
        to: expression.to,
        label: `until ${dayLabel(expression.to)}`,
      };
    }
    case 'year':
      return unit('year', firstOfMonth(expression.year, 1));
    case 'half':
      return half(expression.half, expression.year, data.to);
    case 'quarter':
      return unit('quarter', monthBegun((expression.quarter - 1) * 3 + 1, expression.year, data.to));
    case 'month':
      return unit('month', monthBegun(expression.month, expression.year, data.to));
    case 'day':
      return dayBegun(expression, data.to);
    case 'months':
      return monthRange(expression, data.to);
    case 'calendar':
      return relative(expression.unit, expression.offset, today, data.to);
    case 'last':
      return lastUnits(expression.count, expression.unit, today);
    case 'toDate':
      return {
        from: startOf(expression.unit, data.to),
        to: data.to,
        label: `the ${expression.unit} to date`,
      };
  }
}

const noSuchDay = (day: string): string => `There is no such day as ${day}.`;

function exists(day: string): boolean {
  const { year, month, day: dayOfMonth } = partsOf(day);
  return dayOf(year, month, dayOfMonth) !== null;
}

function rangeOf(from: Day, to: Day): Named | string {
  for (const day of [from, to]) if (!exists(day)) return noSuchDay(day);
  if (from > to) return `The period ends on ${dayLabel(to)}, before it begins on ${dayLabel(from)}.`;
  return { from, to, label: spanLabel(from, to) };
}

function unit(grain: Grain, start: Day): Named {
  const to = endOf(grain, start);
  return { from: start, to, label: grain === 'week' ? weekLabel(start) : spanLabel(start, to) };
}

const weekLabel = (monday: Day): string => `the week of ${dayLabel(monday)}`;

/** The first of the month, in the year said or in the last year in which it has begun by `lastDay`. */
function monthBegun(month: number, year: number | undefined, lastDay: Day): Day {
  if (year !== undefined) return firstOfMonth(year, month);
  const latest = partsOf(lastDay).year;
  const start = firstOfMonth(latest, month);
  return start <= lastDay ? start : firstOfMonth(latest - 1, month);
}

function half(which: number, year: number | undefined, lastDay: Day): Named {
  const from = monthBegun(which === 1 ? 1 : 7, year, lastDay);
  const to = addDays(addUnits('month', from, 6), -1);
  return { from, to, label: spanLabel(from, to) };
}

function dayBegun(said: { month: number; day: number; year?: number }, lastDay: Day): Named | string {
  const name = `${said.day} ${MONTH_NAMES[said.month - 1]}`;
  if (said.year !== undefined) {
    const day = dayOf(said.year, said.month, said.day);
    return day === null
      ? `There is no ${name} in ${said.year}.`
      : { from: day, to: day, label: dayLabel(day) };
  }
  const latest = partsOf(lastDay).year;
  // Eight years hold a leap day even across a century that has none.
  for (let year = latest; year >= latest - 8; year -= 1) {
    const day = dayOf(year, said.month, said.day);
    if (day !== null && day <= lastDay) return { from: day, to: day, label: dayLabel(day) };
  }
  return `There is no ${name} in any year.`;
}

function monthRange(
  said: { fromMonth: number; fromYear?: number; toMonth: number; toYear?: number },
  lastDay: Day,
): Named | string {
  const wraps = said.toMonth < said.fromMonth ? 1 : 0;
  const fromYear = said.fromYear ?? (said.toYear === undefined ? undefined : said.toYear - wraps);
  const from = monthBegun(said.fromMonth, fromYear, lastDay);
  const toYear = said.toYear ?? partsOf(from).year + wraps;
  return rangeOf(from, endOf('month', firstOfMonth(toYear, said.toMonth)));
}

/** The unit in hand is the one that holds the newest day, as it is “to date”; those before it count from today. */
function relative(grain: Grain, offset: number, today: Day, lastDay: Day): Named {
  const current = startOf(grain, today);
  const begun = grain === 'day' || current <= lastDay;
  return unit(grain, offset === 0 && !begun ? startOf(grain, lastDay) : addUnits(grain, current, offset));
}

function lastUnits(count: number, grain: Grain, today: Day): Named {
  const end = startOf(grain, today);
  const from = addUnits(grain, end, -count);
  const to = addDays(end, -1);
  if (count === 1 && grain !== 'day') return unit(grain, from);
  return { from, to, label: count === 1 ? dayLabel(from) : `the last ${count} ${grain}s` };
}
