/** Finds every number in a text, as people write them: amounts, percentages, dates, words. Pure. */
import type { Found } from './found.ts';
import { createNames, type Names } from './names.ts';
import { AMOUNT, amountIn, FACTORS, factorIn, WORDS, wordsIn } from './written-amounts.ts';
import { DATES, NO_PARTS } from './written-dates.ts';

const NO_NAMES = createNames([]);

/** Every number in `text`, in order; where `names` stand they are names, and their digits no numbers. */
export function readNumbers(text: string, names: Names = NO_NAMES): Found[] {
  const found: Found[] = [];
  let rest = names.blankedIn(text.normalize('NFKC'));
  const take = (pattern: RegExp, read: (match: RegExpExecArray) => Found | null) => {
    for (const match of [...rest.matchAll(pattern)]) {
      const one = read(match);
      if (!one) continue;
      found.push(one);
      rest = blanked(rest, match.index, match[0].length);
    }
  };
  for (const { pattern, read } of DATES)
    take(pattern, (match) => ({
      kind: 'date',
      text: match[0],
      at: match.index,
      ...NO_PARTS,
      ...read(match.slice(1)),
    }));
  for (const [pattern, value, unit] of FACTORS) take(pattern, (match) => factorIn(match, value, unit));
  take(AMOUNT, (match) => amountIn(match, rest));
  take(WORDS, (match) => wordsIn(match, rest));
  // Whatever digit is left stands in something that is no number, or in one that cannot be read.
  take(/[\p{L}\p{N}_]*\p{N}[\p{L}\p{N}_]*/gu, (match) => ({ kind: 'code', text: match[0], at: match.index }));
  return found.sort((a, b) => a.at - b.at);
}

const blanked = (text: string, at: number, length: number): string =>
  `${text.slice(0, at)}${' '.repeat(length)}${text.slice(at + length)}`;
