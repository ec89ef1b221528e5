/** From the query's periods to the windows that are read. */

import { type Day, maxDay, minDay } from '../periods/calendar.ts';
import type { PeriodExpression } from '../periods/period-expression.ts';
import { dayLabel, MONTH_NAMES } from '../periods/period-label.ts';
import {
  type DataBounds,
  type Period,
  type ResolvedPeriod,
  resolvePeriod,
  type Span,
} from '../periods/resolve-period.ts';
import { capital } from './capital.ts';
import { periodAgainst } from './compare-period.ts';
import type { MetricQuery } from './metric-query.ts';
import type { Window } from './plan.ts';

export type PlannedWindows =
  | {
      readonly kind: 'windows';
      readonly windows: readonly Window[];
      readonly notes: readonly string[];
      /** The period to compare with, where it has no data. */
      readonly uncompared?: string;
    }
  | { readonly kind: 'empty'; readonly because: string; readonly span: Span | null }
  | { readonly kind: 'refused'; readonly because: string };

/** Resolves the period, and those it is compared with, against the days that have data. */
export function planWindows(query: MetricQuery, today: Day, bounds: DataBounds | null): PlannedWindows {
  const { compareTo } = query;
  if (compareTo?.kind === 'periods') return planNamed(compareTo.periods, compareTo.labels, today, bounds);
  const resolved = resolvePeriod(query.period, today, bounds);
  if (resolved.kind === 'invalid') return { kind: 'refused', because: resolved.because };
  if (resolved.kind === 'empty')
    return { kind: 'empty', because: resolved.because, span: bounds && resolved };
  const window = windowOf(resolved, resolved.label);
  const notes = [...inHandNotes(query.period, resolved, today), ...outsideNotes(resolved, bounds)];
  if (!bounds || compareTo === undefined || compareTo.kind === 'values')
    return { kind: 'windows', windows: [window], notes };
  const other = periodAgainst(query.period, resolved, compareTo.kind);
  const read = overlap(other, bounds);
  if (!read)
    return {
      kind: 'windows',
      windows: [window],
      uncompared: other.label,
      notes: [
        ...notes,
        `Nothing to compare with: there is no data for ${other.label} (data from ${dayLabel(bounds.from)}).`,
      ],
    };
  const cut =
    read.from > other.from
      ? [`${other.label} is not complete: data begins on ${dayLabel(bounds.from)}.`]
      : [];
  return {
    kind: 'windows',
    windows: [window, { ...other, read, partial: false }],
    notes: [...notes, ...cut],
  };
}

function planNamed(
  periods: readonly MetricQuery['period'][],
  labels: readonly string[] | undefined,
  today: Day,
  bounds: DataBounds | null,
): PlannedWindows {
  const resolved = periods.map((period) => resolvePeriod(period, today, bounds));
  const invalid = resolved.find((period) => period.kind === 'invalid');
  if (invalid) return { kind: 'refused', because: invalid.because };
  const days = resolved.filter(
    (period): period is Exclude<ResolvedPeriod, { kind: 'invalid' }> => period.kind !== 'invalid',
  );
  const first = days[0];
  if (days.every((period) => period.kind === 'empty') && first?.kind === 'empty')
    return { kind: 'empty', because: first.because, span: bounds && first };
  const windows = days.map((period, index): Window => {
    const label = labels?.[index] ?? saidLabel(periods[index], period.label);
    return period.kind === 'period'
      ? windowOf(period, label)
      : { label, from: period.from, to: period.to, read: null, partial: false };
  });
  const notes = days.flatMap((period, index) =>
    period.kind === 'empty'
      ? [period.because]
      : [...inHandNotes(periods[index], period, today), ...outsideNotes(period, bounds)],
  );
  return { kind: 'windows', windows, notes: [...new Set(notes)] };
}

/** The period as it was said: who asked for Q3 and Q4 named no year. */
function saidLabel(expression: PeriodExpression | undefined, resolved: string): string {
  if (!expression || ('year' in expression && expression.year !== undefined)) return resolved;
  switch (expression.kind) {
    case 'quarter':
      return `Q${expression.quarter}`;
    case 'half':
      return `H${expression.half}`;
    case 'month':
      return MONTH_NAMES[expression.month - 1] ?? resolved;
    default:
      return resolved;
  }
}

function windowOf(period: Period, label: string): Window {
  return { label, from: period.from, to: period.to, read: period.read, partial: period.partial };
}

/** “This month” of which no day is in the data yet is the month of the newest day: said, as the calendar says otherwise. */
function inHandNotes(said: PeriodExpression | undefined, period: Period, today: Day): readonly string[] {
  if (said?.kind !== 'calendar' || said.offset !== 0 || period.to >= today) return [];
  return [`“This ${said.unit}” is ${period.label}, the ${said.unit} of the newest data.`];
}

function outsideNotes(period: Period, bounds: DataBounds | null): readonly string[] {
  if (!bounds) return [];
  const { beyondData } = period;
  const notes: string[] = [];
  if (beyondData === 'before' || beyondData === 'both')
    notes.push(`There is no data before ${dayLabel(bounds.from)}: ${period.label} is read from there.`);
  if (period.partial)
    notes.push(`${capital(period.label)} is not over: it is read until ${dayLabel(period.read.to)}.`);
  else if (beyondData === 'after' || beyondData === 'both')
    notes.push(`There is no data after ${dayLabel(bounds.to)}: ${period.label} is read until there.`);
  return notes;
}

function overlap(span: Span, bounds: DataBounds): Span | null {
  const from = maxDay(span.from, bounds.from);
  const to = minDay(span.to, bounds.to);
  return from <= to ? { from, to } : null;
}
