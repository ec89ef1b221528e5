/** Periods counted from today: “last month”, “past 30 days”, “year to date”, “two weeks ago”, “all time”. */
import { addUnits } from '../../../tools/periods/calendar.ts';
import type { Grain } from '../../../tools/periods/period-expression.ts';
import { dayLabel } from '../../../tools/periods/period-label.ts';
import { FUTURE, UNDATED, UNIT_WORDS } from '../lexicon/calendar-words.ts';
import { readNumber } from '../text/numbers.ts';
import { type Clock, isoDay, yearOf } from './calendar.ts';
import { found, type PeriodRead, type PeriodReader, unsupported } from './period-read.ts';
import { phraseAt, skip, textAt, yearAt } from './words.ts';

const DAYS: readonly (readonly [string, number])[] = [
  ['the day before yesterday', -2],
  ['day before yesterday', -2],
  ['yesterday', -1],
  ['today', 0],
  ['right now', 0],
];

/** “today”, “yesterday”. */
export const readNearDay: PeriodReader = (tokens, at) => {
  for (const [words, offset] of DAYS) {
    const length = phraseAt(tokens, at, [words]);
    if (length > 0) return found(length, { kind: 'calendar', unit: 'day', offset });
  }
  return null;
};

const THIS = ['this', 'current', 'the current', 'the present'];
const PREVIOUS = [
  'last',
  'previous',
  'past',
  'prior',
  'preceding',
  'the last',
  'the previous',
  'the past',
  'the prior',
  'the preceding',
  'most recent',
  'the most recent',
  'this past',
  'latest',
  'the latest',
];
const BEFORE_LAST = ['before last', 'before the last', 'before the previous', 'before that one'];

/** “this month”, “last quarter”, “the month before last”, “last full month”, “three months ago”. */
export const readCalendar: PeriodReader = (tokens, at) => {
  const article = skip(tokens, at, ['the']);
  const bare = UNIT_WORDS.get(textAt(tokens, at + article));
  if (bare) {
    const before = phraseAt(tokens, at + article + 1, BEFORE_LAST);
    return before > 0 ? found(article + 1 + before, { kind: 'calendar', unit: bare, offset: -2 }) : null;
  }
  const current = longest(tokens, at, THIS);
  const currentUnit = current > 0 ? UNIT_WORDS.get(textAt(tokens, at + current)) : undefined;
  if (currentUnit) return currentPeriod(tokens, at, current + 1, currentUnit);
  const previous = longest(tokens, at, PREVIOUS);
  const full = skip(tokens, at + previous, ['full', 'complete', 'whole', 'entire', 'calendar', 'completed']);
  const unit = previous > 0 ? singular(textAt(tokens, at + previous + full)) : undefined;
  return unit ? found(previous + full + 1, { kind: 'calendar', unit, offset: -1 }) : null;
};

function currentPeriod(tokens: Parameters<PeriodReader>[0], at: number, length: number, unit: Grain) {
  const toDate = phraseAt(tokens, at + length, ['so far', 'to date', 'until now', 'till now', 'up to now']);
  return toDate > 0
    ? found(length + toDate, { kind: 'toDate', unit })
    : found(length, { kind: 'calendar', unit, offset: 0 });
}

/** “over the year”, “throughout the whole year”, “all year”: the one in hand, unless a year follows. */
export const readWholeYear: PeriodReader = (tokens, at) => {
  const length = longest(tokens, at, WHOLE_YEAR);
  const next = textAt(tokens, at + length);
  if (length === 0 || ['before', 'prior', 'to', 'of', 'end'].includes(next)) return null;
  const said = yearAt(tokens, at + length);
  return said === null
    ? found(length, { kind: 'calendar', unit: 'year', offset: 0 })
    : found(length + 1, { kind: 'year', year: said });
};

const WHOLE_YEAR = ['over', 'across', 'throughout', 'through', 'during', 'over the course of', 'in']
  .flatMap((lead) =>
    ['the year', 'the whole year', 'the entire year', 'the full year'].map((year) => `${lead} ${year}`),
  )
  .concat(['the whole year', 'the entire year', 'the full year', 'full year', 'all year', 'all year long']);

/** “so far this quarter”. */
export const readSoFar: PeriodReader = (tokens, at) => {
  const lead = phraseAt(tokens, at, ['so far this', 'so far in this', 'thus far this']);
  const unit = lead > 0 ? UNIT_WORDS.get(textAt(tokens, at + lead)) : undefined;
  return unit ? found(lead + 1, { kind: 'toDate', unit }) : null;
};

/** “last 30 days”, “the past three weeks”, “trailing twelve months”, “fortnight”. */
export const readLast: PeriodReader = (tokens, at) => {
  const lead = longest(tokens, at, [...PREVIOUS, 'trailing', 'the trailing']);
  if (lead === 0) return null;
  if (textAt(tokens, at + lead) === 'fortnight')
    return found(lead + 1, { kind: 'last', count: 14, unit: 'day' });
  const number = readNumber(tokens, at + lead);
  if (number?.unit !== 'plain' || !Number.isInteger(number.value) || number.value < 1) return null;
  const joint = skip(tokens, at + lead + number.length, ['_', '-', 'full', 'complete', 'calendar']);
  const unit = UNIT_WORDS.get(textAt(tokens, at + lead + number.length + joint));
  if (!unit || number.value > 10_000) return null;
  const length = lead + number.length + joint + 1;
  // “the last 3 months of 2019” is a part of another period (part-period.ts).
  if (textAt(tokens, at + length) === 'of') return null;
  return found(length, { kind: 'last', count: number.value, unit });
};

/** “3 days ago”, “two months ago”, “a year ago”. */
export const readAgo: PeriodReader = (tokens, at) => {
  const number = ['a', 'an', 'one'].includes(textAt(tokens, at))
    ? { value: 1, length: 1 }
    : readNumber(tokens, at);
  if (!number || !Number.isInteger(number.value)) return null;
  const unit = UNIT_WORDS.get(textAt(tokens, at + number.length));
  if (!unit || textAt(tokens, at + number.length + 1) !== 'ago') return null;
  return found(number.length + 2, { kind: 'calendar', unit, offset: -number.value });
};

const TO_DATE: readonly (readonly [string, Grain])[] = [
  ['year to date', 'year'],
  ['ytd', 'year'],
  ['quarter to date', 'quarter'],
  ['qtd', 'quarter'],
  ['month to date', 'month'],
  ['mtd', 'month'],
  ['week to date', 'week'],
  ['wtd', 'week'],
];

/** “year to date”, “mtd”, “ytd 2019”, “2019 ytd”. */
export const readToDate: PeriodReader = (tokens, at, clock) => {
  const leading = yearAt(tokens, at);
  const start = leading === null ? at : at + 1;
  const words = tokens.slice(start, start + 6).filter((token) => token.text !== '_');
  for (const [phrase, unit] of TO_DATE) {
    const count = phraseAt(words, 0, [phrase]);
    if (count === 0) continue;
    const end = start + spanWith(tokens, start, count);
    const glue = skip(tokens, end, ['of', 'in', 'for']);
    const year = leading ?? yearAt(tokens, end + glue);
    if (year === null) return found(end - at, { kind: 'toDate', unit });
    if (unit !== 'year') return null;
    return yearToDate((leading === null ? end + glue + 1 : end) - at, year, clock);
  }
  return null;
};

/** The year in hand is read until the newest day; an earlier one until the same day, or as a whole. */
function yearToDate(length: number, year: number, clock: Clock): PeriodRead {
  if (year === yearOf(clock.lastDay)) return found(length, { kind: 'toDate', unit: 'year' });
  const from = isoDay(year, 1, 1);
  const to = addUnits('year', clock.lastDay, year - yearOf(clock.lastDay));
  return {
    kind: 'ambiguous',
    length,
    question: `${year} until which day?`,
    options: [
      { label: `Until ${dayLabel(to)}`, period: { kind: 'range', from, to } },
      { label: `All of ${year}`, period: { kind: 'year', year } },
    ],
  };
}

/** Tokens from `at` that hold `count` words, the hyphens between them included. */
function spanWith(tokens: Parameters<PeriodReader>[0], at: number, count: number): number {
  let length = 0;
  for (let seen = 0; seen < count && at + length < tokens.length; length++) {
    if (textAt(tokens, at + length) !== '_') seen++;
  }
  return length;
}

const ALL_TIME = [
  'since the very beginning',
  'since the beginning of time',
  'from the beginning until now',
  'over the entire period',
  'over the whole period',
  'for the whole period',
  'for the entire period',
  'the entire period',
  'the whole period',
  'since the beginning',
  'since the start',
  'from the beginning',
  'of all time',
  'in all time',
  'all of time',
  'all time',
  'all years',
  'all dates',
  'since launch',
  'to date',
  'until now',
  'so far',
  'lifetime to date',
  'ever',
];

export const readAllTime: PeriodReader = (tokens, at) => {
  const length = phraseAt(tokens, at, ALL_TIME);
  const follows = textAt(tokens, at + length);
  // “since the beginning of March” is not all time.
  return length > 0 && follows !== 'of' ? found(length, { kind: 'all' }) : null;
};

/** “next month”, “Black Friday”: times nobody can count yet, or whose days nobody has told us. */
export const readUnsupported: PeriodReader = (tokens, at) => {
  const undated = longest(tokens, at, UNDATED);
  if (undated > 0) {
    const name = tokens
      .slice(at, at + undated)
      .map((token) => token.raw)
      .join(' ');
    return unsupported(
      undated,
      `I do not know which days “${name}” covers. Please name the dates, for example “from 2019-11-29 to 2019-12-02”.`,
    );
  }
  const ahead = phraseAt(tokens, at, FUTURE);
  if (ahead === 0) return null;
  const unit = UNIT_WORDS.has(textAt(tokens, at + ahead)) ? 1 : 0;
  return unsupported(
    ahead + unit,
    'That lies in the future, and I only count what has happened. Forecasts are not part of what I answer.',
  );
};

function longest(tokens: Parameters<PeriodReader>[0], at: number, phrases: readonly string[]): number {
  return Math.max(0, ...phrases.map((phrase) => phraseAt(tokens, at, [phrase])));
}

/** “last months” is not a month. */
function singular(word: string): Grain | undefined {
  return word.endsWith('s') ? undefined : UNIT_WORDS.get(word);
}
