/** The days that a period of a gate means: the days said, not only those with sales, for events have days of their own. */

import { UserError } from '../errors.ts';
import { addDays, type Day, maxDay } from '../periods/calendar.ts';
import type { PeriodExpression } from '../periods/period-expression.ts';
import { resolvePeriod } from '../periods/resolve-period.ts';
import type { Workspace } from '../workspace.ts';
import type { Parameters } from './parameters.ts';

export interface GateDays {
  /** Null where the period is open at that end. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** "the last 60 days". */
  readonly label: string;
}

const EARLIEST: Day = '1000-01-01';

/** Resolves the period against the data clock; a `UserError` where the calendar has no such days. */
export function gateDays(period: PeriodExpression, workspace: Workspace): GateDays {
  const yesterday = addDays(workspace.today, -1);
  const to = maxDay(workspace.data?.to ?? yesterday, yesterday);
  const days = resolvePeriod(period, workspace.today, { from: EARLIEST, to });
  if (days.kind === 'invalid') throw new UserError('gate_period', days.because);
  return {
    from: period.kind === 'all' || period.kind === 'until' ? null : days.from,
    to: period.kind === 'all' || period.kind === 'since' ? null : days.to,
    label: days.label,
  };
}

/** Conditions that keep `column` within the days; none for all of time. */
export function daysSql(column: string, { from, to }: GateDays, parameters: Parameters): readonly string[] {
  return [
    ...(from === null ? [] : [`${column} >= ${parameters.add(from, 'date')}`]),
    ...(to === null ? [] : [`${column} <= ${parameters.add(to, 'date')}`]),
  ];
}
