/** Single days and runs of days: ISO, “3rd of March 2019”, “Mar 3-10”, “12/25/2019”. */
import { dayOf } from '../../../tools/periods/calendar.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { MONTH_NAMES } from '../../../tools/periods/period-label.ts';
import { MONTH_NUMBERS, NAMED_DAYS } from '../lexicon/calendar-words.ts';
import type { Token } from '../text/lexer.ts';
import { readOrdinal } from '../text/numbers.ts';
import { type Clock, isoDay, recentYear } from './calendar.ts';
import { yearAfter } from './named-period.ts';
import { found, type PeriodRead, type PeriodReader, unsupported } from './period-read.ts';
import { phraseAt, skip, textAt } from './words.ts';

/** 2019-03-01, 2019/3/1, and 2019-03 for a month. */
export const readIso: PeriodReader = (tokens, at) => {
  const token = tokens[at];
  if (token?.kind === 'iso-month') {
    const [year = 0, month = 0] = token.text.split(/[-/]/u).map(Number);
    return found(1, { kind: 'month', month, year });
  }
  if (token?.kind !== 'iso-date') return null;
  const [year = 0, month = 0, day = 0] = token.text.split(/[-/]/u).map(Number);
  return dayPeriod(1, month, day, year);
};

/** 12/25/2019: read where only one order of day and month is possible, asked about otherwise. */
export const readSlashDate: PeriodReader = (tokens, at) => {
  const token = tokens[at];
  if (token?.kind !== 'slash-date') return null;
  const [first = 0, second = 0, third] = token.text.split(/[/.]/u).map(Number);
  const year = third === undefined ? undefined : third < 100 ? 2000 + third : third;
  const monthFirst = first >= 1 && first <= 12;
  const dayFirst = second >= 1 && second <= 12;
  if (monthFirst && dayFirst && first !== second) {
    const option = (month: number, day: number) => ({
      label: `${day} ${MONTH_NAMES[month - 1] ?? ''}`,
      period: dayExpression(month, day, year),
    });
    return {
      kind: 'ambiguous',
      length: 1,
      question: `Is ${token.raw} written month first or day first?`,
      options: [option(first, second), option(second, first)],
    };
  }
  if (monthFirst) return dayPeriod(1, first, second, year);
  if (dayFirst) return dayPeriod(1, second, first, year);
  return unsupported(1, `${token.raw} is not a date I can read. Please write it as 2019-12-25.`);
};

/** “March 3rd, 2019”, “3 March”, “March 3 to 10”, “3-10 March 2019”. */
export const readDay: PeriodReader = (tokens, at, clock) =>
  monthFirst(tokens, at, clock) ?? dayFirst(tokens, at, clock);

function monthFirst(tokens: readonly Token[], at: number, clock: Clock): PeriodRead | null {
  const month = MONTH_NUMBERS.get(textAt(tokens, at));
  if (!month) return null;
  const article = skip(tokens, at + 1, ['the']);
  const day = dayNumber(tokens, at + 1 + article);
  if (day === null) return null;
  const next = at + 2 + article;
  const run = runEnd(tokens, next);
  const end = run && MONTH_NUMBERS.has(textAt(tokens, run.next)) ? null : run;
  const { year, length } = yearAfter(tokens, end?.next ?? next, clock);
  const total = (end?.next ?? next) + length - at;
  return end ? dayRun(total, month, day, end.day, year, clock) : dayPeriod(total, month, day, year);
}

/** “between 5 and 10 May”, “between May 5 and 10”. */
export const readBetweenDays: PeriodReader = (tokens, at, clock) => {
  if (textAt(tokens, at) !== 'between') return null;
  const start = at + 1 + skip(tokens, at + 1, ['the']);
  const leading = MONTH_NUMBERS.get(textAt(tokens, start));
  const first = leading ? start + 1 : start;
  const from = dayNumber(tokens, first);
  if (from === null || textAt(tokens, first + 1) !== 'and') return null;
  const second = first + 2 + skip(tokens, first + 2, ['the']);
  const to = dayNumber(tokens, second);
  const glue = skip(tokens, second + 1, ['of']);
  const month = leading ?? MONTH_NUMBERS.get(textAt(tokens, second + 1 + glue));
  if (to === null || !month) return null;
  const end = leading ? second + 1 : second + 2 + glue;
  const { year, length } = yearAfter(tokens, end, clock);
  return dayRun(end + length - at, month, from, to, year, clock);
};

/** After these a number counts something: “top 5 March …”. */
const COUNTING = new Set([
  'top',
  'bottom',
  'best',
  'worst',
  'first',
  'last',
  'past',
  'than',
  'over',
  'under',
  'above',
  'below',
]);

function dayFirst(tokens: readonly Token[], at: number, clock: Clock): PeriodRead | null {
  const day = COUNTING.has(textAt(tokens, at - 1)) ? null : (dayNumber(tokens, at) ?? spelledDay(tokens, at));
  if (day === null) return null;
  const end = runEnd(tokens, at + 1);
  const next = end?.next ?? at + 1;
  const glue = skip(tokens, next, ['of', '_', '-']);
  const month = MONTH_NUMBERS.get(textAt(tokens, next + glue));
  if (!month) return null;
  const { year, length } = yearAfter(tokens, next + glue + 1, clock);
  const total = next + glue + 1 + length - at;
  return end ? dayRun(total, month, day, end.day, year, clock) : dayPeriod(total, month, day, year);
}

/** “- 10”, “to 10th” after a day; not the “to 3” of “to 3 April”, which is another month's. */
function runEnd(
  tokens: readonly Token[],
  at: number,
): { readonly day: number; readonly next: number } | null {
  const joint = phraseAt(tokens, at, ['-', 'to the', 'through the', 'to', 'through', 'until', 'till']);
  const day = joint > 0 ? dayNumber(tokens, at + joint) : null;
  return day === null ? null : { day, next: at + joint + 1 };
}

/** “the first of May”. */
const spelledDay = (tokens: readonly Token[], at: number): number | null =>
  textAt(tokens, at + 1) === 'of' && MONTH_NUMBERS.has(textAt(tokens, at + 2))
    ? readOrdinal(tokens[at])
    : null;

function dayNumber(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at];
  if (!token || (token.kind !== 'number' && token.kind !== 'ordinal')) return null;
  const value = /^\d{1,2}(?:st|nd|rd|th)?$/u.test(token.text) ? Number.parseInt(token.text, 10) : Number.NaN;
  return value >= 1 && value <= 31 ? value : null;
}

function dayExpression(month: number, day: number, year: number | undefined): PeriodExpression {
  return { kind: 'day', month, day, ...(year === undefined ? {} : { year }) };
}

function dayPeriod(length: number, month: number, day: number, year?: number): PeriodRead {
  if (dayOf(year ?? 2000, month, day) === null)
    return unsupported(
      length,
      `There is no ${day} ${MONTH_NAMES[month - 1] ?? `month ${month}`}${year ? ` ${year}` : ''}.`,
    );
  return found(length, dayExpression(month, day, year));
}

function dayRun(
  length: number,
  month: number,
  from: number,
  to: number,
  said: number | undefined,
  clock: Clock,
): PeriodRead {
  const year = said ?? recentYear(clock, month, from);
  if (from > to || dayOf(year, month, to) === null)
    return unsupported(length, `${from} to ${to} ${MONTH_NAMES[month - 1] ?? ''} is not a run of days.`);
  return found(length, { kind: 'range', from: isoDay(year, month, from), to: isoDay(year, month, to) });
}

/** The same day with its year made plain: the one said, or the most recent. */
export function fullDay(month: number, day: number, year: number | undefined, clock: Clock): string {
  return isoDay(year ?? recentYear(clock, month, day), month, day);
}

/** “Christmas Day 2019”, “Halloween”. */
export const readNamedDay: PeriodReader = (tokens, at, clock) => {
  for (const [name, [month, day]] of NAMED_DAYS) {
    const length = phraseAt(tokens, at, [name]);
    if (length === 0) continue;
    const said = yearAfter(tokens, at + length, clock);
    return dayPeriod(length + said.length, month, day, said.year);
  }
  return null;
};
