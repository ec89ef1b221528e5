/** From the first day of one period to the last day of another. */
import { partsOf } from '../../../tools/periods/calendar.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { type Clock, spanOf, yearOf } from './calendar.ts';
import { lacksYear, withYear } from './shared-year.ts';

/** Null where the end lies before the start. A month without year takes the year of the other end. */
export function joinPeriods(
  from: PeriodExpression,
  to: PeriodExpression,
  clock: Clock,
): PeriodExpression | null {
  if (from.kind === 'month' && to.kind === 'month') return months(from, to);
  const start = spanOf(from, clock);
  const end = start && lacksYear(to) ? endAfter(to, start.from, clock) : spanOf(to, clock);
  if (!start || !end || end.to < start.from) return null;
  return { kind: 'range', from: start.from, to: end.to };
}

type Month = Extract<PeriodExpression, { kind: 'month' }>;

function months(from: Month, to: Month): PeriodExpression | null {
  if (
    from.year !== undefined &&
    to.year !== undefined &&
    from.year * 12 + from.month > to.year * 12 + to.month
  )
    return null;
  return {
    kind: 'months',
    fromMonth: from.month,
    toMonth: to.month,
    ...(from.year === undefined ? {} : { fromYear: from.year }),
    ...(to.year === undefined ? {} : { toYear: to.year }),
  };
}

/** The end in the same year as the start, or in the year after where it would lie before it. */
function endAfter(to: PeriodExpression, start: string, clock: Clock) {
  const same = spanOf(withYear(to, yearOf(start)), clock);
  return same && same.to < start ? spanOf(withYear(to, partsOf(start).year + 1), clock) : same;
}
