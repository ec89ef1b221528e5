/** A period's share of a longer one: “what share of 2019 revenue was made in December”, “December's share of the year”. */
import { sourcesOf } from '../../../tools/metrics/model.ts';
import { endOf, startOf } from '../../../tools/periods/calendar.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import type { Span } from '../../../tools/periods/resolve-period.ts';
import { type Clock, spanOf, yearOf } from '../dates/calendar.ts';
import { withYear } from '../dates/shared-year.ts';
import type { Draft, SaidPeriod } from '../draft.ts';
import type { Knowledge } from '../knowledge.ts';
import { type Problem, refuse } from './problem.ts';

export interface Within {
  readonly period: PeriodExpression;
  readonly within: PeriodExpression;
}

/** The part and the whole; null where the share is not one of time. */
export function settleWithin(draft: Draft, knowledge: Knowledge, clock: Clock): Within | Problem | null {
  const timed = draft.share && draft.by.length === 0 && draft.grain === null;
  const compares = draft.compare || draft.change || draft.compareTo !== null;
  if (!timed || compares || draft.having.length > 0) return null;
  const [first, second, third] = draft.periods;
  if (draft.wholeUnit !== null) return ofUnit(draft, clock);
  if (!first || third || second?.joint === 'and') return null;
  const filtered = draft.where.length + draft.part.length > 0;
  if (second) return ofTwo(draft, clock, filtered);
  return filtered ? null : ofUnsaid(first, draft, knowledge, clock);
}

/** “share of the year”. */
function ofUnit(draft: Draft, clock: Clock): Within | Problem {
  const [only, more] = draft.periods;
  const unit = draft.wholeUnit ?? 'year';
  const span = only && !more && draft.part.length === 0 ? spanOf(only.period, clock) : null;
  if (!only || !span)
    return refuse(`Which part of the ${unit}? Say for example “December's share of the year”.`);
  const from = startOf(unit, span.from);
  const within: PeriodExpression =
    unit === 'year' ? { kind: 'year', year: yearOf(from) } : { kind: 'range', from, to: endOf(unit, from) };
  return { period: only.period, within };
}

/** “of 2019 … in December”: the one that lies within the other is the part. */
function ofTwo(draft: Draft, clock: Clock, filtered: boolean): Within | Problem | null {
  const [first, second] = draft.periods;
  if (!first || !second) return null;
  const behind = Boolean(first.part) !== Boolean(second.part);
  // “share of revenue from women in Q4 2019”: the part is a filter, and both name one period.
  if (filtered && !behind) return null;
  if (draft.part.length > 0)
    return refuse('Which part of what? The share of a time, or of a group? Please ask for one of them.');
  const parted = behind ? (first.part ? [first, second] : [second, first]) : null;
  const orders = parted
    ? [parted]
    : [
        [first, second],
        [second, first],
      ];
  for (const [part, whole] of orders) {
    if (!part || !whole) continue;
    const period = whole.period.kind === 'year' ? withYear(part.period, whole.period.year) : part.period;
    if (liesWithin(spanOf(period, clock), spanOf(whole.period, clock)))
      return { period, within: whole.period };
  }
  return refuse('Neither of these periods is a part of the other, so there is no share to tell.');
}

const liesWithin = (part: Span | null, whole: Span | null): boolean =>
  part !== null &&
  whole !== null &&
  part.from >= whole.from &&
  part.to <= whole.to &&
  (part.from > whole.from || part.to < whole.to);

/** “what share of revenue was made in December”: of its year, or of everything? The same where that is all there is. */
function ofUnsaid(
  { period, part }: SaidPeriod,
  draft: Draft,
  knowledge: Knowledge,
  clock: Clock,
): Within | Problem | null {
  const all: Within = { period, within: { kind: 'all' } };
  // “share of new customers in December” may well be theirs among all customers.
  const typed = draft.metrics.some(({ id }) => Object.keys(knowledge.metric(id)?.about ?? {}).length > 0);
  if (typed) return null;
  const span = spanOf(period, clock);
  const year = span && yearOf(span.from) === yearOf(span.to) ? yearOf(span.from) : null;
  if (year === null || period.kind === 'year' || (part !== false && spansOneYear(draft, knowledge)))
    return all;
  const option = (label: string, whole: PeriodExpression) => ({
    label,
    apply: (changed: Draft) =>
      void changed.periods.push({ period: whole, at: -1, joint: 'none' as const, part: false }),
  });
  return {
    kind: 'choose',
    question: 'A share of what?',
    options: [option(`Of ${year}`, { kind: 'year', year }), option('Of all dates', { kind: 'all' })],
  };
}

function spansOneYear({ metrics }: Draft, { vocabulary, metric, model }: Knowledge): boolean {
  const sources = metrics.flatMap(({ id }) => {
    const known = metric(id);
    return known ? sourcesOf(known, model) : [];
  });
  const years = sources.flatMap((id) => {
    const bounds = vocabulary.sources.get(id)?.bounds;
    return bounds ? [yearOf(bounds.from), yearOf(bounds.to)] : [];
  });
  return new Set(years).size === 1;
}
