/** Typing errors: an unknown word is read as the one known word that lies a slip of the finger away. */
import { MONTH_NUMBERS, UNIT_WORDS, WEEKDAY_NUMBERS } from '../lexicon/calendar-words.ts';
import { NOT_TYPOS } from '../lexicon/not-typos.ts';
import { NUMBER_WORDS } from './numbers.ts';

export interface Speller {
  /** The word meant, or null where none or more than one is near. `raw` is the word as typed. */
  repair(word: string, raw?: string): string | null;
}

const CALENDAR_WORDS = [
  ...MONTH_NUMBERS.keys(),
  ...WEEKDAY_NUMBERS.keys(),
  ...UNIT_WORDS.keys(),
  ...NUMBER_WORDS,
  'yesterday',
  'quarterly',
  'monthly',
  'weekly',
  'yearly',
];
const SHORTEST = 4;

/**
 * A speller over the words that are known. `careful` are words worth repairing towards only across a single slip:
 * names of values, which a wrong guess would turn into another filter.
 */
export function createSpeller(words: Iterable<string>, careful: ReadonlySet<string> = new Set()): Speller {
  const byInitial = new Map<string, string[]>();
  for (const word of new Set([...words, ...CALENDAR_WORDS])) {
    if (word.length < SHORTEST || !/^\p{L}+$/u.test(word)) continue;
    const initial = word.charAt(0);
    byInitial.set(initial, [...(byInitial.get(initial) ?? []), word]);
  }
  return { repair: (word, raw = word) => repair(word, raw, { byInitial, careful }) };
}

/** What people shorten words to. Data. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['rev', 'revenue'],
  ['revs', 'revenue'],
  ['qty', 'quantity'],
  ['cat', 'category'],
  ['cats', 'categories'],
  ['cust', 'customers'],
  ['custs', 'customers'],
  ['loc', 'location'],
  ['locs', 'locations'],
  ['prod', 'product'],
  ['prods', 'products'],
  ['txns', 'transactions'],
  ['mktg', 'marketing'],
  ['qtr', 'quarter'],
  ['mo', 'month'],
  ['hw', 'how'],
  ['people', 'customers'],
  ['persons', 'customers'],
  ['spenders', 'customers'],
  ['spender', 'customer'],
]);

interface Known {
  readonly byInitial: ReadonlyMap<string, readonly string[]>;
  readonly careful: ReadonlySet<string>;
}

function repair(word: string, raw: string, known: Known): string | null {
  const whole = ABBREVIATIONS.get(word);
  if (whole) return whole;
  if (word.length < SHORTEST || word.length > 30 || NOT_TYPOS.has(word) || !/^\p{L}+$/u.test(word))
    return null;
  let best: string[] = [];
  let least = word.length >= 9 ? 2 : 1;
  // Two first letters swapped (“eRvenue”) are the one slip that changes the initial.
  const initials = new Set([word.charAt(0), word.charAt(1)]);
  for (const candidate of [...initials].flatMap((initial) => known.byInitial.get(initial) ?? [])) {
    const distance = distanceWithin(word, candidate, least);
    if (distance === null || !plausible(word, candidate, distance)) continue;
    if (isGuess(raw, candidate, distance, known)) continue;
    if (distance < least) best = [];
    least = distance;
    best.push(candidate);
  }
  const stems = new Set(best.map((candidate) => candidate.replace(/s$/u, '')));
  return stems.size === 1 ? (best[0] ?? null) : null;
}

/** Months and values filter: what lies two slips from them, or goes on where they end (“Augusta”), is asked about. */
function isGuess(raw: string, candidate: string, distance: number, { careful }: Known): boolean {
  if (distance > 1 && (careful.has(candidate) || MONTH_NUMBERS.has(candidate))) return true;
  const lower = raw.toLowerCase();
  return /^\p{Lu}\p{Ll}/u.test(raw) && lower !== `${candidate}s` && lower.startsWith(candidate);
}

/** Short words have many neighbours: there only months and swapped letters count. */
function plausible(word: string, candidate: string, distance: number): boolean {
  if (word.charAt(0) !== candidate.charAt(0) && !(distance === 1 && isSwap(word, candidate))) return false;
  if (word.length > SHORTEST) return true;
  const calendar = MONTH_NUMBERS.has(candidate) || UNIT_WORDS.has(candidate);
  // “totl”, “ordr”: a vowel left out, and nothing else.
  const clipped = candidate.length === SHORTEST + 1 && consonants(word) === consonants(candidate);
  return clipped || isSwap(word, candidate) || (calendar && candidate.length > SHORTEST);
}

const consonants = (word: string): string => word.replace(/[aeiou]/gu, '');

const isSwap = (word: string, candidate: string): boolean =>
  word.length === candidate.length && [...word].sort().join('') === [...candidate].sort().join('');

/**
 * Optimal string alignment distance (insert, delete, replace, swap neighbours), or null above `limit`.
 * Source: Boytsov, “Indexing methods for approximate dictionary searching”, JEA 16 (2011), section 2.
 */
export function distanceWithin(a: string, b: string, limit: number): number | null {
  if (Math.abs(a.length - b.length) > limit) return null;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return null;
    before = last;
    last = row;
  }
  const distance = last[b.length] ?? limit + 1;
  return distance <= limit ? distance : null;
}
