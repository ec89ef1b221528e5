/** Numbers as people write them: 200,000 · 200k · $1.5m · ten · two hundred thousand · a dozen. */
import type { Token } from './lexer.ts';

export interface NumberRead {
  readonly value: number;
  /** Tokens it took. */
  readonly length: number;
  readonly unit: 'plain' | 'currency' | 'percent';
  /** True for 200.000, which is 200 to some and 200 thousand to others. */
  readonly ambiguous: boolean;
  /** True where it was written out in words. */
  readonly spelled: boolean;
}

const SUFFIXES: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mio: 1e6,
  bn: 1e9,
  b: 1e9,
};

const UNITS: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  dozen: 12,
};
const SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  grand: 1e3,
  million: 1e6,
  mil: 1e6,
  billion: 1e9,
};
const CURRENCY_WORDS = new Set([
  'dollar',
  'dollars',
  'bucks',
  'usd',
  'euro',
  'euros',
  'eur',
  'pounds',
  'gbp',
  '$',
  '€',
  '£',
]);

/** Words that can only be numbers; the lexicon counts them as known. */
export const NUMBER_WORDS: readonly string[] = [...Object.keys(UNITS), ...Object.keys(SCALES)];

/** Reads the number that begins at `at`, or null. */
export function readNumber(tokens: readonly Token[], at: number): NumberRead | null {
  const first = tokens[at];
  if (!first) return null;
  const digits = first.kind === 'number';
  const read = digits ? readDigits(tokens, at) : readSpelled(tokens, at);
  if (!read) return null;
  const base = { ambiguous: digits && /^\D*\d{1,3}(?:\.\d{3})+\D*$/u.test(first.text), spelled: !digits };
  const after = tokens[at + read.length]?.text ?? '';
  if (after === 'percent' || after === 'pct')
    return { ...base, value: read.value / 100, length: read.length + 1, unit: 'percent' };
  if (CURRENCY_WORDS.has(after))
    return { ...base, value: read.value, length: read.length + 1, unit: 'currency' };
  return { ...base, ...read, unit: /[$€£]/u.test(first.text) ? 'currency' : 'plain' };
}

function readDigits(tokens: readonly Token[], at: number): { value: number; length: number } | null {
  const match = /(\d[\d,]*(?:\.\d+)?)\s?([a-z]+)?/u.exec(tokens[at]?.text ?? '');
  if (!match) return null;
  let value = Number((match[1] ?? '').replace(/,/gu, '')) * (SUFFIXES[match[2] ?? ''] ?? 1);
  let length = 1;
  for (let scale = scaleAt(tokens, at + length); scale; scale = scaleAt(tokens, at + length)) {
    value *= scale;
    length++;
  }
  return Number.isFinite(value) ? { value, length } : null;
}

/** What has been added up of a spelled number: whole thousands, and the group that is still growing. */
interface Spelled {
  total: number;
  group: number | null;
}

function readSpelled(tokens: readonly Token[], at: number): { value: number; length: number } | null {
  const sum: Spelled = { total: 0, group: null };
  let length = 0;
  const lead = tokens[at]?.text;
  if ((lead === 'a' || lead === 'half') && scaleAt(tokens, at + 1)) {
    sum.group = lead === 'a' ? 1 : 0.5;
    length = 1;
  }
  while (addWord(sum, tokens, at + length)) {
    const scale = scaleAt(tokens, at + length);
    length++;
    const joint = tokens[at + length]?.text;
    const glued = joint === '_' || (joint === 'and' && scale !== null);
    if (glued && isSmall(tokens[at + length + 1])) length++;
  }
  return sum.group === null ? null : { value: sum.total + sum.group, length };
}

/** Adds one word of a number; false where the word is none. */
function addWord(sum: Spelled, tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]?.text ?? '';
  const scale = scaleAt(tokens, at);
  if (Object.hasOwn(UNITS, text)) sum.group = (sum.group ?? 0) + (UNITS[text] ?? 0);
  else if (scale !== null && sum.group !== null) {
    sum.group *= scale;
    if (scale >= 1e3) {
      sum.total += sum.group;
      sum.group = 0;
    }
  } else return false;
  return true;
}

const isSmall = (token: Token | undefined): boolean => Object.hasOwn(UNITS, token?.text ?? '');

function scaleAt(tokens: readonly Token[], at: number): number | null {
  const text = tokens[at]?.text ?? '';
  return Object.hasOwn(SCALES, text) ? (SCALES[text] ?? null) : null;
}

const ORDINAL_WORDS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
];

/** 1 for “first” and “1st”; null for anything else. */
export function readOrdinal(token: Token | undefined): number | null {
  if (!token) return null;
  if (token.kind === 'ordinal') return Number.parseInt(token.text, 10);
  const index = ORDINAL_WORDS.indexOf(token.text);
  return index === -1 ? null : index + 1;
}
