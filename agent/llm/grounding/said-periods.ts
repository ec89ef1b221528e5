/** Periods that a text names: “Q3”, “November 2019”, “3 April”, and which days they are. */
import { addDays, endOf, firstOfMonth } from '../../../tools/periods/calendar.ts';
import type { FoundDate } from './found.ts';
import { readNumbers } from './read-numbers.ts';
import type { DayRange } from './result-seen.ts';

/** A period in words; its year may be left to what it is said of. */
export type SaidPeriod = Pick<FoundDate, 'year' | 'month' | 'day' | 'months'>;

export interface PeriodFound extends SaidPeriod {
  /** Offsets in the text. */
  readonly from: number;
  readonly to: number;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
/** “May I …” is no month. */
const MONTH = new RegExp(
  `(?<![\\p{L}\\p{N}])(?!May (?:I|we|you|it|this|that|the)\\b)(?:${MONTHS.join('|')}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?![\\p{L}\\p{N}])`,
  'gu',
);

/** Every period in `text`, which is in NFKC, in order. */
export function periodsIn(text: string, dates: readonly FoundDate[]): PeriodFound[] {
  const found: PeriodFound[] = dates.map((date) => ({
    ...date,
    from: date.at,
    to: date.at + date.text.length,
  }));
  for (const match of text.matchAll(MONTH)) {
    const [word] = match;
    const from = match.index;
    const to = from + word.length;
    if (found.some((one) => from < one.to && one.from < to)) continue;
    found.push({ year: null, month: monthOf(word), day: null, months: null, from, to });
  }
  return found.sort((a, b) => a.from - b.from);
}

const monthOf = (word: string): number => MONTHS.findIndex((month) => month.startsWith(word.slice(0, 3))) + 1;

const LIKE_A_PERIOD =
  /(?:^|[^\d])(?:19|20)\d{2}(?!\d)|^(?:[qh][1-4]\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|, /i;

/** The period that `text` is, such as a bucket of a table or a column's label. Its year is that of `around` where it has none. */
export function periodIn(text: string, around: DayRange | null, days = 1): DayRange | null {
  // Most names are none, and there may be thousands.
  if (!LIKE_A_PERIOD.test(text)) return null;
  const bucket = /^((?:19|20)\d{2})-Q([1-4])$/.exec(text);
  const said = bucket ? `Q${bucket[2]} ${bucket[1]}` : text.slice(text.lastIndexOf(', ') + 1).trim();
  const [period, ...more] = periodsIn(said, datesIn(said));
  if (!period || more.length > 0 || period.from > 0 || period.to < said.length) return null;
  const year = period.year ?? yearOf(around);
  if (year === null) return null;
  const range = rangeOf(period, year);
  return days > 1 && period.day !== null ? { from: range.from, to: addDays(range.from, days - 1) } : range;
}

const datesIn = (text: string): FoundDate[] =>
  readNumbers(text).filter((one): one is FoundDate => one.kind === 'date');

const yearOf = (range: DayRange | null): number | null =>
  range && range.from.slice(0, 4) === range.to.slice(0, 4) ? Number(range.from.slice(0, 4)) : null;

const two = (value: number): string => String(value).padStart(2, '0');

/** The days of a period in a year. */
export function rangeOf({ month, day, months }: SaidPeriod, year: number): DayRange {
  const [first, last] = month === null ? (months ?? [1, 12]) : [month, month];
  if (day !== null) {
    const only = `${year}-${two(first)}-${two(day)}`;
    return { from: only, to: only };
  }
  return { from: firstOfMonth(year, first), to: endOf('month', firstOfMonth(year, last)) };
}

/** Whether some of its days lie in `range`, in any year where it names none. */
export function touches(period: SaidPeriod, range: DayRange): boolean {
  const years = period.year === null ? yearsIn(range) : [period.year];
  return years.some((year) => overlaps(rangeOf(period, year), range));
}

/** Whether these are its days and no others. */
export function isWhole(period: SaidPeriod, range: DayRange): boolean {
  const years = period.year === null ? yearsIn(range) : [period.year];
  return years.some((year) => {
    const { from, to } = rangeOf(period, year);
    return range.from === from && range.to === to;
  });
}

export function yearsIn({ from, to }: DayRange): number[] {
  const first = Number(from.slice(0, 4));
  return Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, at) => first + at);
}

export const overlaps = (one: DayRange, other: DayRange): boolean =>
  one.from <= other.to && other.from <= one.to;
