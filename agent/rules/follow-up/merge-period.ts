/** “only Q4”, “what about November?”, “in 2018”, “compare with the month before”, “and the month before?”. */

import type { MetricQuery } from '../../../tools/metrics/metric-query.ts';
import { addDays, addUnits, endOf } from '../../../tools/periods/calendar.ts';
import type { Grain, PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { type Clock, spanOf } from '../dates/calendar.ts';
import { lacksYear, withYear } from '../dates/shared-year.ts';
import type { Draft } from '../draft.ts';
import { type Problem, refuse } from '../resolve/problem.ts';
import { settlePeriods } from '../resolve/settle-periods.ts';
import type { Step } from './step.ts';

export const mergePeriod: Step = (query, draft, { clock, fragment }) => {
  const grows = draft.change && draft.grain === null && !query.grain && draft.periods.length === 0;
  if (draft.periods.length === 0) return draft.compareTo || grows ? against(query, draft) : query;
  if (isBeside(query, draft)) return beside(query, draft);
  const added = fragment.adds ? alongside(query, draft) : null;
  if (added) return added;
  const settled = settlePeriods(draft, clock);
  if ('kind' in settled) return settled;
  const period = inherit(settled.period, query.period);
  const kept = query.compareTo?.kind === 'periods' ? undefined : query.compareTo;
  return { ...query, period, compareTo: settled.compareTo ?? kept };
};

/** A period to hold against needs one to be held against. */
function against(query: MetricQuery, draft: Draft): MetricQuery | Problem {
  if (query.period.kind === 'all' || query.compareTo?.kind === 'periods')
    return refuse(
      'Compare which period? The last answer was about all dates. Say for example “last month compared with the month before”.',
    );
  return { ...query, compareTo: { kind: draft.compareTo ?? 'previous' } };
}

const isBeside = (query: MetricQuery, draft: Draft): boolean =>
  draft.compare && draft.periods.length === 1 && query.period.kind !== 'all' && draft.compareTo === null;

/** “vs October” after an answer about November: both, in that order. */
function beside(query: MetricQuery, draft: Draft): MetricQuery {
  const other = inherit(draft.periods[0]?.period ?? { kind: 'all' }, query.period);
  return {
    ...query,
    period: { kind: 'all' },
    compareTo: { kind: 'periods', periods: [query.period, other] },
  };
}

/** “also October”: one more period beside those there. */
function alongside(query: MetricQuery, draft: Draft): MetricQuery | null {
  if (draft.periods.length !== 1 || draft.compareTo !== null) return null;
  const held = query.compareTo?.kind === 'periods' ? query.compareTo.periods : [query.period];
  const [first] = held;
  const said = draft.periods[0]?.period;
  if (!first || !said || first.kind === 'all' || held.length > 11) return null;
  const periods = [...held, inherit(said, first)];
  return { ...query, period: { kind: 'all' }, compareTo: { kind: 'periods', periods } };
}

/** “and April?” after “March 2018” is April 2018. */
function inherit(period: PeriodExpression, before: PeriodExpression): PeriodExpression {
  const year = 'year' in before ? before.year : undefined;
  return year !== undefined && lacksYear(period) ? withYear(period, year) : period;
}

/** The calendar unit right before a period of that unit; null where the period is another. */
export function unitBefore(period: PeriodExpression, unit: Grain, clock: Clock): PeriodExpression | null {
  const span = spanOf(period, clock);
  if (!span || period.kind === 'all' || endOf(unit, span.from) !== span.to) return null;
  const from = addUnits(unit, span.from, -1);
  return { kind: 'range', from, to: addDays(span.from, -1) };
}
