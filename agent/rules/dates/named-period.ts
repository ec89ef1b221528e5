/** Years, halves, quarters and months by name, with or without their year: “Q3”, “March 2019”, “first half of last year”. */
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { MONTH_NUMBERS } from '../lexicon/calendar-words.ts';
import type { Token } from '../text/lexer.ts';
import { readOrdinal } from '../text/numbers.ts';
import { type Clock, monthOf, recentYear, yearOf } from './calendar.ts';
import { found, type PeriodReader, unsupported } from './period-read.ts';
import { phraseAt, skip, textAt, yearAt } from './words.ts';

/** The year said after a month or quarter (“2019”, “of last year”, “, 2019”, “this year”) and the tokens it took. */
export function yearAfter(
  tokens: readonly Token[],
  at: number,
  clock: Clock,
): { readonly year?: number; readonly length: number } {
  const glue = skip(tokens, at, ['of', 'in', ',', '_', '-', '/', 'the', 'year', 'calendar']);
  const year = yearAt(tokens, at + glue);
  // “orders in March, 2019 …” but not “March - 2019 to …”: a dash before a year is glue as well.
  if (year !== null) return { year, length: glue + 1 };
  const soft = skip(tokens, at, ['of', 'in', 'the']);
  for (const [words, offset] of RELATIVE_YEARS) {
    const length = phraseAt(tokens, at + soft, [words]);
    if (length > 0 && !toDateFollows(tokens, at + soft + length))
      return { year: yearOf(offset === 0 ? clock.lastDay : clock.today) + offset, length: soft + length };
  }
  const ofTheYear = phraseAt(tokens, at, ['of the year']);
  return ofTheYear > 0 ? { length: ofTheYear } : { length: 0 };
}

/** “This year” is that of the newest day (resolve-period.ts), “last year” counts from today. */
const RELATIVE_YEARS: readonly (readonly [string, number])[] = [
  ['this year', 0],
  ['the current year', 0],
  ['current year', 0],
  ['last year', -1],
  ['the previous year', -1],
  ['previous year', -1],
  ['the year before', -1],
];

const toDateFollows = (tokens: readonly Token[], at: number): boolean =>
  phraseAt(tokens, at, ['to date', 'so far']) > 0;

/** “2019”, “the year 2019”, “calendar year 2019”. */
export const readYear: PeriodReader = (tokens, at) => {
  if (phraseAt(tokens, at, ['fiscal', 'financial']) > 0 || /^fy\d*$/u.test(textAt(tokens, at)))
    return unsupported(
      1,
      'I do not know when your fiscal year begins. Please name the months, for example “from April 2019 to March 2020”.',
    );
  const lead = phraseAt(tokens, at, ['calendar year', 'full year', 'whole year', 'year']);
  const year = yearAt(tokens, at + lead);
  if (year === null) return null;
  return found(lead + 1, { kind: 'year', year });
};

/** “March”, “Mar 2019”, “March of last year”, “last December”. */
export const readMonth: PeriodReader = (tokens, at, clock) => {
  const lead = phraseAt(tokens, at, ['the month of', 'month of', 'last', 'this', 'this past', 'past']);
  const month = MONTH_NUMBERS.get(textAt(tokens, at + lead));
  if (!month) return null;
  if (month === 5 && lead === 0 && isModalMay(tokens, at)) return null;
  const { year, length } = yearAfter(tokens, at + lead + 1, clock);
  const taken = lead + 1 + length;
  if (textAt(tokens, at) === 'last' && year === undefined) {
    // The last one that is over: in March, “last March” is a year ago.
    const recent = recentYear(clock, month);
    const over = recent === yearOf(clock.today) && monthOf(clock.today) === month ? recent - 1 : recent;
    return found(taken, { kind: 'month', month, year: over });
  }
  return found(taken, { kind: 'month', month, ...(year === undefined ? {} : { year }) });
};

const PRONOUNS = new Set([
  'i',
  'we',
  'you',
  'someone',
  'one',
  'be',
  'have',
  'see',
  'get',
  'know',
  'ask',
  'not',
  'also',
]);

/** “May I see sales” against “sales in May”. */
function isModalMay(tokens: readonly Token[], at: number): boolean {
  return PRONOUNS.has(textAt(tokens, at + 1)) || PRONOUNS.has(textAt(tokens, at - 1));
}

/** “Q3”, “3Q19”, “third quarter”, “quarter 3”, “the last quarter of 2019”. */
export const readQuarter: PeriodReader = (tokens, at, clock) => {
  const compact = /^(?:(\d{4})q([1-4])|q([1-4])(\d{4})|q([1-4])|([1-4])q)$/u.exec(textAt(tokens, at));
  if (compact) {
    const quarter = Number(compact[2] ?? compact[3] ?? compact[5] ?? compact[6]);
    const own = compact[1] ?? compact[4];
    if (own) return found(1, { kind: 'quarter', quarter, year: Number(own) });
    return withYear(tokens, at, 1, clock, { kind: 'quarter', quarter });
  }
  if (/^q\d+$/u.test(textAt(tokens, at))) return unsupported(1, 'A year has four quarters, Q1 to Q4.');
  const spelled = countedPart(tokens, at, 'quarter', 4, clock);
  if (spelled) return withYear(tokens, at, spelled.length, clock, { kind: 'quarter', quarter: spelled.part });
  const leading = yearAt(tokens, at);
  const after = /^q([1-4])$/u.exec(textAt(tokens, at + 1));
  if (leading !== null && after)
    return found(2, { kind: 'quarter', quarter: Number(after[1]), year: leading });
  return null;
};

/** “H1”, “first half”, “second half of 2019”. */
export const readHalf: PeriodReader = (tokens, at, clock) => {
  const compact = /^(?:(\d{4})h([12])|h([12]))$/u.exec(textAt(tokens, at));
  if (compact) {
    const half = Number(compact[2] ?? compact[3]);
    if (compact[1]) return found(1, { kind: 'half', half, year: Number(compact[1]) });
    return withYear(tokens, at, 1, clock, { kind: 'half', half });
  }
  const spelled = countedPart(tokens, at, 'half', 2, clock);
  if (!spelled) return null;
  const follows = textAt(tokens, at + spelled.length);
  const { length } = yearAfter(tokens, at + spelled.length, clock);
  if (follows === 'of' && length === 0) return null;
  return withYear(tokens, at, spelled.length, clock, { kind: 'half', half: spelled.part });
};

/** “third quarter”, “quarter three”; “last” and “final” count only before “of <year>”. */
function countedPart(
  tokens: readonly Token[],
  at: number,
  word: string,
  parts: number,
  clock: Clock,
): { readonly part: number; readonly length: number } | null {
  const ordinal = readOrdinal(tokens[at]);
  if (ordinal !== null && ordinal <= parts && textAt(tokens, at + 1) === word)
    return { part: ordinal, length: 2 };
  if (['last', 'final'].includes(textAt(tokens, at)) && textAt(tokens, at + 1) === word) {
    const year = yearAfter(tokens, at + 2, clock);
    return textAt(tokens, at + 2) === 'of' && year.length > 0 ? { part: parts, length: 2 } : null;
  }
  const digit = /^([1-4])$/u.exec(textAt(tokens, at + 1));
  const numeral = ['one', 'two', 'three', 'four'].indexOf(textAt(tokens, at + 1)) + 1;
  const part = digit ? Number(digit[1]) : numeral;
  return textAt(tokens, at) === word && part >= 1 && part <= parts ? { part, length: 2 } : null;
}

/** “Q4 19”: two digits that nothing is counted by. A month keeps “Dec 19” for its day. */
function shortYearAt(tokens: readonly Token[], at: number): number | null {
  if (!/^[123]\d$/u.test(textAt(tokens, at)) || tokens[at]?.kind !== 'number') return null;
  const next = tokens[at + 1];
  const ends = !next || next.kind === 'mark' || AFTER_YEAR.has(next.text);
  return ends && next?.text !== '-' ? 2000 + Number(textAt(tokens, at)) : null;
}

const AFTER_YEAR = new Set(['by', 'vs', 'versus', 'against', 'and', 'in', 'for', 'from', 'per']);

type Part =
  | { readonly kind: 'quarter'; readonly quarter: number }
  | { readonly kind: 'half'; readonly half: number };

function withYear(tokens: readonly Token[], at: number, length: number, clock: Clock, part: Part) {
  const short = shortYearAt(tokens, at + length);
  if (short !== null) return found(length + 1, { ...part, year: short });
  const { year, length: more } = yearAfter(tokens, at + length, clock);
  const period: PeriodExpression = year === undefined ? part : { ...part, year };
  return found(length + more, period);
}
