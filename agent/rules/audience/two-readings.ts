/** “Women over 50 orders”: people of that age and a number of theirs, or people with so many of them. Asked back. */
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

export interface TwoReadings {
  readonly question: string;
  /** Each reading said so that it cannot be the other. */
  readonly age: string;
  readonly number: string;
}

/** The two readings of such a text; null for any other. */
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

/** The question back, where both readings lead to an answer; the one that does otherwise. */
export function eitherReading(
  { question }: TwoReadings,
  age: Interpretation | null,
  number: Interpretation | null,
): Interpretation | null {
  const options = [age, number].flatMap((read) =>
    read?.kind === 'call' ? [{ label: read.restated, call: read.call }] : [],
  );
  return options.length === 2 ? { kind: 'clarify', question, options } : null;
}
