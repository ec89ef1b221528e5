/** “only Q4”, “what about November?”, “in 2018”, “compare with the month before”, “and the month before?”. */

import type { MetricQuery } from '../../../tools/metrics/metric-query.ts';
import { addDays, addUnits, endOf, startOf } from '../../../tools/periods/calendar.ts';
import type { Grain, PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { type Clock, spanOf, yearOf } from '../dates/calendar.ts';
import { lacksYear, NAMED, withYear } from '../dates/shared-year.ts';
import type { Draft } from '../draft.ts';
import { type Problem, refuse } from '../resolve/problem.ts';
import { settlePeriods } from '../resolve/settle-periods.ts';
import { noYearBefore } from '../resolve/sound.ts';
import type { Step, Thread } from './step.ts';

export const mergePeriod: Step = (query, draft, thread) => {
  const { clock, fragment } = thread;
  const grows =
    draft.change &&
    !draft.changeCondition &&
    draft.grain === null &&
    !query.grain &&
    draft.periods.length === 0;
  if (draft.periods.length === 0) return draft.compareTo || grows ? against(query, draft, thread) : query;
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
function against(query: MetricQuery, draft: Draft, thread: Thread): MetricQuery | Problem {
  if (query.compareTo?.kind === 'periods') return withYearsBefore(query, query.compareTo, draft, thread);
  if (query.period.kind === 'all')
    return refuse(
      'Compare which period? The last answer was about all dates. Say for example “last month compared with the month before”.',
    );
  return { ...query, compareTo: { kind: draft.compareTo ?? 'previous' } };
}

/** “and compare with the year before” after Q3 and Q4: each behind itself a year earlier. */
function withYearsBefore(
  query: MetricQuery,
  { periods }: { readonly periods: readonly PeriodExpression[] },
  draft: Draft,
  { clock, knowledge }: Thread,
): MetricQuery | Problem {
  if (draft.compareTo === null)
    return refuse(
      'The last answer says how each of them changed. For those alone that grew or fell, say “only those that grew”.',
    );
  if (draft.compareTo !== 'year_before')
    return refuse(
      'The last answer holds several periods against each other already. Name the one to add, for example “also Q2”.',
    );
  const missing = periods.map((period) => noYearBefore(query.metrics, period, knowledge, clock));
  const last = missing.at(-1);
  if (last && missing.every((problem) => problem !== null)) return last;
  const doubled = periods.flatMap((period) => {
    const before = yearBefore(period, clock);
    return before ? [before, period] : [];
  });
  if (doubled.length < periods.length * 2 || doubled.length > MOST_PERIODS)
    return refuse('I cannot tell the year before each of these periods. Please name the periods to compare.');
  return { ...query, compareTo: { kind: 'periods', periods: doubled } };
}

const MOST_PERIODS = 12;

/** The same period a year earlier; null where it has no place in the calendar. */
export function yearBefore(period: PeriodExpression, clock: Clock): PeriodExpression | null {
  const span = period.kind === 'all' ? null : spanOf(period, clock);
  if (!span) return null;
  const year = yearOf(span.from);
  if (period.kind === 'year') return { kind: 'year', year: year - 1 };
  if (NAMED.has(period.kind) && period.kind !== 'day')
    return { ...period, year: year - 1 } as PeriodExpression;
  return {
    kind: 'range',
    from: addUnits('year', span.from, -1),
    to: addUnits('year', span.to, -1),
  };
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
  if (!first || !said || first.kind === 'all' || held.length >= MOST_PERIODS) return null;
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
  const whole = span && startOf(unit, span.from) === span.from && endOf(unit, span.from) === span.to;
  if (!whole || period.kind === 'all') return null;
  const from = addUnits(unit, span.from, -1);
  return { kind: 'range', from, to: addDays(span.from, -1) };
}
