/** Text → terms: the words that say something, alone or together as the lexicon knows them. */
import type { Lexicon, Sense } from './lexicon.ts';
import { tokenise } from './tokenise.ts';

export interface Term {
  /** As written: "high end". */
  readonly text: string;
  /** What is compared where the lexicon does not help. */
  readonly stem: string;
  /** What the lexicon says it stands for; empty where it does not know the term. */
  readonly senses: readonly Sense[];
}

/** Words around an interest that say nothing of it, in profiles and in what marketers type. */
const SILENT = new Set(
  `a about addict addicted aficionado age all also am an and any anyone anything are around as at audience b be been best big
  bit buff buy buyer buying by campaign care cares client collector color colour connoisseur consumer could crazy crowd
  customer devotee do does drinker each eater else enjoy enjoys enthusiast especially everyone expert fan fanatic favorite
  favourite find folk follower for freak from full get give go good great group guru guy had has have heavy her his household
  i idea if in interest interested interesting into is it item its junkie keen kind lady lean like liked likely likes list
  little look looking lot love loved lover loves loving man me member men might more most my need new nice nut of on or our
  order out over own owner passion passionate people person prefer preferred prefers primary product professional really recommend
  segment shop shopper shopping show small some somebody someone spend spender spends spent stuff style styled suggest
  target taste tend visit visited than that the their them theme themed these they thing this those to too total type user very want wants
  we wearer well whatever who whoever whose will with woman women would year yet you your known`.split(/\s+/),
);

/**
 * The terms of a text in order, silent words and numbers left out. With `nested`, also the single words inside longer
 * terms: "running shoes" are sneakers, and running, and shoes.
 */
export function readTerms(
  text: string,
  lexicon: Lexicon,
  depth: 'longest' | 'nested' = 'longest',
): readonly Term[] {
  const words = tokenise(text);
  const terms: Term[] = [];
  for (let at = 0; at < words.length; ) {
    const match = lexicon.match(words, at);
    const length = match?.length ?? 1;
    const said = words.slice(at, at + length);
    const [first] = said;
    const silent = length === 1 && !isKnownCode(first?.raw, match) && said.every(saysNothing);
    if (!silent) {
      terms.push({
        text: said.map(({ raw }) => raw).join(' '),
        stem: said.map(({ stem }) => stem).join(' '),
        senses: match?.senses ?? (first ? lexicon.guess(first) : []),
      });
    }
    if (depth === 'nested' && length > 1) terms.push(...said.flatMap((word) => readTerms(word.raw, lexicon)));
    at += length;
  }
  return terms;
}

/** Groups terms that speak of the same thing: "tech geeks" is one wish, "red handbags" are two. */
export function wishesIn(terms: readonly Term[]): readonly (readonly Term[])[] {
  const known = terms.filter(({ senses }) => senses.length > 0);
  const wishes: Term[][] = [];
  // Beside a word that is known, one that nobody knows is more often filling than a wish.
  for (const term of known.length > 0 ? known : terms) {
    const alike = wishes.find((wish) => wish.some((other) => shareConcept(other, term)));
    if (alike) alike.push(term);
    else wishes.push([term]);
  }
  return wishes;
}

const shareConcept = (one: Term, other: Term): boolean =>
  one.senses.some(({ concept }) => other.senses.some((sense) => sense.concept === concept));

const saysNothing = ({ folded, stem }: { folded: string; stem: string }): boolean =>
  SILENT.has(folded) || SILENT.has(stem) || /^\d+$/.test(folded) || folded.length < 2;

/** "IN" is a country, "in" is not. */
const isKnownCode = (raw: string | undefined, match: unknown): boolean =>
  raw !== undefined && match !== null && /^\p{Lu}{2,3}$/u.test(raw);
