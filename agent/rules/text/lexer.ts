/**
 * Text → tokens. Letters and digits make words; numbers, ordinals and written dates are kept whole;
 * hyphens inside words split them, so that “month-over-month” and “month over month” read alike.
 */
import { expandContraction } from './contractions.ts';

type TokenKind = 'word' | 'number' | 'ordinal' | 'iso-date' | 'iso-month' | 'slash-date' | 'mark' | 'symbol';

export interface Token {
  readonly kind: TokenKind;
  /** Lower case, possessive ending removed: what is matched. */
  readonly text: string;
  /** As typed: what is quoted back. */
  readonly raw: string;
  /** True where the word ended in 's or s'. */
  readonly possessive?: boolean;
}

/** What a piece of the text looks like; blanks make no token, and ’19 is written out. */
type Matched = TokenKind | 'space' | 'short-year' | 'month-year';

const PATTERNS: readonly (readonly [Matched, RegExp])[] = [
  ['space', /\s+/uy],
  ['iso-date', /\d{4}[-/]\d{1,2}[-/]\d{1,2}(?![\p{L}\p{N}])/uy],
  ['slash-date', /\d{1,2}([/.])\d{1,2}\1(?:\d{4}|\d{2})(?![\p{L}\p{N}])/uy],
  ['iso-month', /\d{4}[-/](?:0[1-9]|1[0-2])(?![\p{L}\p{N}])/uy],
  ['month-year', /(?:0?[1-9]|1[0-2])\/(?:19|20)\d{2}(?![\p{L}\p{N}/])/uy],
  ['slash-date', /\d{1,2}\/\d{1,2}(?![\p{L}\p{N}/])/uy],
  ['ordinal', /\d+(?:st|nd|rd|th)(?![\p{L}\p{N}])/uy],
  [
    'number',
    /[$€£]?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)*(?:\s?(?:k|m|mm|mn|bn|b|mio))?(?:\s?[$€£])?(?![\p{L}\p{N}])/uy,
  ],
  ['word', /[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}]+)*(?:['’ʼ](?!\d))?/uy],
  ['short-year', /['’‘ʼ]\d{2}(?![\p{L}\p{N}'’])/uy],
  ['mark', /<=|>=|!=|<>|[-–—,;:.?!()[\]{}/&+<>=≤≥%#*"“”„«»'’‘`|\\@_]/uy],
  // One code point of anything else: emoji, currency signs, control characters.
  ['symbol', /[\s\S]/uy],
];

const OF_A_NUMBER = /^['’ʼ]s(?![\p{L}\p{N}])/u;

const DASHES = new Set(['-', '–', '—', '_']);
const WORD_MARKS: Readonly<Record<string, string>> = {
  '&': 'and',
  '+': 'plus',
  '%': 'percent',
  '#': 'number',
};
const SILENT_MARKS = new Set(['"', '“', '”', '„', '«', '»', '‘', '’', "'", '`', '[', ']', '(', ')', '*']);

/** Splits `text`; total and linear: any string gives tokens. */
export function lex(text: string): Token[] {
  const source = text
    .normalize('NFKC')
    .replace(/\u200B|\u200C|\u200D|\u2060|\uFEFF|\uFE0F|\u00AD/gu, '')
    .replace(/(?<![\p{L}\p{N}])w\/o(?![\p{L}\p{N}])/giu, 'without')
    .replace(/(?<![\p{L}\p{N}])w\/\s?/giu, 'with ')
    .replace(/(?<![\p{L}\p{N}])excl(?:\.|(?![\p{L}\p{N}]))/giu, 'excluding');
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const [kind, raw] = matchAt(source, at);
    if (kind === 'word') tokens.push(...words(raw));
    else if (kind === 'mark') tokens.push(...mark(raw, source, at));
    else if (kind === 'short-year') tokens.push({ kind: 'number', text: `20${raw.slice(1)}`, raw });
    else if (kind === 'month-year') {
      const [month = '', year = ''] = raw.split('/');
      tokens.push({ kind: 'iso-month', text: `${year}-${month.padStart(2, '0')}`, raw });
    } else if (kind !== 'space') tokens.push({ kind, text: raw.trim().toLowerCase(), raw: raw.trim() });
    at += raw.length;
    // “12748's revenue”, “2019's best month”
    if (kind === 'number' && OF_A_NUMBER.test(source.slice(at, at + 3))) {
      const number = tokens.pop();
      if (number) tokens.push({ ...number, possessive: true });
      at += 2;
    }
  }
  return tokens;
}

function matchAt(source: string, at: number): readonly [Matched, string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match && match[0].length > 0) return [kind, match[0]];
  }
  return ['symbol', source.slice(at, at + 1)];
}

function words(raw: string): Token[] {
  const lower = raw.toLowerCase().replace(/[’ʼ]/gu, "'");
  const expanded = expandContraction(lower);
  if (expanded)
    return expanded.map((text) => ({ kind: 'word', text, raw: expanded.length > 1 ? text : raw }));
  if (/(?:'s|s')$/u.test(lower)) {
    return [{ kind: 'word', text: lower.replace(/'s$|'$/u, ''), raw, possessive: true }];
  }
  return [{ kind: 'word', text: lower.replace(/'/gu, ''), raw }];
}

/** A dash inside a word is nothing; between other things it may mean “to” and stays. */
function mark(raw: string, source: string, at: number): Token[] {
  if (SILENT_MARKS.has(raw)) return [];
  const word = WORD_MARKS[raw];
  if (word) return [{ kind: 'word', text: word, raw }];
  if (!DASHES.has(raw)) return [{ kind: 'mark', text: raw, raw }];
  const before = source.charAt(at - 1);
  const after = source.charAt(at + 1);
  // “-Chicago” excludes Chicago to some: left unexplained rather than guessed.
  if (/\p{L}/u.test(after) && /^\s?$/u.test(before)) return [{ kind: 'mark', text: '−', raw }];
  const joined = /\p{L}/u.test(before) && /\p{L}/u.test(after);
  return [{ kind: 'mark', text: joined || raw === '_' ? '_' : '-', raw }];
}
