/**
 * Everything the rules know about one workspace's words: the structure words of English, the model's metrics
 * and dimensions, and the values that the workspace really has.
 */
import type { Dimension, Metric, SemanticModel } from '../../tools/metrics/model.ts';
import type { KnownValue, Vocabulary } from '../../tools/metrics/vocabulary.ts';
import { UNIT_WORDS } from './lexicon/calendar-words.ts';
import { STRUCTURE, type WordClass } from './lexicon/structure-words.ts';
import { type Phrases, phrasesOf } from './phrases.ts';
import { lex } from './text/lexer.ts';
import { createSpeller, type Speller } from './text/spelling.ts';

export type Meaning =
  | { readonly kind: 'word'; readonly class: WordClass }
  | { readonly kind: 'metric'; readonly id: string }
  | { readonly kind: 'dimension'; readonly id: string }
  | { readonly kind: 'value'; readonly value: KnownValue; readonly phrase: string };

export interface Knowledge {
  readonly model: SemanticModel;
  readonly vocabulary: Vocabulary;
  /** Structure words, exactly as written. */
  readonly structure: Phrases<Meaning>;
  /** Metrics and dimensions, singular or plural. */
  readonly terms: Phrases<Meaning>;
  readonly values: Phrases<Meaning>;
  /** Every single word that means something here, for spelling repair. */
  readonly words: ReadonlySet<string>;
  readonly speller: Speller;
  metric(id: string): Metric | undefined;
  dimension(id: string): Dimension | undefined;
}

const wordsOf = (phrase: string): string[] => lex(phrase).map((token) => token.text);

const STRUCTURE_ENTRIES: readonly (readonly [readonly string[], Meaning])[] = [...STRUCTURE].flatMap(
  ([name, phrases]) => phrases.map((phrase) => [phrase.split(' '), { kind: 'word', class: name }] as const),
);
const STRUCTURE_PHRASES = structurePhrases();

/** A phrase of marks (“-”, “,”) is matched by itself, not as something to skip. */
function structurePhrases(): Phrases<Meaning> {
  const spoken = phrasesOf(STRUCTURE_ENTRIES, false);
  const marks = new Map<string, Meaning[]>();
  for (const [words, meaning] of STRUCTURE_ENTRIES) {
    const [only, more] = words;
    if (only === undefined || more !== undefined || /[\p{L}\p{N}]/u.test(only)) continue;
    marks.set(only, [...(marks.get(only) ?? []), meaning]);
  }
  return {
    at: (tokens, at) => {
      const mark = tokens[at]?.kind === 'mark' ? marks.get(tokens[at].text) : undefined;
      return mark ? [{ length: 1, meanings: mark }] : spoken.at(tokens, at);
    },
  };
}

/** Everything a dimension is called, each once. */
function namesOf(dimension: Dimension): readonly string[] {
  const { label, plural, id, synonyms } = dimension;
  return [...new Set([label, plural, id.replaceAll('_', ' '), ...synonyms])];
}

/** Builds the knowledge of a workspace. Costs some milliseconds; keep it as long as the vocabulary. */
export function createKnowledge(model: SemanticModel, vocabulary: Vocabulary): Knowledge {
  const dimensions = new Map([...model.dimensions, ...vocabulary.dimensions]);
  const terms: (readonly [readonly string[], Meaning])[] = [];
  const nouns = new Set(
    [...dimensions.values()]
      .flatMap((dimension) => [dimension.label, dimension.plural, ...dimension.synonyms])
      .map((noun) => noun.toLowerCase()),
  );
  const counted = new Set(
    [...model.metrics.values()].flatMap((metric) => [metric.label.toLowerCase(), ...metric.synonyms]),
  );
  for (const metric of model.metrics.values()) {
    if (metric.hidden) continue;
    for (const phrase of new Set([metric.label, metric.id.replaceAll('_', ' '), ...metric.synonyms]))
      if (!isSentence(phrase, nouns, counted))
        terms.push([wordsOf(phrase), { kind: 'metric', id: metric.id }]);
  }
  // A dimension without values here leaves its words to an imported column that has some.
  const spoken = new Set(
    [...vocabulary.dimensions.values()].flatMap(namesOf).map((name) => name.toLowerCase()),
  );
  for (const dimension of dimensions.values()) {
    const present = vocabulary.dimensions.has(dimension.id);
    for (const phrase of namesOf(dimension)) {
      if (isClause(phrase) || (!present && spoken.has(phrase.toLowerCase()))) continue;
      terms.push([wordsOf(phrase), { kind: 'dimension', id: dimension.id }]);
    }
  }
  const values: (readonly [readonly string[], Meaning])[] = [];
  for (const [phrase, known] of vocabulary.spellings) {
    for (const value of known) values.push([wordsOf(phrase), { kind: 'value', value, phrase }]);
  }
  const words = collectWords(terms, values);
  return {
    model,
    vocabulary,
    structure: STRUCTURE_PHRASES,
    terms: bothOf(
      phrasesOf(
        terms.filter(([words]) => !isFixed(words)),
        true,
      ),
      phrasesOf(
        terms.filter(([words]) => isFixed(words)),
        false,
      ),
    ),
    values: phrasesOf(values, true),
    words: new Set(words.keys()),
    speller: createSpeller(repairable(words, values), onlyValues(words)),
    metric: (id) => model.metrics.get(id),
    dimension: (id) => dimensions.get(id),
  };
}

/**
 * “products sold” is a noun and a verb, “number of orders” a question and a noun: read in parts, they let
 * “which products sold the most” and “number of orders per customer” be what they are.
 */
const isSentence = (
  phrase: string,
  nouns: ReadonlySet<string>,
  metricNouns: ReadonlySet<string>,
): boolean => {
  if (
    /^(?:number of|how many) /u.test(phrase) &&
    metricNouns.has(phrase.replace(/^(?:number of|how many) /u, ''))
  )
    return true;
  const noun = / sold$/u.test(phrase) ? phrase.slice(0, -' sold'.length).toLowerCase() : null;
  return noun !== null && nouns.has(noun);
};

/** Dimension names that are parts of a sentence in a question: “orders of customer 17850” asks for orders. */
const isClause = (phrase: string): boolean =>
  /^(?:which .*|where|spent|orders placed)$|^(?:orders|revenues) of customers$/u.test(phrase);

/** “average order” is a metric, “average orders” is not: such phrases are matched to the letter. */
const isFixed = (words: readonly string[]): boolean =>
  words.includes('per') ||
  /^(?:average|avg|mean|median|largest|biggest|highest|typical|max|maximum)$/u.test(words[0] ?? '');

const bothOf = (one: Phrases<Meaning>, other: Phrases<Meaning>): Phrases<Meaning> => ({
  at: (tokens, at) => [...one.at(tokens, at), ...other.at(tokens, at)],
});

function collectWords(
  terms: readonly (readonly [readonly string[], Meaning])[],
  values: readonly (readonly [readonly string[], Meaning])[],
): Map<string, 'structure' | 'term' | 'value'> {
  const words = new Map<string, 'structure' | 'term' | 'value'>();
  for (const [phrase] of values) for (const word of phrase) words.set(word, 'value');
  for (const [phrase] of STRUCTURE_ENTRIES) for (const word of phrase) words.set(word, 'structure');
  for (const [phrase] of terms) for (const word of phrase) words.set(word, 'term');
  for (const word of UNIT_WORDS.keys()) words.set(word, 'structure');
  return words;
}

const onlyValues = (words: ReadonlyMap<string, 'structure' | 'term' | 'value'>): ReadonlySet<string> =>
  new Set([...words].flatMap(([word, kind]) => (kind === 'value' ? [word] : [])));

/** Words worth repairing towards: not those that only product names hold, which are too many and too close. */
function repairable(
  words: ReadonlyMap<string, 'structure' | 'term' | 'value'>,
  values: readonly (readonly [readonly string[], Meaning])[],
): string[] {
  const plain = new Set<string>();
  for (const [phrase, meaning] of values) {
    const product =
      meaning.kind === 'value' &&
      (meaning.value.dimension === 'product' || meaning.value.dimension === 'sku');
    if (!product) for (const word of phrase) plain.add(word);
  }
  return [...words].flatMap(([word, kind]) => (kind !== 'value' || plain.has(word) ? [word] : []));
}
