/** “March and April 2019”: the year said last counts for those before it that have none. */
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';

export const NAMED: ReadonlySet<string> = new Set(['month', 'quarter', 'half', 'day']);

export const lacksYear = (period: PeriodExpression): boolean =>
  NAMED.has(period.kind) && !('year' in period && period.year !== undefined);

export function withYear(period: PeriodExpression, year: number): PeriodExpression {
  return lacksYear(period) ? ({ ...period, year } as PeriodExpression) : period;
}

/** `span`: a start behind the end lies in the year before; `same`: all in the one year said. */
export function withSharedYear(
  periods: readonly PeriodExpression[],
  how: 'span' | 'same',
): PeriodExpression[] {
  const last = periods.at(-1);
  if (!last || !('year' in last) || last.year === undefined || !NAMED.has(last.kind)) return [...periods];
  const { year } = last;
  return periods.map((period) => (how === 'same' ? withYear(period, year) : shared(period, last, year)));
}

/** “November to February 2019” begins the year before: the start must not lie behind the end. */
function shared(period: PeriodExpression, last: PeriodExpression, year: number): PeriodExpression {
  return withYear(period, orderOf(period) > orderOf(last) && period.kind === last.kind ? year - 1 : year);
}

function orderOf(period: PeriodExpression): number {
  switch (period.kind) {
    case 'month':
      return period.month;
    case 'quarter':
      return period.quarter;
    case 'half':
      return period.half;
    case 'day':
      return period.month * 100 + period.day;
    default:
      return 0;
  }
}
