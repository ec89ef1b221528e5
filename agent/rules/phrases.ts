/** A trie of phrases over words: which phrases stand at a place, in one walk. */
import type { Token } from './text/lexer.ts';

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  meanings: T[] | null;
}

export interface PhraseMatch<T> {
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
 * Plural and singular meet in one key. Crude on purpose: it is applied to both sides, and an exact match wins.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^\p{L}+$/u.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/u.test(word)) return word;
  if (/(?:xes|ches|shes|sses|zes)$/u.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** `entries`: the words of a phrase, and what it means. `inflect` lets plural and singular stand for each other. */
export function phrasesOf<T>(
  entries: Iterable<readonly [readonly string[], T]>,
  inflect: boolean,
): Phrases<T> {
  const key = inflect ? stem : (word: string) => word;
  const root: Node<T> = { next: new Map(), meanings: null };
  for (const [words, meaning] of entries) {
    const kept = words.filter((word) => !SKIPPED.has(word));
    if (kept.length === 0) continue;
    let node = root;
    for (const word of kept) {
      let child = node.next.get(key(word));
      if (!child) {
        child = { next: new Map(), meanings: null };
        node.next.set(key(word), child);
      }
      node = child;
    }
    node.meanings ??= [];
    node.meanings.push(meaning);
  }
  return {
    at: (tokens, at) => walk(root, tokens, at, key),
  };
}

function walk<T>(
  root: Node<T>,
  tokens: readonly Token[],
  at: number,
  key: (word: string) => string,
): PhraseMatch<T>[] {
  const matches: PhraseMatch<T>[] = [];
  let node: Node<T> | undefined = root;
  for (let index = at; index < tokens.length; index++) {
    const text: string = tokens[index]?.text ?? '';
    if (index > at && SKIPPED.has(text)) continue;
    node = node.next.get(key(text));
    if (!node) break;
    if (node.meanings) matches.push({ length: index + 1 - at, meanings: node.meanings });
  }
  return matches;
}
