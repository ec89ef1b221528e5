/** Terms as PostgreSQL full text, with every word that says the same. */
import { AGE_CONCEPTS } from '../embedding/text-features.ts';
import { isCode, type Lexicon } from './lexicon.ts';
import type { Term } from './read-terms.ts';
import { tokenise } from './tokenise.ts';

/**
 * The argument of `to_tsquery('english', …)` that finds any of the terms: `'high end' | 'luxury' | …`. Quoted words make
 * a phrase; they hold letters and digits only.
 */
export function fullTextQuery(terms: readonly Term[], lexicon: Lexicon): string {
  return quotedAny(terms.flatMap((term) => alternatives(term, lexicon)));
}

/**
 * The same for what is unwanted, without the words of what is wanted: gaming is technology, and still "gamers who are
 * not techies" are not to be excluded for their games. Null where nothing is left.
 */
export function unwantedQuery(
  unwanted: readonly Term[],
  wanted: readonly Term[],
  lexicon: Lexicon,
): string | null {
  const kept = new Set(wanted.flatMap((term) => alternatives(term, lexicon)));
  const left = unwanted.flatMap((term) => alternatives(term, lexicon)).filter((text) => !kept.has(text));
  return left.length > 0 ? quotedAny(left) : null;
}

/**
 * Whatever a profile can say that has to do with any of the terms. Hashed features may look alike by chance; who is
 * found by them must also say one of these. Null where nothing can be asked of the words: the lexicon does not know a
 * term, or profiles say it in numbers (ages) or in codes (countries).
 */
export function evidenceQuery(terms: readonly Term[], lexicon: Lexicon): string | null {
  const said = terms.flatMap(({ text, senses }) => [
    text,
    ...senses.flatMap(({ concept }) => [...lexicon.terms(concept), ...lexicon.near(concept)]),
  ]);
  const isOpen = terms.some(
    ({ senses }) => senses.length === 0 || senses.some(({ concept }) => AGE_CONCEPTS.has(concept)),
  );
  return terms.length === 0 || isOpen || said.some(isCode) ? null : quotedAny(said);
}

function alternatives(term: Term, lexicon: Lexicon): readonly string[] {
  const same = term.senses.filter(({ weight }) => weight === 1);
  const senses = same.length > 0 ? same : term.senses;
  return [term.text, ...senses.flatMap(({ concept }) => lexicon.terms(concept))];
}

function quotedAny(alternatives: readonly string[]): string {
  const quoted = alternatives.map((text) => {
    const words = tokenise(text).map(({ folded }) => folded);
    return `'${words.join(' ')}'`;
  });
  return [...new Set(quoted)].join(' | ');
}
