/** What a text says, as weighted features: concepts of the lexicon, words, and pieces of words. */
import type { Lexicon, Sense } from '../words/lexicon.ts';
import { readTerms, type Term } from '../words/read-terms.ts';
import type { Purpose } from './embedder.ts';

const WEIGHTS = {
  concept: 1,
  /** Of a word that the lexicon knows: it tells the word itself from its synonyms. */
  knownWord: 0.5,
  unknownWord: 1,
  /** All pieces of a word together: they find it where it is misspelt. */
  knownPieces: 0.25,
  unknownPieces: 0.6,
  age: 0.7,
  /** Of a word that the lexicon does not know, in a query that has words it knows. */
  filling: 0.4,
} as const;

/** Lists in a profile begin with what weighs most: each place further down counts for so much less. */
const PER_PLACE = 0.12;

const MOST_GATHERED = 0.8;

/** Features and their weights. A document is also about what is above its concepts; a query asks only for what it says. */
export function textFeatures(text: string, purpose: Purpose, lexicon: Lexicon): ReadonlyMap<string, number> {
  const features = new Features();
  const terms = placedTerms(text, purpose, lexicon);
  const hasKnown = terms.some(({ term }) => isKnown(term));
  for (const { term, place } of terms) {
    const filling = purpose === 'query' && hasKnown && !isKnown(term) ? WEIGHTS.filling : 1;
    const strength = filling / (1 + PER_PLACE * place);
    features.addWord(term, strength);
    for (const sense of term.senses) {
      features.add(conceptKey(sense.concept), WEIGHTS.concept * sense.weight * strength);
      if (purpose === 'document' && sense.weight === 1)
        for (const above of lexicon.above(sense.concept)) features.gather(above, strength);
    }
  }
  for (const concept of agesIn(text))
    for (const sense of [{ concept, weight: 1 }, ...lexicon.above(concept)])
      features.add(conceptKey(sense.concept), WEIGHTS.age * sense.weight);
  return features.all();
}

class Features {
  readonly #weights = new Map<string, number>();
  readonly #gathered = new Map<string, number>();

  /** Said twice counts as said most strongly. */
  add(feature: string, weight: number): void {
    this.#weights.set(feature, Math.max(this.#weights.get(feature) ?? 0, weight));
  }

  addWord(term: Term, strength: number): void {
    const known = isKnown(term);
    this.add(`w ${term.stem}`, (known ? WEIGHTS.knownWord : WEIGHTS.unknownWord) * strength);
    const pieces = piecesOf(term.stem);
    const each = (known ? WEIGHTS.knownPieces : WEIGHTS.unknownPieces) / Math.sqrt(pieces.length || 1);
    for (const piece of pieces) this.add(`p ${piece}`, each * strength);
  }

  /** Several interests of one kind add up: shoes, a dress and a bag are fashion, almost as if it were said. */
  gather({ concept, weight }: Sense, strength: number): void {
    const before = this.#gathered.get(concept) ?? 0;
    this.#gathered.set(concept, Math.min(MOST_GATHERED, before + weight * strength));
  }

  all(): ReadonlyMap<string, number> {
    for (const [concept, weight] of this.#gathered) this.add(conceptKey(concept), weight);
    return this.#weights;
  }
}

const conceptKey = (concept: string): string => `c ${concept}`;
const isKnown = ({ senses }: Term): boolean => senses.length > 0;

interface PlacedTerm {
  readonly term: Term;
  /** From 0, in its list. */
  readonly place: number;
}

function placedTerms(text: string, purpose: Purpose, lexicon: Lexicon): readonly PlacedTerm[] {
  if (purpose === 'query') return readTerms(text, lexicon).map((term) => ({ term, place: 0 }));
  return text
    .split(/[.!?;](?:\s|$)/u)
    .flatMap((sentence) =>
      sentence
        .split(',')
        .flatMap((item, place) => readTerms(item, lexicon, 'nested').map((term) => ({ term, place }))),
    );
}

/** Three letters at a time, with the word's ends marked: "^sn", "sne", … */
function piecesOf(word: string): readonly string[] {
  const marked = `^${word}$`;
  return Array.from({ length: Math.max(0, marked.length - 2) }, (_, at) => marked.slice(at, at + 3));
}

const AGE_BANDS: readonly { readonly until: number; readonly concept: string }[] = [
  { until: 19, concept: 'teenagers' },
  { until: 29, concept: 'young adults' },
  { until: 39, concept: 'thirties' },
  { until: 59, concept: 'middle aged' },
  { until: 130, concept: 'seniors' },
];

/** Concepts that a profile says by a number. */
export const AGE_CONCEPTS: ReadonlySet<string> = new Set(AGE_BANDS.map(({ concept }) => concept));

/** The band of every "age 19" in the text. */
function agesIn(text: string): readonly string[] {
  return [...text.matchAll(/\bage (\d{1,3})\b/giu)].flatMap(([, age]) => {
    const band = AGE_BANDS.find(({ until }) => Number(age) <= until);
    return band ? [band.concept] : [];
  });
}
