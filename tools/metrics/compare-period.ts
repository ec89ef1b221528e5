/** The period that another is measured against. */
import {
  addDays,
  addMonths,
  addUnits,
  type Day,
  daysFromTo,
  endOf,
  minDay,
  partsOf,
  startOf,
} from '../periods/calendar.ts';
import { GRAINS, type Grain, type PeriodExpression } from '../periods/period-expression.ts';
import { spanLabel } from '../periods/period-label.ts';
import type { Period, Span } from '../periods/resolve-period.ts';

export type Against = 'previous' | 'year_before';

/**
 * The period before, or the same a year earlier. Calendar periods meet calendar periods (March 31 days,
 * February 28); one that is not over is measured against as many days of the other; other spans meet as many
 * days right before them.
 */
export function periodAgainst(
  expression: PeriodExpression,
  period: Period,
  against: Against,
): Span & { readonly label: string } {
  const whole = { from: period.from, to: period.to };
  const other = against === 'previous' ? spanBefore(expression, whole) : yearBefore(whole);
  const days = daysFromTo(period.from, period.read.to);
  const to = period.partial ? minDay(addDays(other.from, days), other.to) : other.to;
  return { from: other.from, to, label: labelFor(expression, against, other.from, to) };
}

function labelFor(expression: PeriodExpression, against: Against, from: Day, to: Day): string {
  if (expression.kind === 'last' && expression.count > 1 && against === 'previous')
    return `the ${expression.count} ${expression.unit}s before`;
  return spanLabel(from, to);
}

function spanBefore(expression: PeriodExpression, { from, to }: Span): Span {
  if (expression.kind === 'toDate') {
    const start = addUnits(expression.unit, startOf(expression.unit, from), -1);
    return { from: start, to: minDay(addDays(start, daysFromTo(from, to)), endOf(expression.unit, start)) };
  }
  const grain = [...GRAINS].reverse().find((unit) => coversUnits(unit, from, to));
  const end = addDays(from, -1);
  if (!grain || grain === 'day') return { from: addDays(end, -daysFromTo(from, to)), to: end };
  return { from: addUnits(grain, from, -unitsIn(grain, from, to)), to: end };
}

/** True where the span is made of whole units. */
function coversUnits(unit: Grain, from: Day, to: Day): boolean {
  return from === startOf(unit, from) && to === endOf(unit, to);
}

function unitsIn(unit: Grain, from: Day, to: Day): number {
  if (unit === 'day' || unit === 'week') return (daysFromTo(from, to) + 1) / (unit === 'week' ? 7 : 1);
  const a = partsOf(from);
  const b = partsOf(startOf(unit, to));
  const months = (b.year - a.year) * 12 + b.month - a.month;
  return months / { month: 1, quarter: 3, year: 12 }[unit] + 1;
}

/** The same days of the year before; a span of whole months stays one (29 February meets the 28th). */
function yearBefore({ from, to }: Span): Span {
  const start = addMonths(from, -12);
  const end = addMonths(to, -12);
  return { from: start, to: to === endOf('month', to) ? endOf('month', end) : end };
}
