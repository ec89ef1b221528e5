/** Small looks at a token list, shared by the period readers. */
import type { Token } from '../text/lexer.ts';

export const textAt = (tokens: readonly Token[], at: number): string => tokens[at]?.text ?? '';

/** Tokens taken by the first of `phrases` that stands at `at`; 0 if none does. Longer phrases first. */
export function phraseAt(tokens: readonly Token[], at: number, phrases: readonly string[]): number {
  for (const phrase of phrases) {
    const words = wordsOf(phrase);
    if (words.every((word, index) => textAt(tokens, at + index) === word)) return words.length;
  }
  return 0;
}

/** Every phrase is asked for at every word of every question. */
const wordsOfPhrase = new Map<string, readonly string[]>();

function wordsOf(phrase: string): readonly string[] {
  const known = wordsOfPhrase.get(phrase);
  if (known) return known;
  const words = phrase.split(' ');
  wordsOfPhrase.set(phrase, words);
  return words;
}

/** How many of these words stand in a row at `at`, marks that mean nothing included. */
export function skip(tokens: readonly Token[], at: number, words: readonly string[]): number {
  let length = 0;
  while (words.includes(textAt(tokens, at + length))) length++;
  return length;
}

/** A four-digit year (or '19, which the lexer writes out) at `at`. */
export function yearAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at];
  if (token?.kind !== 'number' || !/^(?:19[5-9]|20[0-9])\d$/u.test(token.text)) return null;
  return Number(token.text);
}
