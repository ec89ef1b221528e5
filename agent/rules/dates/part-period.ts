/** A part of a period: “first week of March”, “last 3 months of 2019”, “the first 10 days of Q2”, “week 12”, “week of 4 March”. */
import { addDays } from '../../../tools/periods/calendar.ts';
import type { Grain } from '../../../tools/periods/period-expression.ts';
import type { Span } from '../../../tools/periods/resolve-period.ts';
import { UNIT_WORDS } from '../lexicon/calendar-words.ts';
import type { Token } from '../text/lexer.ts';
import { readNumber, readOrdinal } from '../text/numbers.ts';
import { isoWeekSpan, mondayOf, monthOf, monthSpan, spanOf, yearOf } from './calendar.ts';
import { fullDay } from './day-period.ts';
import { found, type PeriodRead, type PeriodReader, unsupported } from './period-read.ts';
import { skip, textAt } from './words.ts';

interface Part {
  /** Counted from 1; negative from the end. */
  readonly position: number;
  readonly count: number;
  readonly unit: Grain;
  readonly length: number;
}

/** “the last month of each quarter” is no stretch of time. */
const EACH = new Set(['each', 'every']);

/** `readWhole` reads the period after “of”. */
export function partReader(readWhole: PeriodReader): PeriodReader {
  return (tokens, at, clock) => {
    const part = readPart(tokens, at);
    if (!part) return null;
    if (EACH.has(textAt(tokens, at + part.length)))
      return unsupported(
        part.length + 1 + skip(tokens, at + part.length + 1, [...UNIT_WORDS.keys()]),
        'I read one stretch of time, not the same part of several. Name one, for example “the last month of Q2”.',
      );
    const glue = skip(tokens, at + part.length, ['the', 'month']);
    const whole = readWhole(tokens, at + part.length + glue, clock);
    if (whole?.kind !== 'period') return null;
    const span = spanOf(whole.period, clock);
    const length = part.length + glue + whole.length;
    return span ? cut(part, span, length) : null;
  };
}

/** “the second half of May”: days 1 to 15, or from the 16th on. */
export function halfMonthReader(readMonth: PeriodReader): PeriodReader {
  return (tokens, at, clock) => {
    const start = at + skip(tokens, at, ['the']);
    const half = readOrdinal(tokens[start]);
    if ((half !== 1 && half !== 2) || textAt(tokens, start + 1) !== 'half') return null;
    if (!['of', 'in'].includes(textAt(tokens, start + 2))) return null;
    const whole = readMonth(tokens, start + 3, clock);
    const span = whole?.kind === 'period' ? spanOf(whole.period, clock) : null;
    if (!whole || !span) return null;
    const length = start + 3 + whole.length - at;
    const middle = addDays(span.from, 14);
    return half === 1
      ? found(length, { kind: 'range', from: span.from, to: middle })
      : found(length, { kind: 'range', from: addDays(middle, 1), to: span.to });
  };
}

/** “first week of”, “last 3 months of”, “2nd day in”. */
function readPart(tokens: readonly Token[], at: number): Part | null {
  const start = skip(tokens, at, ['the']);
  const ordinal =
    textAt(tokens, at + start) === 'last' || textAt(tokens, at + start) === 'final'
      ? -1
      : readOrdinal(tokens[at + start]);
  if (ordinal === null) return null;
  const number = readNumber(tokens, at + start + 1);
  const counted =
    number && Number.isInteger(number.value) && number.value > 0 ? number : { value: 1, length: 0 };
  const unitAt = at + start + 1 + counted.length;
  const unit = UNIT_WORDS.get(textAt(tokens, unitAt));
  if (!unit || !['of', 'in'].includes(textAt(tokens, unitAt + 1))) return null;
  if (counted.length > 0 && Math.abs(ordinal) !== 1) return null;
  return { position: ordinal, count: counted.value, unit, length: unitAt + 2 - at };
}

function cut(part: Part, whole: Span, length: number): PeriodRead | null {
  if (part.unit === 'day') return inside(dayCut(part, whole), whole, length);
  if (part.unit === 'month' || part.unit === 'quarter') return inside(monthCut(part, whole), whole, length);
  if (part.unit !== 'week') return null;
  const days = dayCut(
    { ...part, position: part.position < 0 ? -1 : (part.position - 1) * 7 + 1, count: part.count * 7 },
    whole,
  );
  const monday = part.position < 0 ? mondayOf(addDays(whole.to, -6)) : firstMonday(whole.from);
  const from =
    part.position < 0 ? addDays(monday, (1 - part.count) * 7) : addDays(monday, (part.position - 1) * 7);
  const weeks = { from, to: addDays(from, part.count * 7 - 1) };
  // “the first week of March” is its first seven days to nearly everybody.
  if (days.from === weeks.from || part.position === 1) return inside(days, whole, length);
  return {
    kind: 'ambiguous',
    length,
    question: 'Do you count seven days at a time, or weeks from Monday to Sunday?',
    options: [days, weeks].map((span) => ({
      label: `${span.from} to ${span.to}`,
      period: { kind: 'range', ...span },
    })),
  };
}

const firstMonday = (day: string): string => (mondayOf(day) === day ? day : addDays(mondayOf(day), 7));

function dayCut(part: Part, whole: Span): Span {
  if (part.position < 0) return { from: addDays(whole.to, 1 - part.count), to: whole.to };
  const from = addDays(whole.from, part.position - 1);
  return { from, to: addDays(from, part.count - 1) };
}

function monthCut(part: Part, whole: Span): Span {
  const size = part.unit === 'quarter' ? 3 : 1;
  const count = part.count * size;
  const start =
    part.position < 0 ? shiftMonth(whole.to, 1 - count) : shiftMonth(whole.from, (part.position - 1) * size);
  const end = shiftMonth(start.from, count - 1);
  return { from: start.from, to: end.to };
}

function shiftMonth(day: string, by: number): Span {
  const index = yearOf(day) * 12 + monthOf(day) - 1 + by;
  return monthSpan(Math.floor(index / 12), (index % 12) + 1);
}

function inside(span: Span, whole: Span, length: number): PeriodRead {
  return span.from < whole.from || span.to > whole.to
    ? unsupported(length, `That part does not fit into ${whole.from} to ${whole.to}.`)
    : found(length, { kind: 'range', ...span });
}

/** “week 12”, “week 12 of 2019”: ISO weeks. */
export const readWeekNumber: PeriodReader = (tokens, start, clock) => {
  const lead = textAt(tokens, start) === 'calendar' ? 1 : 0;
  const at = start + lead;
  if (textAt(tokens, at) !== 'week' || tokens[at + 1]?.kind !== 'number') return null;
  const week = Number(textAt(tokens, at + 1));
  if (!Number.isInteger(week) || week < 1 || week > 53) return null;
  const glue = skip(tokens, at + 2, ['of', 'in', ',']);
  const said = /^(?:19|20)\d\d$/u.test(textAt(tokens, at + 2 + glue))
    ? Number(textAt(tokens, at + 2 + glue))
    : null;
  const recent =
    isoWeekSpan(yearOf(clock.lastDay), week).from <= clock.lastDay
      ? yearOf(clock.lastDay)
      : yearOf(clock.lastDay) - 1;
  return found(lead + (said === null ? 2 : 3 + glue), {
    kind: 'range',
    ...isoWeekSpan(said ?? recent, week),
  });
};

/** “the week of 4 March”, “week of 2019-03-04”: the Monday-to-Sunday week that holds the day. */
export function weekOfReader(readDay: PeriodReader): PeriodReader {
  return (tokens, at, clock) => {
    const lead = skip(tokens, at, ['the']);
    if (textAt(tokens, at + lead) !== 'week' || textAt(tokens, at + lead + 1) !== 'of') return null;
    const day = readDay(tokens, at + lead + 2, clock);
    if (day?.kind !== 'period' || day.period.kind !== 'day') return null;
    const from = mondayOf(fullDay(day.period.month, day.period.day, day.period.year, clock));
    return found(lead + 2 + day.length, { kind: 'range', from, to: addDays(from, 6) });
  };
}
