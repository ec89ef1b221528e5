/**
 * The words that hold a question together, by what they do. Data: a new phrase is one more entry, after a bar,
 * in the class that does the same. A phrase may stand in several classes; the grammar takes the one that fits.
 * Words that could change a number never belong to `filler`.
 */
import { ASKING_WORDS } from './asking-words.ts';
import { BOUND_WORDS } from './bound-words.ts';
import { CHANGE_WORDS } from './change-words.ts';
import { DEED_WORDS } from './deed-words.ts';
import { RANKING_WORDS } from './ranking-words.ts';
import { SENTENCE_WORDS } from './sentence-words.ts';
import { THREAD_WORDS } from './thread-words.ts';
import { TIME_WORDS } from './time-words.ts';

const CLASSES = {
  ...SENTENCE_WORDS,
  ...ASKING_WORDS,
  ...CHANGE_WORDS,
  ...RANKING_WORDS,
  ...BOUND_WORDS,
  ...DEED_WORDS,
  ...TIME_WORDS,
  ...THREAD_WORDS,
} as const;

export type WordClass = keyof typeof CLASSES;

/** Every class with its phrases. */
export const STRUCTURE: ReadonlyMap<WordClass, readonly string[]> = new Map(
  (Object.entries(CLASSES) as [WordClass, string][]).map(([name, phrases]) => [
    name,
    phrases.split('|').map((phrase) => phrase.trim().replace(/\s+/gu, ' ')),
  ]),
);
