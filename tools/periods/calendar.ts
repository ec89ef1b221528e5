/** Arithmetic on days written `YYYY-MM-DD`. No time zones: a day is a day. Weeks start on Monday. */
import type { Grain } from './period-expression.ts';

/** A day, `YYYY-MM-DD`; such strings compare as days do. */
export type Day = string;

const DAY_MS = 86_400_000;

const toMs = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const fromMs = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

/** The day with these parts, or null where the calendar has none (31 June, 29 February 2019). Months from 1. */
export function dayOf(year: number, month: number, day: number): Day | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const ms = toMs(text);
  return !Number.isNaN(ms) && fromMs(ms) === text ? text : null;
}

export function partsOf(day: Day): { year: number; month: number; day: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) };
}

export function addDays(day: Day, count: number): Day {
  return fromMs(toMs(day) + count * DAY_MS);
}

/** Days from `from` to `to`, 0 for the same day. */
export function daysFromTo(from: Day, to: Day): number {
  return Math.round((toMs(to) - toMs(from)) / DAY_MS);
}

/** The same day `count` months on; where that month is shorter, its last day. */
export function addMonths(day: Day, count: number): Day {
  const { year, month, day: dayOfMonth } = partsOf(day);
  const months = year * 12 + (month - 1) + count;
  const first = firstOfMonth(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1);
  return minDay(addDays(first, dayOfMonth - 1), endOf('month', first));
}

/** The first day of a month. The year is a four-digit one. */
export function firstOfMonth(year: number, month: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
}

/** First day of the week, month, … that holds `day`. */
export function startOf(unit: Grain, day: Day): Day {
  const { year, month } = partsOf(day);
  switch (unit) {
    case 'day':
      return day;
    case 'week': {
      // 1970-01-01 was a Thursday, the fourth day of its week.
      const weekday = (((Math.floor(toMs(day) / DAY_MS) + 3) % 7) + 7) % 7;
      return addDays(day, -weekday);
    }
    case 'month':
      return firstOfMonth(year, month);
    case 'quarter':
      return firstOfMonth(year, Math.floor((month - 1) / 3) * 3 + 1);
    case 'year':
      return firstOfMonth(year, 1);
  }
}

/** `start` is the first day of a unit; the first day of the unit `count` further on. */
export function addUnits(unit: Grain, start: Day, count: number): Day {
  switch (unit) {
    case 'day':
      return addDays(start, count);
    case 'week':
      return addDays(start, count * 7);
    case 'month':
      return addMonths(start, count);
    case 'quarter':
      return addMonths(start, count * 3);
    case 'year':
      return addMonths(start, count * 12);
  }
}

/** Last day of the unit that holds `day`. */
export function endOf(unit: Grain, day: Day): Day {
  // Not by addMonths, which calls this.
  const start = startOf(unit, day);
  const { year, month } = partsOf(start);
  const ahead = { day: 0, week: 0, month: 1, quarter: 3, year: 12 }[unit];
  if (ahead === 0) return addDays(start, unit === 'week' ? 6 : 0);
  const next = month - 1 + ahead;
  return addDays(firstOfMonth(year + Math.floor(next / 12), (next % 12) + 1), -1);
}

export const minDay = (a: Day, b: Day): Day => (a < b ? a : b);
export const maxDay = (a: Day, b: Day): Day => (a > b ? a : b);
