/**
 * What reads in two ways and is asked back: “women over 50 orders”, people of that age and a number of theirs or people
 * with so many of them; “how many bought each month”, a number for each month or those who did in all of them.
 */
import type { Interpretation } from '../../interpretation.ts';

const PEOPLE =
  '(?:customers?|people|users|shoppers|clients|buyers|women|men|females?|males?|ladies|members|everyone)';
const OVER = '(?:over|above|under|below)';
const COUNTED = '(?:orders?|purchases?|units?|items?|transactions?)';
const AGE_OR_NUMBER = new RegExp(
  String.raw`^(?<before>.*?)\b(?<people>${PEOPLE})\s+(?<bound>${OVER}\s+(?<number>\d{2}))\s*[:,]?\s+(?<counted>${COUNTED})\b(?<rest>.*)$`,
  'iu',
);
const YOUNGEST = 13;

interface TwoReadings {
  readonly question: string;
  /** Each reading said so that it cannot be the other. */
  readonly age: string;
  readonly number: string;
}

interface EachOrAll {
  readonly question: string;
  /** Each reading said so that it cannot be the other. */
  readonly each: string;
  readonly all: string;
}

/** Of that age, or with so many; null for any other. */
export function ageOrNumber(text: string): TwoReadings | null {
  const found = AGE_OR_NUMBER.exec(text.trim().replace(/[\s?.!]+$/u, ''))?.groups;
  if (!found || Number(found.number) < YOUNGEST) return null;
  const { before = '', people = '', bound = '', counted = '', rest = '' } = found;
  // “orders of women over 50 by month”, “how many women …”: only a bare list of words reads both ways.
  if (/\b(?:how|what|which|of|from|by|for|with|revenue|orders)\b/iu.test(before)) return null;
  return {
    question: `“${people} ${bound} ${counted}”: is that their age, or the number of ${counted}?`,
    age: `${counted} of ${before}${people} aged ${bound}${rest}`,
    number: `${before}${people} with ${bound} ${counted}${rest}`,
  };
}

const EACH =
  /^(?<count>(?:and\s+)?(?:how many|(?:the\s+)?number of)\s.*?\s)(?:(?:(?:in|during|for)\s+)?each|every)\s+(?<unit>day|week|month|quarter|year)(?!\s+of\s+the)\b(?<rest>.*)$/iu;
/** Customers of a month are those who bought in it. */
const BOUGHT =
  /\s+(?:(?:who|that)\s+)?(?:(?:have\s+)?(?:bought|ordered|purchased|shopped)(?:\s+(?:something|anything))?|placed\s+(?:an\s+)?orders?)\s*$/iu;

/** A number for each month, or those who did something in all of them; null for any other text. */
export function eachOrAll(text: string): EachOrAll | null {
  const { count, unit = '', rest = '' } = EACH.exec(text.trim().replace(/[\s?.!]+$/u, ''))?.groups ?? {};
  if (count === undefined) return null;
  return {
    question: `A number for each ${unit}, or those who did so in every single ${unit}?`,
    each: `${count.replace(BOUGHT, '')} by ${unit}${rest}`,
    all: `${count}in every single ${unit}${rest}`,
  };
}

/** The question back, with the readings that lead to an answer as what to choose from; null where fewer than `least` do. */
export function eitherReading(
  question: string,
  readings: readonly (Interpretation | null)[],
  least: number,
): Interpretation | null {
  const options = readings.flatMap((read) =>
    read?.kind === 'call' ? [{ label: read.restated, call: read.call }] : [],
  );
  return options.length >= least ? { kind: 'clarify', question, options } : null;
}
