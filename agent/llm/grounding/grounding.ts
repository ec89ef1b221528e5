/**
 * Every number in an answer must come from a result of this turn: as it is, rounded to the digits that are shown, or
 * computed from numbers that the reader sees beside it; and it must be said of what it belongs to. What a sentence claims
 * without, is left out, and so is what it says to have done.
 */
import { isMisattributed } from './attribution.ts';
import type { Cited } from './cited.ts';
import { isOfAnotherColumn } from './columns.ts';
import { claimsDeed } from './deeds.ts';
import { isTurnedRound } from './direction.ts';
import { englishNumbers } from './english-numbers.ts';
import type { Evidence } from './evidence.ts';
import type { Found, FoundDate, FoundNumber } from './found.ts';
import { mentionsIn } from './mentions.ts';
import { readNumbers } from './read-numbers.ts';
import type { DayRange, KnownNumber } from './result-seen.ts';
import { overlaps, rangeOf, yearsIn } from './said-periods.ts';
import { sentencesOf } from './sentences.ts';
import { isNear, shows } from './shown.ts';

export interface Grounded {
  /** Paragraphs, without the sentences that did not hold. */
  readonly paragraphs: readonly string[];
  readonly leftOut: readonly string[];
  /** Those of `leftOut` that say that something was done, which nothing was. */
  readonly deeds: readonly string[];
  /** Those of `leftOut` whose numbers all stand in results, one of them of something else than the sentence says. */
  readonly misattributed: readonly string[];
}

export function ground(text: string, evidence: Evidence): Grounded {
  const leftOut: string[] = [];
  const deeds: string[] = [];
  const misattributed: string[] = [];
  const inEnglish = englishNumbers(text);
  let before: readonly KnownNumber[] = [];
  const paragraphs = sentencesOf(text).map((sentences) =>
    sentences.filter((sentence) => {
      if (claimsDeed(sentence, evidence)) {
        leftOut.push(sentence);
        deeds.push(sentence);
        return false;
      }
      const { holds, cited, apart } = check(inEnglish(sentence), evidence, before);
      if (holds && !apart) before = cited;
      else leftOut.push(sentence);
      if (holds && apart) misattributed.push(sentence);
      return holds && !apart;
    }),
  );
  return {
    paragraphs: paragraphs.map((kept) => kept.join(' ')).filter((paragraph) => paragraph !== ''),
    leftOut,
    deeds,
    misattributed,
  };
}

/** How many numbers of `text` stand in the results behind `evidence`, as they are or rounded. */
export function countShown(text: string, { numbers, names }: Evidence): number {
  return readNumbers(englishNumbers(text)(text), names).filter(
    (one) => one.kind === 'number' && numbers.some((number) => shows(one, number)),
  ).length;
}

interface Checked {
  /** Every number stands in a result, or follows from some that do. */
  readonly holds: boolean;
  /** Some number is said of what it does not belong to. */
  readonly apart: boolean;
  /** The numbers that it shows straight from the results. */
  readonly cited: readonly KnownNumber[];
}

function check(sentence: string, evidence: Evidence, before: readonly KnownNumber[] = []): Checked {
  const found = readNumbers(sentence, evidence.names);
  const cited: KnownNumber[] = [];
  const open: FoundNumber[] = [];
  for (const one of found) {
    if (one.kind === 'number') {
      const known = evidence.numbers.filter((number) => shows(one, number));
      cited.push(...known);
      if (known.length === 0) open.push(one);
    } else if (!isKnown(one, evidence)) return { holds: false, apart: false, cited };
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
  return {
    holds,
    apart: holds && isApart(sentence.normalize('NFKC'), found, evidence, operands),
    cited: distinct(cited),
  };
}

/** “$55 lower than”: by how much two are apart, which may be what one of them is. */
const APART_BY =
  /^(?:\s*\([^()]*\))?\s+(?:\p{L}+\s+){0,2}?(?:lower|higher|more|less|fewer|smaller|larger|bigger|greater|better|worse|above|below|ahead|behind|short|apart)\b/iu;

/** Whether a number that stands in the results is said of something else than they say it of, or turned round. */
function isApart(
  sentence: string,
  found: readonly Found[],
  evidence: Evidence,
  operands: readonly KnownNumber[],
): boolean {
  const { stated, loose, members } = evidence;
  const dates = found.filter((one): one is FoundDate => one.kind === 'date');
  const cited = found.flatMap((one): Cited[] => {
    if (one.kind !== 'number') return [];
    const of = stated.filter((number) => shows(one, number));
    return of.length > 0 ? [{ found: one, stated: of }] : [];
  });
  if (cited.length === 0) return false;
  if (isTurnedRound(sentence, cited)) return true;
  // What may be meant in another way is no clear case.
  const clear = cited.filter(
    ({ found: one, stated: of }) =>
      !(of.every(({ change }) => !change) && APART_BY.test(sentence.slice(one.at + one.text.length))) &&
      !loose.some((number) => shows(one, number)) &&
      !countsRows(one, evidence) &&
      !wasAsked(one, evidence) &&
      !(
        one.unit !== 'currency' &&
        isComputed(
          one,
          operands.filter((number) => !shows(one, number)),
        )
      ),
  );
  const mentions = mentionsIn(sentence, members, dates);
  return (
    isOfAnotherColumn(sentence, clear, mentions, stated) || isMisattributed(sentence, clear, mentions, stated)
  );
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
    : years.some((each) =>
        ranges.some((range) => overlaps(rangeOf({ ...found, months: null }, each), range)),
      );
}

const yearsOf = (ranges: readonly DayRange[]): number[] => [...new Set(ranges.flatMap(yearsIn))];
