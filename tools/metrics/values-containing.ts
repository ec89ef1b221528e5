/** Finds the values that have words inside them. */
import { fold, type KnownValue } from './vocabulary.ts';

const WORD = /[\p{L}\p{N}]+/gu;

interface Folded {
  readonly value: KnownValue;
  readonly text: string;
}

/**
 * Returns a search for the values in which some words stand as they are written, not as part of longer ones; the shortest
 * value first. Asked at every word of a question, so that it looks only at values with all of the words: they are indexed
 * at the first search.
 */
export function valuesContaining(all: Iterable<KnownValue>): (text: string) => readonly KnownValue[] {
  let index: ReadonlyMap<string, ReadonlySet<Folded>> | undefined;
  return (text) => {
    const sought = fold(text);
    const words = sought.match(WORD);
    if (!words) return [];
    index ??= indexByWord(all);
    const sets = words.map((word) => index?.get(word) ?? new Set<Folded>());
    const [rarest = new Set<Folded>(), ...others] = sets.sort((a, b) => a.size - b.size);
    const pattern = new RegExp(
      `(^|[^\\p{L}\\p{N}])${sought.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[^\\p{L}\\p{N}])`,
      'u',
    );
    return [...rarest]
      .filter((one) => others.every((set) => set.has(one)) && pattern.test(one.text))
      .map(({ value }) => value)
      .sort((a, b) => a.value.length - b.value.length || b.count - a.count);
  };
}

function indexByWord(all: Iterable<KnownValue>): ReadonlyMap<string, ReadonlySet<Folded>> {
  const index = new Map<string, Set<Folded>>();
  for (const value of all) {
    const folded = { value, text: fold(value.value) };
    for (const word of folded.text.match(WORD) ?? []) {
      const known = index.get(word);
      if (known) known.add(folded);
      else index.set(word, new Set([folded]));
    }
  }
  return index;
}
