/** “2019 without January”, “except November and December”, “excluding Q4”: months that are not counted. */

import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { MONTH_NAMES } from '../../../tools/periods/period-label.ts';
import { after, type Clause, type Reading } from '../clause.ts';
import { spanOf, yearOf } from '../dates/calendar.ts';
import { joinPeriods } from '../dates/join-periods.ts';
import { is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';

export const leftOutClause: Clause = (reading, at) => {
  const { items, knowledge, draft, refusals } = reading;
  // “not in May” may ask for all but May, or deny that it was asked for.
  if (
    !is(items[at], 'not') ||
    /^not\b/u.test(items[at]?.key ?? '') ||
    !knowledge.dimension(CONVENTIONS.month)
  )
    return 0;
  const said: PeriodExpression[] = [];
  let next = at + 1;
  for (let place = afterLead(reading, next); ; ) {
    const period = periodAt(reading, place);
    if (!period || monthsOf(period) === null) break;
    next = place + 1;
    const end = endOfRun(reading, next);
    const whole = end ? joinPeriods(period, end.period, reading.clock) : period;
    if (whole === null || monthsOf(whole) === null) return 0;
    said.push(whole);
    next = end?.next ?? next;
    const joint = items[next];
    if (!(is(joint, 'and') || is(joint, 'comma') || is(joint, 'or'))) break;
    place = after(reading, next + (is(items[next + 1], 'and') ? 2 : 1));
  }
  if (said.length === 0) return 0;
  const years = said.flatMap(yearsOf);
  const stray = years.find((year) => !countedIn(reading, at, year));
  if (stray !== undefined)
    refusals.push(
      `I can leave months out of a year, and ${stray} is not the year that is asked about. Say for example “in ${stray} except December”.`,
    );
  const months = said.flatMap((period) => monthsOf(period) ?? []);
  draft.where.push({
    dimension: CONVENTIONS.month,
    op: 'not_in',
    values: [...new Set(months.map((month) => MONTH_NAMES[month - 1] ?? ''))],
    at,
    list: 'and',
  });
  return next - at;
};

const periodAt = ({ items }: Reading, at: number): PeriodExpression | null => {
  const meaning = items[at]?.period;
  return meaning?.kind === 'period' ? meaning.period : null;
};

/** “… to March”, “… through March”: the last month of a run that is left out. */
function endOfRun(
  reading: Reading,
  at: number,
): { readonly period: PeriodExpression; readonly next: number } | null {
  const joint = reading.items[at];
  const joins = is(joint, 'toWord') || is(joint, 'until') || joint?.key === '-' || joint?.key === '';
  const place = after(reading, at + 1);
  const period = joins ? periodAt(reading, place) : null;
  return period ? { period, next: place + 1 } : null;
}

const afterLead = (reading: Reading, at: number): number => {
  const place = after(reading, at);
  const lead = reading.items[place];
  return is(lead, 'prep') && lead?.period === null ? after(reading, place + 1) : place;
};

/** The months of a month, quarter, half or run of months; null for another period, which is not made of them. */
function monthsOf(period: PeriodExpression): readonly number[] | null {
  const run = (first: number, length: number) => Array.from({ length }, (_, index) => first + index);
  switch (period.kind) {
    case 'month':
      return [period.month];
    case 'quarter':
      return run(period.quarter * 3 - 2, 3);
    case 'half':
      return run(period.half * 6 - 5, 6);
    case 'months':
      return period.toMonth < period.fromMonth
        ? [...run(period.fromMonth, 13 - period.fromMonth), ...run(1, period.toMonth)]
        : run(period.fromMonth, period.toMonth - period.fromMonth + 1);
    default:
      return null;
  }
}

function yearsOf(period: PeriodExpression): readonly number[] {
  if (period.kind === 'months')
    return [period.fromYear, period.toYear].flatMap((year) => (year === undefined ? [] : [year]));
  return 'year' in period && period.year !== undefined ? [period.year] : [];
}

/** Whether the question is about that year, so that its month is the only one of that name. */
function countedIn({ items, clock }: Reading, at: number, year: number): boolean {
  return items.slice(0, at).some((item) => {
    const span = item.period?.kind === 'period' ? spanOf(item.period.period, clock) : null;
    return span !== null && yearOf(span.from) === year && yearOf(span.to) === year;
  });
}
