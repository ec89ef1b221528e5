/** Amounts, percentages, factors and counts as people write them, in digits and in English words. */
import type { FoundNumber, NumberUnit } from './found.ts';

const ON = '(?<![\\p{L}\\p{N}])';
const OFF = '(?![\\p{L}\\p{N}])';

export const AMOUNT =
  /(?<![\p{L}\p{N}])([+\-−]?)\s?([$€£¥₹]|(?:USD|EUR|GBP|CHF|JPY|INR)\s?)?\s?([+\-−]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:\s?(%|×|times|(?:percentage[ -])?points?|percent|per cent|thousand|million|billion|(?:k|m|mn|bn|b|x|st|nd|rd|th|USD|EUR|GBP)(?![\p{L}])))?(?![\p{L}\p{N}])/giu;

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
};

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const COUNT_WORD = [...SMALL, ...TENS.slice(2)].join('|');
export const WORDS = new RegExp(
  `${ON}((?:${COUNT_WORD}|hundred|thousand|million|billion|dozen)(?:(?:[ -]| and )(?:${COUNT_WORD}|hundred|thousand|million|billion|dozen))*)( percent| per cent| points?| times)?${OFF}`,
  'giu',
);

/** “doubled”, “a third”: factors and shares that are told in words, to a twentieth. */
export const FACTORS: readonly (readonly [RegExp, number, 'times' | 'percent'])[] = [
  // “Those who bought twice” says who they are.
  [/(?<!\p{L})(?<!\b(?:who|that|which)(?: \p{L}+){0,3} )(?:twice|doubl(?:e|ed|ing))(?!\p{L})/giu, 2, 'times'],
  [/(?<!\p{L})(?:thrice|tripl(?:e|ed|ing))(?!\p{L})/giu, 3, 'times'],
  [/(?<!\p{L})two[ -]thirds(?!\p{L})/giu, 200 / 3, 'percent'],
  [/(?<!\p{L})(?:a|one)[ -]third(?!\p{L})/giu, 100 / 3, 'percent'],
  [/(?<!\p{L})(?:a|one)[ -]quarter of(?!\p{L})/giu, 25, 'percent'],
  [/(?<!\p{L})(?:half|halved|halves)(?!\p{L})/giu, 50, 'percent'],
];

const ROUNDED: readonly (readonly [RegExp, 'about' | 'over' | 'under'])[] = [
  [/(?:about|around|roughly|approximately|approx\.?|circa|some|~|≈|close to)\s*$/iu, 'about'],
  [/(?:over|more than|above|exceed(?:s|ed|ing)|at least)\s*$/iu, 'over'],
  [/(?:under|less than|below|nearly|almost|just short of|up to)\s*$/iu, 'under'],
];
const LISTED = /(?:top|first|last|next|bottom|best|worst|these|those|other|remaining)\s*$/iu;
const OF_THINGS = /^ (?:\p{Ll}+ )?\p{Ll}{3,}s(?!\p{L})/u;
const OF_TIME = /^[\s-](?:full |complete )?(?:days?|weeks?|months?|quarters?|years?|hours?)(?!\p{L})/iu;

/** Of a match of a pattern of `FACTORS`. */
export function factorIn(match: RegExpExecArray, value: number, unit: 'times' | 'percent'): FoundNumber {
  return {
    ...PLAIN,
    text: match[0],
    at: match.index,
    value,
    tolerance: value / 20,
    coarse: value / 20,
    unit,
  };
}

const PLAIN = {
  kind: 'number',
  sign: null,
  rounded: null,
  listed: false,
  ofThings: false,
  ofTime: false,
} as const;

/** Of a match of `AMOUNT`; `around` is the text that it stands in. */
export function amountIn(match: RegExpExecArray, around: string): FoundNumber {
  const [text, outer = '', money = '', inner = '', digits = '', suffix = ''] = match;
  const tail = suffix.toLowerCase();
  const scale = SCALES[tail] ?? 1;
  const plain = digits.replaceAll(',', '');
  const decimals = plain.includes('.') ? plain.length - plain.indexOf('.') - 1 : 0;
  const unit = unitOf(money, tail);
  const value = Number(plain) * scale;
  const sign = outer || inner;
  return {
    kind: 'number',
    text: text.trim(),
    at: match.index + text.length - text.trimStart().length,
    value,
    tolerance: (scale * 10 ** -decimals) / 2,
    coarse: coarseOf(plain, decimals) * scale,
    unit,
    sign: sign === '' ? null : sign === '+' ? '+' : '-',
    ...besides(match, around),
  };
}

function unitOf(money: string, suffix: string): NumberUnit {
  if (suffix === '%' || /^per ?cent$/.test(suffix)) return 'percent';
  if (/points?$/.test(suffix)) return 'points';
  if (suffix === '×' || suffix === 'x' || suffix === 'times') return 'times';
  if (/^(st|nd|rd|th)$/.test(suffix)) return 'ordinal';
  return money !== '' || /^(usd|eur|gbp)$/.test(suffix) ? 'currency' : null;
}

/** Of “470,000” it is 10,000; of a number of one digit, or without noughts at its end, the last digit's own unit. */
function coarseOf(digits: string, decimals: number): number {
  if (decimals > 0) return 10 ** -decimals;
  const noughts = /0*$/.exec(digits)?.[0].length ?? 0;
  return digits.length - noughts < 2 ? 10 ** Math.max(0, noughts - 1) : 10 ** noughts;
}

/** Of a match of `WORDS`. */
export function wordsIn(match: RegExpExecArray, around: string): FoundNumber | null {
  const [text, words = '', suffix = ''] = match;
  const value = valueOfWords(words);
  const tail = suffix.trim().toLowerCase();
  // “one of them” counts nothing.
  if (value === null || (value === 1 && tail === '')) return null;
  const unit = tail === 'times' ? 'times' : tail.startsWith('point') ? 'points' : tail ? 'percent' : null;
  return {
    kind: 'number',
    text,
    at: match.index,
    value,
    tolerance: 0.5,
    coarse: 1,
    unit,
    sign: null,
    ...besides(match, around),
  };
}

function valueOfWords(words: string): number | null {
  let total = 0;
  let part = 0;
  for (const word of words.toLowerCase().split(/[ -]+/)) {
    const small = SMALL.indexOf(word);
    const tens = TENS.indexOf(word);
    if (small >= 0) part += small;
    else if (tens > 1) part += tens * 10;
    else if (word === 'dozen') part = Math.max(1, part) * 12;
    else if (word === 'hundred') part = Math.max(1, part) * 100;
    else if (SCALES[word]) {
      total += Math.max(1, part) * SCALES[word];
      part = 0;
    } else if (word !== 'and') return null;
  }
  return total + part;
}

function besides(
  match: RegExpExecArray,
  text: string,
): Pick<FoundNumber, 'rounded' | 'listed' | 'ofThings' | 'ofTime'> {
  const near = text.slice(Math.max(0, match.index - 24), match.index);
  const after = text.slice(match.index + match[0].length);
  return {
    ofThings: OF_THINGS.test(after),
    ofTime: OF_TIME.test(after),
    rounded: ROUNDED.find(([pattern]) => pattern.test(near))?.[1] ?? null,
    listed: LISTED.test(near),
  };
}
