/** When: one period, a span between two, a bound, or a period to compare with. */
import { addDays } from '../../../tools/periods/calendar.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { after, type Clause, type Reading } from '../clause.ts';
import { spanOf } from '../dates/calendar.ts';
import { joinPeriods } from '../dates/join-periods.ts';
import { withSharedYear } from '../dates/shared-year.ts';
import type { SaidPeriod } from '../draft.ts';
import { type Item, is } from '../item.ts';
import { daysBeforeClause } from './days-before.ts';
import { jointBefore } from './joint.ts';
import { leftOutClause } from './left-out-months.ts';
import { referenceClause } from './reference.ts';

/** Everything about time, tried in this order. */
export const periodClause: Clause = (reading, at) =>
  daysBeforeClause(reading, at) ||
  referenceClause(reading, at) ||
  leftOutClause(reading, at) ||
  boundClause(reading, at) ||
  spanClause(reading, at) ||
  plainClause(reading, at);

const periodAt = (reading: Reading, at: number): PeriodExpression | null => {
  const meaning = reading.items[at]?.period;
  return meaning?.kind === 'period' && !countsSomething(reading, at) ? meaning.period : null;
};

/** “more than 2000 orders”: a number after a comparator is not a year. */
function countsSomething(reading: Reading, at: number): boolean {
  if (!reading.items[at]?.number) return false;
  const before = reading.items[at - 1];
  return (
    ['atLeast', 'atMost', 'equals', 'under', 'top', 'bottom'].some((word) =>
      before?.words.has(word as 'top'),
    ) ||
    (is(before, 'over') && !is(before, 'prep'))
  );
}

function say(
  reading: Reading,
  at: number,
  period: PeriodExpression,
  joint: SaidPeriod['joint'] = 'none',
): void {
  const { draft } = reading;
  // Before “share” is said, nothing tells yet.
  const part = draft.share || draft.howMuchOf ? draft.partFollows : undefined;
  const said = reading.items[at]?.key ?? '';
  const yearAgo = YEAR_AGO.test(said);
  draft.periods.push({
    period,
    at,
    joint,
    ...(part === undefined ? {} : { part }),
    ...(yearAgo ? { yearAgo } : {}),
    ...(PREVIOUS.test(said) ? { previous: true } : {}),
  });
}

/** “last Monday” beside “this Monday” is the one before it, too. */
const PREVIOUS = /^(?:the )?(?:previous|prior|preceding) |^last (?:mon|tues|wednes|thurs|fri|satur|sun)day$/u;
const YEAR_AGO = / (?:last year|previous year|the year before)$/u;

/** “since March”, “after 3 May”, “before Q3”, “until June”, “from June on”. */
const boundClause: Clause = (reading, at) => {
  const item = reading.items[at];
  const place = after(reading, at + 1);
  const period = periodAt(reading, place);
  if (!item || !period) return 0;
  const length = place + 1 - at;
  const onwards = is(reading.items[place + 1], 'onwards') && !reading.items[place + 2]?.period;
  if (is(item, 'since') || (onwards && (is(item, 'fromWord') || is(item, 'prep')))) {
    const extra = is(reading.items[place + 1], 'onwards') && onwards ? 1 : 0;
    return bound(reading, at, period, 'from', 0, length + extra);
  }
  if (is(item, 'after')) return bound(reading, at, period, 'to', 1, length);
  if (is(item, 'before')) return bound(reading, at, period, 'from', -1, length);
  if (!is(item, 'until')) return 0;
  return is(item, 'untilSure') || period.kind === 'day' || period.kind === 'calendar'
    ? bound(reading, at, period, 'to', 0, length)
    : untilWhen(reading, at, period, length);
};

function bound(
  reading: Reading,
  at: number,
  period: PeriodExpression,
  edge: 'from' | 'to',
  shift: -1 | 0 | 1,
  length: number,
): number {
  const span = spanOf(period, reading.clock);
  if (!span) return 0;
  const day = addDays(span[edge], shift);
  const open = (edge === 'from' && shift === 0) || shift === 1;
  say(reading, at, open ? { kind: 'since', from: day } : { kind: 'until', to: day });
  return length;
}

/** “until June” ends before June to some and with June to others. */
function untilWhen(reading: Reading, at: number, period: PeriodExpression, length: number): number {
  const span = spanOf(period, reading.clock);
  if (!span) return 0;
  const ends = [addDays(span.from, -1), span.to];
  reading.choices.push({
    question: `Does “${reading.items[at]?.text ?? 'until'} ${reading.items[at + length - 1]?.text ?? ''}” include it?`,
    options: ends.map((to) => ({
      label: `Until ${to}, that day included`,
      apply: (draft) => draft.periods.push({ period: { kind: 'until', to }, at, joint: 'none' }),
    })),
  });
  return length;
}

/** “from March to May”, “between 3 and 10 March”, “Jan-Mar”: one span, unless two ends are compared. */
const spanClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const between = is(items[at], 'between');
  const lead =
    between || is(items[at], 'fromWord') || is(items[at], 'prep') || is(items[at], 'since') ? 1 : 0;
  const first = after(reading, at + lead);
  const from = periodAt(reading, first);
  const joint = items[first + 1];
  const second = after(reading, first + 2);
  const to = periodAt(reading, second);
  if (!from || !to || !joint) return 0;
  if (!(between ? is(joint, 'and') : isSpanJoint(joint, lead))) return 0;
  const length = second + 1 - at;
  const ends = withSharedYear([from, to], draft.compare || draft.change ? 'same' : 'span');
  if (draft.compare || draft.change || comparesLater(reading, second + 1)) {
    for (const [index, period] of ends.entries())
      say(reading, first, period, index === 0 ? 'none' : 'versus');
    return length;
  }
  const [start, end] = ends;
  const joined = start && end ? joinPeriods(start, end, reading.clock) : null;
  if (!joined) {
    reading.refusals.push(`“${items[first]?.text} to ${items[second]?.text}” is not a period I can read.`);
    return length;
  }
  say(reading, at, joined);
  return length;
};

const isSpanJoint = (joint: Item, lead: number): boolean =>
  is(joint, 'toWord') ||
  joint.key === '-' ||
  joint.key === '' ||
  joint.key === '_' ||
  (lead === 1 && joint.key === 'until');

/** “… from Q3 to Q4 change?”: the comparing word may come after. */
function comparesLater(reading: Reading, at: number): boolean {
  return reading.items
    .slice(at)
    .some((item) => (is(item, 'change') || is(item, 'compare')) && !is(item, 'perform'));
}

/** “in March”, “March”, “March and April”, “Q3 vs Q4”. */
const plainClause: Clause = (reading, at) => {
  const { items } = reading;
  const lead = is(items[at], 'prep') || items[at]?.key === 'by the end of' ? 1 : 0;
  const place = lead === 1 ? after(reading, at + 1) : at;
  const meaning = items[place]?.period;
  if (!meaning || countsSomething(reading, place)) return 0;
  if (lead === 1 && items[at]?.key === 'by') return 0;
  const length = place + 1 - at;
  if (meaning.kind === 'unsupported') {
    reading.refusals.push(meaning.because);
    return length;
  }
  if (meaning.kind === 'ambiguous') {
    reading.choices.push({
      question: meaning.question,
      options: meaning.options.map(({ label, period }) => ({
        label,
        apply: (draft) => draft.periods.push({ period, at: place, joint: 'none' }),
      })),
    });
    return length;
  }
  say(reading, place, meaning.period, jointBefore(reading, at));
  return length;
};
