/** Finds every number in a text, as people write them: amounts, percentages, dates, words. Pure. */

type NumberUnit = 'currency' | 'percent' | 'points' | 'times' | 'ordinal' | null;

export interface FoundNumber {
  readonly kind: 'number';
  readonly text: string;
  /** As meant: “1.5 million” is 1500000, “12%” is 12. */
  readonly value: number;
  /** Half a unit of the last digit that is shown. */
  readonly tolerance: number;
  /** A unit of the last digit that is not zero: how far “about 470,000” may be off. */
  readonly coarse: number;
  readonly unit: NumberUnit;
  /** A sign that was written. */
  readonly sign: '+' | '-' | null;
  /** A word right before that says that it is rounded, and how. */
  readonly rounded: 'about' | 'over' | 'under' | null;
  /** Follows a word of lists (“top”, “the first”). */
  readonly listed: boolean;
  /** Followed by things (“3 places”). */
  readonly ofThings: boolean;
  /** Counts days, weeks, months, quarters or years. */
  readonly ofTime: boolean;
}

/** A day, a month or a year; `day` and `month` are null where they were not said. */
export interface FoundDate {
  readonly kind: 'date';
  readonly text: string;
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

/** Digits in which no number could be read. */
interface FoundCode {
  readonly kind: 'code';
  readonly text: string;
}

export type Found = FoundNumber | FoundDate | FoundCode;

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const YEAR = '(?:19|20)\\d{2}';
const ON = '(?<![\\p{L}\\p{N}])';
const OFF = '(?![\\p{L}\\p{N}])';

interface DatePattern {
  readonly pattern: RegExp;
  readonly read: (groups: readonly (string | undefined)[]) => Omit<FoundDate, 'kind' | 'text'>;
}

const monthOf = (word = ''): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
const numberOr = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

/** The most telling first: what is read is taken out of the text. */
const DATES: readonly DatePattern[] = [
  {
    pattern: new RegExp(`${ON}(${YEAR})-(\\d{2})(?:-(\\d{2}))?${OFF}`, 'giu'),
    read: ([year, month, day]) => ({ year: numberOr(year), month: numberOr(month), day: numberOr(day) }),
  },
  {
    pattern: new RegExp(`${ON}(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})(?:,? (${YEAR}))?${OFF}`, 'giu'),
    read: ([day, month, year]) => ({ year: numberOr(year), month: monthOf(month), day: numberOr(day) }),
  },
  {
    pattern: new RegExp(
      `${ON}(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (${YEAR}))?(?![\\d,.]?\\d)${OFF}`,
      'giu',
    ),
    read: ([month, day, year]) => ({ year: numberOr(year), month: monthOf(month), day: numberOr(day) }),
  },
  {
    pattern:
      /(?<=\b(?:until|till|by|to|through|from|since|on|before|after) )the (\d{1,2})(?:st|nd|rd|th)(?!\s*\p{L})/giu,
    read: ([day]) => ({ year: null, month: null, day: numberOr(day) }),
  },
  {
    pattern: new RegExp(`${ON}(${MONTH}),? (${YEAR})${OFF}`, 'giu'),
    read: ([month, year]) => ({ year: numberOr(year), month: monthOf(month), day: null }),
  },
  {
    // “Q3 2019”, “H1”, “week 12”.
    pattern: new RegExp(`${ON}(?:q[1-4]|h[12]|week \\d{1,2})(?:,? (?:of )?(${YEAR}))?${OFF}`, 'giu'),
    read: ([year]) => ({ year: numberOr(year), month: null, day: null }),
  },
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}.,$€£¥₹+−-])(${YEAR})(?![\\p{L}\\p{N}%×]|[.,]\\d| ?(?:%|percent|k\\b|million|thousand|billion))`,
      'giu',
    ),
    read: ([year]) => ({ year: numberOr(year), month: null, day: null }),
  },
];

const AMOUNT =
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
const WORDS = new RegExp(
  `${ON}((?:${COUNT_WORD}|hundred|thousand|million|billion|dozen)(?:(?:[ -]| and )(?:${COUNT_WORD}|hundred|thousand|million|billion|dozen))*)( percent| per cent| points?| times)?${OFF}`,
  'giu',
);

/** “doubled”, “a third”: factors and shares that are told in words, to a twentieth. */
const FACTORS: readonly (readonly [RegExp, number, 'times' | 'percent'])[] = [
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
const LISTED = /(?:top|first|last|next|bottom|best|worst|these|those)\s*$/iu;
const OF_THINGS = /^ (?:\p{Ll}+ )?\p{Ll}{3,}s(?!\p{L})/u;
const OF_TIME = /^[\s-](?:full |complete )?(?:days?|weeks?|months?|quarters?|years?|hours?)(?!\p{L})/iu;

/** Every number in `text`; occurrences of `labels` are names and are left out. */
export function readNumbers(text: string, labels: readonly string[] = []): Found[] {
  const found: { at: number; one: Found }[] = [];
  let rest = withoutLabels(text.normalize('NFKC'), labels);
  const take = (pattern: RegExp, read: (match: RegExpExecArray) => Found | null) => {
    for (const match of [...rest.matchAll(pattern)]) {
      const one = read(match);
      if (!one) continue;
      found.push({ at: match.index, one });
      rest = blanked(rest, match.index, match[0].length);
    }
  };
  for (const { pattern, read } of DATES)
    take(pattern, (match) => ({ kind: 'date', text: match[0], ...read(match.slice(1)) }));
  for (const [pattern, value, unit] of FACTORS)
    take(pattern, (match) => ({
      ...PLAIN,
      text: match[0],
      value,
      tolerance: value / 20,
      coarse: value / 20,
      unit,
    }));
  take(AMOUNT, (match) => amountIn(match, rest));
  take(WORDS, (match) => wordsIn(match, rest));
  // Whatever digit is left stands in something that is no number, or in one that cannot be read.
  take(/[\p{L}\p{N}_]*\p{N}[\p{L}\p{N}_]*/gu, (match) => ({ kind: 'code', text: match[0] }));
  return found.sort((a, b) => a.at - b.at).map(({ one }) => one);
}

const PLAIN = {
  kind: 'number',
  sign: null,
  rounded: null,
  listed: false,
  ofThings: false,
  ofTime: false,
} as const;

function amountIn(match: RegExpExecArray, around: string): FoundNumber {
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

function wordsIn(match: RegExpExecArray, around: string): FoundNumber | null {
  const [text, words = '', suffix = ''] = match;
  const value = valueOfWords(words);
  const tail = suffix.trim().toLowerCase();
  // “one of them” counts nothing.
  if (value === null || (value === 1 && tail === '')) return null;
  const unit = tail === 'times' ? 'times' : tail.startsWith('point') ? 'points' : tail ? 'percent' : null;
  return {
    kind: 'number',
    text,
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

/** The longest first, so that “Cam 2 Pro” does not leave “Pro” of “Cam 2”. */
function withoutLabels(text: string, labels: readonly string[]): string {
  let rest = text;
  for (const label of [...new Set(labels)].sort((a, b) => b.length - a.length)) {
    const name = label.normalize('NFKC').trim();
    if (name === '') continue;
    const bare = /^[\d.,]+$/.test(name);
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'giu');
    rest = rest.replace(pattern, (said, at: number) =>
      !bare || isName(rest, at, said.length) ? ' '.repeat(said.length) : said,
    );
  }
  return rest;
}

const NAMED =
  /(?:\b(?:customers?|users?|ids?|numbers?|no\.|skus?|orders?|transactions?|segments?|tests?|campaigns?|sessions?|codes?|coupons?)[\s:#(“"]*(?:(?:\d[\w.-]*|and|or|\s|,)*)|#|^[^\p{L}\p{N}]*)$/iu;

/** A number names somebody after “customer”, or at the beginning of a line; anywhere else it is an amount. */
function isName(text: string, at: number, length: number): boolean {
  return (
    NAMED.test(text.slice(Math.max(0, at - 80), at)) &&
    !/^(?:[.,]\d|\s?(?:%|×|percent|thousand|million|billion|points))/iu.test(text.slice(at + length))
  );
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const blanked = (text: string, at: number, length: number): string =>
  `${text.slice(0, at)}${' '.repeat(length)}${text.slice(at + length)}`;
