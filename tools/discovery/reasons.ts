/** Why somebody was found, from what the interest asks and what the profile holds. */
import { formatValue } from '../../cards/format.ts';
import type { Taste } from '../audience/profile-payload.ts';
import type { Enriched } from './enrich.ts';
import type { Interest } from './words/interest.ts';
import type { Lexicon } from './words/lexicon.ts';
import { readTerms, type Term } from './words/read-terms.ts';

const LUXURY = 'luxury';
const MOST_NAMED = 3;

/** "likes luxury: spent $1,204", "prefers red", "Sneakers: 42% of what they look at and buy". */
export function reasonsOf(
  person: Enriched,
  { wishes }: Interest,
  lexicon: Lexicon,
  currency: string,
): readonly string[] {
  const wanted = wishes.flat();
  if (wanted.length === 0) return [];
  const reasons: string[] = [];
  if (person.likesLuxury && wanted.some(({ senses }) => senses.some(({ concept }) => concept === LUXURY))) {
    const spent = formatValue(Math.round(person.totalSpent), { kind: 'currency', currency, decimals: 0 });
    reasons.push(`likes luxury: spent ${spent}`);
  }
  const meets = ({ name }: Taste) =>
    readTerms(name, lexicon, 'nested').some((term) => answers(term, wanted, lexicon));
  const colors = person.colors.filter(meets).map(({ name }) => name.toLowerCase());
  if (colors.length > 0) reasons.push(`prefers ${some(colors)}`);
  const interests = person.interests.filter(meets);
  if (interests.length > 0) {
    const share = interests.reduce((sum, { weight }) => sum + weight, 0);
    reasons.push(
      `${some(interests.map(({ name }) => name))}: ${formatValue(share, { kind: 'percent', decimals: 0 })} of what they look at and buy`,
    );
  }
  return reasons;
}

/** The names that weigh most; a list of ten tells less than its beginning. */
function some(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ');
}

/** Whether what the profile says is, or is part of, what is wanted. */
function answers(term: Term, wanted: readonly Term[], lexicon: Lexicon): boolean {
  const said = new Set(
    term.senses
      .filter(({ weight }) => weight === 1)
      .flatMap(({ concept }) => [concept, ...lexicon.above(concept).map((above) => above.concept)]),
  );
  return wanted.some(
    (wish) => wish.stem === term.stem || wish.senses.some(({ concept }) => said.has(concept)),
  );
}
