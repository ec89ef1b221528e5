/** What somebody is looked for by: the wishes in it, and what must not be. */
import { evidenceQuery, fullTextQuery, unwantedQuery } from './full-text.ts';
import type { Lexicon } from './lexicon.ts';
import { parseInterest } from './parse-interest.ts';
import { readTerms, type Term, wishesIn } from './read-terms.ts';

export interface Interest {
  readonly text: string;
  /** Empty where only an exclusion is said. */
  readonly wanted: string;
  /** Empty where nothing is excluded. */
  readonly unwanted: string;
  /** Terms that speak of the same thing, together; empty where no word says anything. */
  readonly wishes: readonly (readonly Term[])[];
  /** A full-text query per wish. */
  readonly wishQueries: readonly string[];
  /** A full-text query for whatever speaks of any wish, however remotely; null where words cannot tell. */
  readonly evidenceQuery: string | null;
  /** A full-text query for whatever is unwanted; null where nothing is. */
  readonly unwantedQuery: string | null;
}

export function readInterest(text: string, lexicon: Lexicon): Interest {
  const { wanted, unwanted } = parseInterest(text);
  const wishes = wishesIn(readTerms(wanted, lexicon));
  const avoided = readTerms(unwanted, lexicon);
  return {
    text: text.trim(),
    wanted,
    unwanted: avoided.length > 0 ? unwanted : '',
    wishes,
    wishQueries: wishes.map((wish) => fullTextQuery(wish, lexicon)),
    evidenceQuery: evidenceQuery(wishes.flat(), lexicon),
    unwantedQuery: unwantedQuery(avoided, wishes.flat(), lexicon),
  };
}
