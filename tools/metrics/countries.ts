/** What else a country is called: data hold names or codes, and people type either. */
import { fold } from './vocabulary.ts';

const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Names besides those of the standard, by ISO 3166 code. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  AE: ['uae'],
  CZ: ['czech republic'],
  GB: ['uk', 'great britain', 'britain'],
  KR: ['korea'],
  NL: ['the netherlands', 'holland'],
  TR: ['turkey'],
  US: ['usa', 'united states of america', 'america'],
};

/** Codes that are no English words, so that a question may hold them without meaning a country by chance. */
const SPELLED_OUT = new Set(
  'AU BG BR CH CN CZ DE DK ES FI FR GB GR HR HU IE JP KR LT LU LV MX NL NZ PL PT RO SE SG SK TR UA ZA'.split(
    ' ',
  ),
);

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Codes by every folded name; codes that the standard has given up mean what took their place. */
const CODES: ReadonlyMap<string, string> = new Map(
  LETTERS.flatMap((one) => LETTERS.map((other) => one + other)).flatMap((code) => {
    const name = NAMES.of(code);
    const isCurrent = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
    if (!name || !isCurrent) return [];
    return [name, ...(ALSO[code] ?? [])].map((each) => [fold(each), code] as const);
  }),
);

/**
 * Other words for a stored country, folded: the names of a code, the names and (where it is no English word) the code of a
 * name. None for what is no country.
 */
export function countrySynonyms(stored: string): readonly string[] {
  const folded = fold(stored);
  const typed = folded.toUpperCase();
  const isCode = /^[A-Z]{2}$/.test(typed) && Intl.getCanonicalLocales(`und-${typed}`)[0] === `und-${typed}`;
  const code = CODES.get(folded) ?? (isCode && NAMES.of(typed) ? typed : undefined);
  if (code === undefined) return [];
  const names = [NAMES.of(code) ?? '', ...(ALSO[code] ?? []), ...(SPELLED_OUT.has(code) ? [code] : [])];
  return [...new Set(names.map(fold))].filter((name) => name !== '' && name !== folded);
}
