/**
 * Every number in an answer must come from a result of this turn: as it is, rounded to the digits that are shown, or
 * computed from numbers that the reader sees beside it. What a sentence claims without, is left out, and so is what it
 * says to have done.
 */
import { claimsDeed } from './deeds.ts';
import { englishNumbers } from './english-numbers.ts';
import type { DayRange, Evidence, KnownNumber } from './evidence.ts';
import { type Found, type FoundDate, type FoundNumber, readNumbers } from './read-numbers.ts';
import { sentencesOf } from './sentences.ts';

export interface Grounded {
  /** Paragraphs, without the sentences that did not hold. */
  readonly paragraphs: readonly string[];
  readonly leftOut: readonly string[];
  /** Those of `leftOut` that say that something was done, which nothing was. */
  readonly deeds: readonly string[];
}

export function ground(text: string, evidence: Evidence): Grounded {
  const leftOut: string[] = [];
  const deeds: string[] = [];
  const inEnglish = englishNumbers(text);
  let before: readonly KnownNumber[] = [];
  const paragraphs = sentencesOf(text).map((sentences) =>
    sentences.filter((sentence) => {
      if (claimsDeed(sentence, evidence)) {
        leftOut.push(sentence);
        deeds.push(sentence);
        return false;
      }
      const { holds, cited } = check(inEnglish(sentence), evidence, before);
      if (holds) before = cited;
      else leftOut.push(sentence);
      return holds;
    }),
  );
  return {
    paragraphs: paragraphs.map((kept) => kept.join(' ')).filter((paragraph) => paragraph !== ''),
    leftOut,
    deeds,
  };
}

/** How many numbers of `text` stand in the results behind `evidence`, as they are or rounded. */
export function countShown(text: string, { numbers, labels }: Evidence): number {
  return readNumbers(englishNumbers(text)(text), labels).filter(
    (one) => one.kind === 'number' && numbers.some((number) => shows(one, number)),
  ).length;
}

/** Whether a sentence holds, and the numbers that it shows straight from the results. */
function check(
  sentence: string,
  evidence: Evidence,
  before: readonly KnownNumber[] = [],
): { readonly holds: boolean; readonly cited: readonly KnownNumber[] } {
  const found = readNumbers(sentence, evidence.labels);
  const cited: KnownNumber[] = [];
  const open: FoundNumber[] = [];
  for (const one of found) {
    if (one.kind === 'number') {
      const known = evidence.numbers.filter((number) => shows(one, number));
      cited.push(...known);
      if (known.length === 0) open.push(one);
    } else if (!isKnown(one, evidence)) return { holds: false, cited };
  }
  const operands = distinct([...before, ...cited]);
  const ofButton = OF_A_BUTTON.test(sentence);
  const holds = open.every(
    (one) =>
      countsRows(one, evidence) ||
      wasAsked(one, evidence) ||
      isMedian(one, sentence) ||
      (ofButton && evidence.offered.some((number) => shows(one, number))) ||
      isComputed(one, operands),
  );
  return { holds, cited: distinct(cited) };
}

/** What is said of something that somebody may yet press. */
const OF_A_BUTTON =
  /\b(?:buttons?|drafts?|campaigns?|offers?|discounts?|held out|hold-?out|tests?|press)\b/iu;

/** “The median is 36 days: half of them …” says what a median is. */
const isMedian = ({ unit, value }: FoundNumber, sentence: string): boolean =>
  unit === 'percent' && value === 50 && /\bmedian\b/iu.test(sentence);

function distinct(numbers: readonly KnownNumber[]): KnownNumber[] {
  return [...new Map(numbers.map((number) => [`${number.kind} ${number.value}`, number])).values()];
}

/** True where `found` is a way to write `known`. */
function shows(found: FoundNumber, { value, kind }: KnownNumber): boolean {
  const { unit, sign } = found;
  if (unit === 'ordinal') return false;
  if (unit === 'currency' && (kind === 'count' || kind === 'percent')) return false;
  const inPercent = unit === 'percent' || unit === 'points';
  if (sign !== null && value !== 0 && value < 0 !== (sign === '-')) return false;
  if (inPercent && kind === 'computed')
    return isNear(found, Math.abs(value * 100)) || isNear(found, Math.abs(value));
  if (inPercent !== (kind === 'percent')) return false;
  return isNear(found, Math.abs(kind === 'percent' ? value * 100 : value));
}

/** Rounded to the digits shown; where it says “about”, “over” or “almost”, to its last digit that is not nought. */
function isNear({ value, tolerance, coarse, rounded }: FoundNumber, actual: number): boolean {
  // What floating point loses, far below any digit that is shown.
  const slack = 1e-12 * Math.max(1, Math.abs(actual));
  if (Math.abs(actual - value) <= tolerance + slack) return true;
  switch (rounded) {
    case 'about':
      return Math.abs(actual - value) <= coarse / 2 + slack;
    case 'over':
      return actual >= value && actual - value < coarse;
    case 'under':
      return actual <= value && value - actual < coarse;
    case null:
      return false;
  }
}

/** “the top 3”, “all 5 places”. */
function countsRows({ value, unit, listed, ofThings, sign }: FoundNumber, { rowCounts }: Evidence): boolean {
  if (sign !== null || !Number.isInteger(value) || value > 100) return false;
  const most = Math.max(0, ...rowCounts);
  if (unit === 'ordinal') return value >= 1 && value <= most;
  if (unit !== null) return false;
  return (ofThings && rowCounts.includes(value)) || (listed && value <= most);
}

/** “the last 60 days”, “the top 10”, “over 200,000”: the question said again, where it became part of a call. */
function wasAsked(found: FoundNumber, { asked, question }: Evidence): boolean {
  const { value, unit, sign } = found;
  const again = found.ofTime || found.listed || found.rounded === 'over' || found.rounded === 'under';
  if (again && asked.includes(value)) return true;
  // “80% of the revenue”, where the query was written with 0.8.
  return (
    sign === null &&
    question.some((one) => one.value === value && one.unit === unit) &&
    (asked.includes(value) || (unit === 'percent' && asked.some((one) => isSame(one * 100, value))))
  );
}

const isSame = (one: number, other: number): boolean => Math.abs(one - other) < 1e-9 * Math.max(1, other);

/** A sum, a difference, a ratio or a share of two numbers that stand in this sentence or the one before it. */
function isComputed(found: FoundNumber, operands: readonly KnownNumber[]): boolean {
  if (found.unit === 'ordinal') return false;
  return operands.some((one, at) => operands.some((other, place) => at !== place && isOf(found, one, other)));
}

function isOf(found: FoundNumber, one: KnownNumber, other: KnownNumber): boolean {
  if (isPerThing(found, one, other)) return true;
  if (one.kind !== other.kind) return false;
  const [a, b] = [one.value, other.value];
  const ratio = b === 0 ? null : Math.abs(a / b);
  switch (found.unit) {
    case 'percent':
      return ratio !== null && (isNear(found, ratio * 100) || isNear(found, Math.abs((a - b) / b) * 100));
    case 'points':
      return (one.kind === 'percent' || one.kind === 'computed') && isNear(found, Math.abs(a - b) * 100);
    case 'times':
      return ratio !== null && isNear(found, ratio);
    case 'currency':
      return one.kind !== 'count' && one.kind !== 'percent' && isSumOrDifference(found, a, b);
    default:
      return one.kind !== 'percent' && isSumOrDifference(found, a, b);
  }
}

/** “$234.69 each”, “2.4 orders each”: so much for each of a count, to some digits. */
function isPerThing(
  { unit, ...found }: FoundNumber,
  one: KnownNumber,
  { value, kind }: KnownNumber,
): boolean {
  const whole = one.kind === 'currency' || (unit === null && one.kind === 'count' && found.tolerance < 0.5);
  return whole && kind === 'count' && value !== 0 && (unit === null || unit === 'currency')
    ? isNear({ ...found, unit }, Math.abs(one.value / value))
    : false;
}

function isSumOrDifference(found: FoundNumber, a: number, b: number): boolean {
  return isNear(found, Math.abs(a - b)) || isNear(found, Math.abs(a + b));
}

function isKnown(found: Exclude<Found, FoundNumber>, { ranges }: Evidence): boolean {
  if (found.kind === 'code') return false;
  const { year, month, day } = found;
  // “until the 20th”: the first or the last day of something that was read.
  if (year === null && month === null && day !== null)
    return ranges.some(({ from, to }) => [from, to].some((one) => Number(one.slice(8)) === day));
  // Without a year it is one of those that are spoken of.
  const years = year === null ? yearsOf(ranges) : [year];
  return year === null && day === null
    ? true
    : years.some((each) => ranges.some((range) => overlaps(dayRange({ ...found, year: each }), range)));
}

function yearsOf(ranges: readonly DayRange[]): number[] {
  const years = new Set<number>();
  for (const { from, to } of ranges)
    for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) years.add(year);
  return [...years];
}

function dayRange({ year, month, day }: FoundDate): DayRange {
  const two = (value: number): string => String(value).padStart(2, '0');
  const first = month === null ? `${year}-01-01` : `${year}-${two(month)}-${two(day ?? 1)}`;
  const last = month === null ? `${year}-12-31` : `${year}-${two(month)}-${two(day ?? 31)}`;
  return { from: first, to: last };
}

const overlaps = (one: DayRange, other: DayRange): boolean => one.from <= other.to && other.from <= one.to;
