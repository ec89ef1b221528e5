/** One period, several side by side, or one held against the one before. */
import type { Comparison } from '../../../tools/metrics/metric-query.ts';
import { addDays } from '../../../tools/periods/calendar.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { type Clock, spanOf, yearOf } from '../dates/calendar.ts';
import { joinPeriods } from '../dates/join-periods.ts';
import { lacksYear, withSharedYear, withYear } from '../dates/shared-year.ts';
import type { Draft } from '../draft.ts';
import { type Problem, refuse } from './problem.ts';

export interface SettledPeriods {
  readonly period: PeriodExpression;
  readonly compareTo?: Comparison;
}

export function settlePeriods(draft: Draft, clock: Clock): SettledPeriods | Problem {
  const ago = sameYearAgo(draft, clock) ?? theOneBefore(draft) ?? inHand(draft, clock);
  if (ago) return ago;
  const { years, named } = splitYears(draft);
  const said = [...new Map(named.map((period) => [JSON.stringify(period), period])).values()];
  if (named.length > said.length) return refuse('Both periods are the same. Which two should be compared?');
  const [year] = years;
  const all =
    year === undefined ? withSharedYear(said, 'same') : said.map((period) => withYear(period, year));
  const [only, second] = all;
  // A year against the year before needs a year: the one in hand.
  if (!only && draft.compareTo === 'year_before' && draft.grain === null)
    return { period: { kind: 'toDate', unit: 'year' }, ...against(draft) };
  if (!only) return { period: { kind: 'all' }, ...against(draft) };
  if (!second) return { period: only, ...against(draft) };
  if (draft.compareTo !== null)
    return refuse('Please name either two periods or one to hold against the period before.');
  if (draft.compare || draft.change || draft.periods.some((period) => period.joint === 'versus')) {
    return all.length > 12
      ? refuse('I can hold up to 12 periods side by side.')
      : { period: { kind: 'all' }, compareTo: { kind: 'periods', periods: all } };
  }
  const joined = draft.periods.slice(1).every((period) => period.joint === 'and');
  // Along an axis of time, a run of periods is one; elsewhere where it is said so.
  const whole = joined && (draft.grain !== null || draft.joined === 'together') ? runOf(all, clock) : null;
  if (whole) return { period: whole };
  return joined
    ? together(all, clock)
    : refuse('I read more than one period in that. Please name one, or say which two to compare.');
}

/** “Q4 vs Q4 last year”: one period and itself a year earlier, whichever year it is the Q4 of. */
function sameYearAgo({ periods, compare, compareTo }: Draft, clock: Clock): SettledPeriods | null {
  const [first, second, more] = periods;
  if (!first || !second || more || compareTo !== null || !(compare || second.joint === 'versus')) return null;
  const lastYear = yearOf(clock.today) - 1;
  const again = lacksYear(first.period) ? withYear(first.period, lastYear) : null;
  if (again === null || !second.yearAgo || JSON.stringify(again) !== JSON.stringify(second.period))
    return null;
  return { period: first.period, compareTo: { kind: 'year_before' } };
}

/** “last 3 months vs previous 3 months”, “this Monday vs last Monday”: the one are those before the other. */
function theOneBefore({ periods, compare, compareTo }: Draft): SettledPeriods | null {
  const [first, second, more] = periods;
  if (!first || !second || more || compareTo !== null || !(compare || second.joint === 'versus')) return null;
  const same = JSON.stringify(first.period) === JSON.stringify(second.period);
  if (!same || Boolean(first.previous) === Boolean(second.previous)) return null;
  const earlier = weekEarlier(first.period);
  if (earlier) {
    const both = first.previous ? [earlier, second.period] : [first.period, earlier];
    return { period: { kind: 'all' }, compareTo: { kind: 'periods', periods: both } };
  }
  return second.previous ? { period: first.period, compareTo: { kind: 'previous' } } : null;
}

/** “revenue by month compared with last year”: the year in hand, which nobody has to name. */
function inHand({ periods, compareTo }: Draft, clock: Clock): SettledPeriods | Problem | null {
  const [only, more] = periods;
  if (!only || more || only.joint !== 'versus' || compareTo !== null) return null;
  if (only.period.kind !== 'calendar' || only.period.offset !== -1 || only.period.unit === 'day') return null;
  const { unit } = only.period;
  const period: PeriodExpression = { kind: 'toDate', unit };
  if (spanOf(period, clock)?.from === spanOf(only.period, clock)?.from)
    return refuse(
      `The newest data are of that ${unit} itself, so nothing after it can be held against it. Please name both periods.`,
    );
  return { period, compareTo: { kind: unit === 'year' ? 'year_before' : 'previous' } };
}

/** A day of the week, the week before; null where the period is no single day. */
const weekEarlier = (period: PeriodExpression): PeriodExpression | null =>
  period.kind === 'range' && period.from === period.to
    ? { kind: 'range', from: addDays(period.from, -7), to: addDays(period.to, -7) }
    : null;

/** “Q3 … in 2019”: a bare year beside named periods is their year. */
function splitYears(draft: Draft): { years: number[]; named: PeriodExpression[] } {
  const periods = draft.periods.map(({ period }) => period);
  const years = periods.flatMap((period) => (period.kind === 'year' ? [period.year] : []));
  const named = periods.filter((period) => period.kind !== 'year');
  const belongs = years.length === 1 && named.length > 0 && named.every(lacksYear);
  return belongs ? { years, named } : { years: [], named: periods };
}

function against(draft: Draft): { compareTo?: Comparison } {
  if (draft.compareTo) return { compareTo: { kind: draft.compareTo } };
  const growsAlone = draft.change && draft.grain === null && draft.periods.length > 0;
  return growsAlone ? { compareTo: { kind: 'previous' } } : {};
}

/** “in March and April”: added up, or side by side? */
function together(periods: readonly PeriodExpression[], clock: Clock): Problem {
  const whole = runOf(periods, clock);
  return {
    kind: 'choose',
    question: 'Together, or side by side?',
    options: [
      ...(whole
        ? [
            {
              label: 'Together',
              apply: (draft: Draft) =>
                void Object.assign(draft, { periods: [{ period: whole, at: 0, joint: 'none' }] }),
            },
          ]
        : []),
      { label: 'Side by side', apply: (draft) => void Object.assign(draft, { compare: true }) },
    ],
  };
}

/** The periods as one, where each begins the day after the one before ends; null otherwise. */
export function runOf(periods: readonly PeriodExpression[], clock: Clock): PeriodExpression | null {
  const [first] = periods;
  const last = periods.at(-1);
  return first && last && isRun(periods, clock) ? joinPeriods(first, last, clock) : null;
}

/** Whether each period begins the day after the one before ends. */
function isRun(periods: readonly PeriodExpression[], clock: Clock): boolean {
  return periods.every((period, index) => {
    const before = periods[index - 1];
    if (!before) return true;
    const joined = joinPeriods(before, period, clock);
    return joined !== null && adjoins(before, period);
  });
}

function adjoins(before: PeriodExpression, period: PeriodExpression): boolean {
  if (before.kind === 'month' && period.kind === 'month') return period.month === (before.month % 12) + 1;
  if (before.kind === 'quarter' && period.kind === 'quarter')
    return period.quarter === (before.quarter % 4) + 1;
  if (before.kind === 'year' && period.kind === 'year') return period.year === before.year + 1;
  return before.kind === 'half' && period.kind === 'half' && before.half === 1 && period.half === 2;
}
