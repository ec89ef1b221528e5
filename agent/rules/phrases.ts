/** A trie of phrases over words: which phrases stand at a place, in one walk. */
import type { Token } from './text/lexer.ts';

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  /** Meanings of phrases that end here, by the key of their last word. */
  readonly ends: Map<string, T[]>;
}

interface PhraseMatch<T> {
  /** Tokens it covers. */
  readonly length: number;
  readonly meanings: readonly T[];
}

export interface Phrases<T> {
  /** Every phrase that begins at `at`, the shortest first. */
  at(tokens: readonly Token[], at: number): readonly PhraseMatch<T>[];
}

/** Marks that people leave out or put in at will inside a name. */
const SKIPPED = new Set(['_', '-', '/', '.', ',', ':']);

/**
 * Plural and singular meet in one key. Crude on purpose: it is applied to both sides.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^\p{L}+$/u.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/u.test(word)) return word;
  if (/(?:xes|ches|shes|sses|zes)$/u.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** `entries`: the words of a phrase, and what it means. `inflect` lets plural and singular of the last word stand for each other. */
export function phrasesOf<T>(
  entries: Iterable<readonly [readonly string[], T]>,
  inflect: boolean,
): Phrases<T> {
  const key = inflect ? stem : (word: string) => word;
  const root = emptyNode<T>();
  for (const [words, meaning] of entries) {
    const kept = words.filter((word) => !SKIPPED.has(word));
    const last = kept.pop();
    if (last === undefined) continue;
    let node = root;
    for (const word of kept) {
      const child = node.next.get(word) ?? emptyNode<T>();
      node.next.set(word, child);
      node = child;
    }
    const held = node.ends.get(key(last));
    if (held) held.push(meaning);
    else node.ends.set(key(last), [meaning]);
  }
  return {
    at: (tokens, at) => walk(root, tokens, at, key),
  };
}

const emptyNode = <T>(): Node<T> => ({ next: new Map(), ends: new Map() });

function walk<T>(
  root: Node<T>,
  tokens: readonly Token[],
  at: number,
  key: (word: string) => string,
): PhraseMatch<T>[] {
  const matches: PhraseMatch<T>[] = [];
  let node: Node<T> | undefined = root;
  for (let index = at; node && index < tokens.length; index++) {
    const text: string = tokens[index]?.text ?? '';
    if (index > at && SKIPPED.has(text)) continue;
    const meanings: readonly T[] | undefined = node.ends.get(key(text));
    if (meanings) matches.push({ length: index + 1 - at, meanings });
    node = node.next.get(text);
  }
  return matches;
}
