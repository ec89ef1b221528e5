/** Builds the look-ups of a `Vocabulary` from what was read. Pure. */
import { countrySynonyms } from './countries.ts';
import type { Dimension } from './model.ts';
import type { StoredValue } from './read-values.ts';
import { valuesContaining } from './values-containing.ts';
import { fold, type KnownValue, type SourceFacts, type Vocabulary } from './vocabulary.ts';

export interface VocabularyParts {
  readonly version: string;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly sources: ReadonlyMap<string, SourceFacts>;
  readonly stored: readonly StoredValue[];
  /** Dimensions with more values than are held. */
  readonly open: ReadonlySet<string>;
  /** Dimensions whose values are held, but perhaps not all. */
  readonly sampled?: ReadonlySet<string>;
  /** Sources where each dimension has values. */
  readonly reached: ReadonlyMap<string, readonly string[]>;
  readonly lookup: Vocabulary['lookup'];
}

/** A vocabulary over the given values. */
export function createVocabulary(parts: VocabularyParts): Vocabulary {
  const values = new Map<string, KnownValue[]>();
  for (const value of merge(parts)) {
    const known = values.get(value.dimension);
    if (known) known.push(value);
    else values.set(value.dimension, [value]);
  }
  for (const known of values.values())
    known.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const spellings = spell(parts.dimensions, values);
  const containing = valuesContaining([...values.values()].flat());
  return {
    version: parts.version,
    dimensions: parts.dimensions,
    sources: parts.sources,
    spellings,
    values: (dimension) => values.get(dimension) ?? [],
    isOpen: (dimension) => parts.open.has(dimension) || parts.sampled?.has(dimension) === true,
    find: (text) => spellings.get(fold(text)) ?? [],
    containing: (text, limit = 20) => containing(text).slice(0, limit),
    lookup: parts.lookup,
    sourcesOf: (dimension) => parts.reached.get(dimension) ?? [],
  };
}

/** One entry for each value of a dimension, wherever it was read. */
function merge({ stored, dimensions, open }: VocabularyParts): Iterable<KnownValue> {
  const merged = new Map<string, KnownValue>();
  for (const { dimension, value, count, sources } of stored) {
    if (open.has(dimension)) continue;
    const key = `${dimension}\0${value}`;
    const known = merged.get(key);
    merged.set(key, {
      dimension,
      value,
      label: labelOf(dimensions.get(dimension), value),
      count: count + (known?.count ?? 0),
      sources: [...new Set([...(known?.sources ?? []), ...sources])],
    });
  }
  return merged.values();
}

function labelOf(dimension: Dimension | undefined, value: string): string {
  const words = dimension?.values.get(value);
  return words?.label ?? value;
}

function spell(
  dimensions: ReadonlyMap<string, Dimension>,
  values: ReadonlyMap<string, readonly KnownValue[]>,
): ReadonlyMap<string, readonly KnownValue[]> {
  const spellings = new Map<string, KnownValue[]>();
  const add = (spelling: string, value: KnownValue): void => {
    if (spelling === '') return;
    const known = spellings.get(spelling);
    if (!known) spellings.set(spelling, [value]);
    else if (!known.includes(value)) known.push(value);
  };
  for (const [id, known] of values) {
    const synonyms = synonymsByFold(dimensions.get(id));
    for (const value of known) {
      for (const text of [value.value, value.label])
        for (const variant of variantsOf(text)) add(variant, value);
      for (const synonym of synonyms.get(fold(value.value)) ?? []) add(fold(synonym), value);
    }
  }
  addCountries(spellings, values.get('country') ?? []);
  return spellings;
}

/** What something is called in the data goes before what it might be called as well. */
function addCountries(spellings: Map<string, KnownValue[]>, countries: readonly KnownValue[]): void {
  for (const value of countries)
    for (const name of countrySynonyms(value.value)) if (!spellings.has(name)) spellings.set(name, [value]);
}

/** The model writes "Online" where a team's file may say "ONLINE": synonyms are matched without case. */
function synonymsByFold(dimension: Dimension | undefined): ReadonlyMap<string, readonly string[]> {
  const entries = [...(dimension?.values ?? [])].map(
    ([value, words]) => [fold(value), words.synonyms] as const,
  );
  return new Map(entries);
}

/** "Nest-USA" is also typed "nest usa", "Notebooks & Journals" "notebooks and journals". */
function variantsOf(text: string): readonly string[] {
  const plain = fold(text);
  const spoken = fold(plain.replace(/&/g, ' and ').replace(/[-_/]+/g, ' '));
  return [...new Set([plain, spoken, fold(plain.replace(/[-_/]+/g, ''))])];
}
