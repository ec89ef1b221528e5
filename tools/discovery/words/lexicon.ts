/** The lexicon of `lexicon.yml`: which words mean the same, or nearly. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { closest, distance } from 'fastest-levenshtein';
import { parse } from 'yaml';
import { z } from 'zod';
import { tokenise, type Word } from './tokenise.ts';

/** A concept that a term stands for: 1 where it says the same, less where it is a step away. */
export interface Sense {
  readonly concept: string;
  readonly weight: number;
}

interface LexiconMatch {
  /** How many words the term has. */
  readonly length: number;
  readonly senses: readonly Sense[];
}

export interface Lexicon {
  /** Changes with every change to the file. */
  readonly id: string;
  readonly concepts: ReadonlySet<string>;
  /** The longest term of at most `longest` words that begins at `words[at]`; null where none does. */
  match(words: readonly Word[], at: number, longest?: number): LexiconMatch | null;
  /** What a misspelt word most likely stands for; empty where nothing is close. */
  guess(word: Word): readonly Sense[];
  /** The concepts above, each once, with how much of the concept they carry. */
  above(concept: string): readonly Sense[];
  /** Every term that says the concept or one below it. */
  terms(concept: string): readonly string[];
  /** Every term a step away from it. */
  near(concept: string): readonly string[];
}

const NEAR = 0.6;
const PART_OF = 0.6;
const LONGEST = 4;
const FILE = new URL('../lexicon.yml', import.meta.url);

const group = z.strictObject({
  same: z.array(z.coerce.string()).default([]),
  near: z.array(z.coerce.string()).default([]),
  part_of: z.array(z.string()).default([]),
});
type Group = z.infer<typeof group>;

/** The lexicon cannot be used as it stands; the message names the place. */
export class LexiconError extends Error {
  override readonly name = 'LexiconError';
}

/** Reads the lexicon. Throws `LexiconError`. */
export function loadLexicon(text = readFileSync(FILE, 'utf8')): Lexicon {
  const parsed = z.record(z.string(), group).safeParse(parse(text));
  if (!parsed.success)
    throw new LexiconError(`tools/discovery/lexicon.yml: ${z.prettifyError(parsed.error)}`);
  const groups = new Map(Object.entries(parsed.data));
  for (const [concept, { part_of }] of groups)
    for (const above of part_of)
      if (!groups.has(above))
        throw new LexiconError(
          `tools/discovery/lexicon.yml: ${concept} is part of “${above}”, which has no group. Add one, or take it out.`,
        );
  const senses = sensesByTerm(groups);
  return {
    id: createHash('sha256').update(text).digest('hex').slice(0, 8),
    concepts: new Set(groups.keys()),
    match: (words, at, longest = LONGEST) => matchAt(senses, words, at, longest),
    guess: ({ stem }) => guessAt(senses, stem),
    above: (concept) => climb(groups, concept),
    terms: (concept) => termsOf(groups, concept),
    near: (concept) => groups.get(concept)?.near ?? [],
  };
}

function sensesByTerm(groups: ReadonlyMap<string, Group>): ReadonlyMap<string, readonly Sense[]> {
  const senses = new Map<string, Map<string, number>>();
  const add = (term: string, concept: string, weight: number) => {
    const key = keyOf(term);
    const known = senses.get(key) ?? new Map<string, number>();
    known.set(concept, Math.max(known.get(concept) ?? 0, weight));
    senses.set(key, known);
  };
  for (const [concept, { same, near }] of groups) {
    for (const term of [concept, ...same]) add(term, concept, 1);
    for (const term of near) add(term, concept, NEAR);
  }
  return new Map(
    [...senses].map(([term, known]) => [
      term,
      [...known].map(([concept, weight]): Sense => ({ concept, weight })),
    ]),
  );
}

/** Codes in capitals keep them: "IT" is a country, "it" is not. */
export const isCode = (word: string): boolean => /^\p{Lu}{2,3}$/u.test(word);
const keyOf = (term: string): string =>
  isCode(term)
    ? term
    : tokenise(term)
        .map(({ stem }) => stem)
        .join(' ');

function matchAt(
  senses: ReadonlyMap<string, readonly Sense[]>,
  words: readonly Word[],
  at: number,
  longest: number,
): LexiconMatch | null {
  for (let length = Math.min(longest, words.length - at); length > 0; length -= 1) {
    const term = words.slice(at, at + length);
    const raw = term[0]?.raw ?? '';
    const found =
      (length === 1 && isCode(raw) ? senses.get(raw) : undefined) ??
      senses.get(term.map(({ stem }) => stem).join(' '));
    if (found) return { length, senses: found };
  }
  return null;
}

/** Shorter words have too many neighbours: "boat" is no misspelt "boot". */
const GUESSABLE = 6;

function guessAt(senses: ReadonlyMap<string, readonly Sense[]>, stem: string): readonly Sense[] {
  if (stem.length < GUESSABLE) return [];
  const near = closest(
    stem,
    [...senses.keys()].filter((term) => Math.abs(term.length - stem.length) < 2),
  );
  return near && distance(near, stem) === 1 ? (senses.get(near) ?? []) : [];
}

function climb(groups: ReadonlyMap<string, Group>, concept: string): readonly Sense[] {
  const above = new Map<string, number>();
  const visit = (from: string, weight: number) => {
    for (const next of groups.get(from)?.part_of ?? []) {
      if (next === concept || (above.get(next) ?? 0) >= weight) continue;
      above.set(next, weight);
      visit(next, weight * PART_OF);
    }
  };
  visit(concept, PART_OF);
  return [...above].map(([name, weight]) => ({ concept: name, weight }));
}

function termsOf(groups: ReadonlyMap<string, Group>, concept: string): readonly string[] {
  const below = [...groups].filter(([name]) =>
    climb(groups, name).some(({ concept: above }) => above === concept),
  );
  return [
    concept,
    ...(groups.get(concept)?.same ?? []),
    ...below.flatMap(([name, { same }]) => [name, ...same]),
  ];
}
