/** Whether two questions ask the same: a guard over every word that matters, then nearness in meaning. Precision comes first. */
import type { Call } from '../../cards/card.ts';
import { STRUCTURE } from '../rules/lexicon/structure-words.ts';
import { MONTHS, RELATIONS, UNITS } from './guard-words.ts';
import type { Item } from './signature.ts';

/** Every word that holds questions together. */
const STRUCTURE_WORDS: ReadonlySet<string> = new Set(
  [...STRUCTURE.values()].flat().flatMap((phrase) => phrase.split(' ')),
);

/** A vector of length 1 or 0 that is near another where both mean the same. */
export type Meaning = (text: string) => Promise<Float32Array>;

/** From here on a word may stand for another: same concept in the lexicon. Measured: docs/verified.md. */
export const SAME_WORD = 0.7;
/** From here on two questions whose words have passed the guard ask the same. Measured: docs/verified.md. */
export const SAME_QUESTION = 0.8;

export interface Comparison {
  readonly saved: readonly Item[];
  readonly asked: readonly Item[];
  /** The call of the saved question: a metric may go by another name only where the call agrees with the semantic model. */
  readonly call: Call;
  /** Names something in the team's data: nothing else may stand for it. */
  readonly isValue: (word: string) => boolean;
  readonly meaning: Meaning;
}

/** Nearness from 0 to 1 of two questions that ask the same; null where they do not, or may not. */
export async function nearness(comparison: Comparison): Promise<number | null> {
  const { saved, asked, meaning } = comparison;
  // One word is a name for many questions: “revenue” how, when, of what?
  if (saved.length !== asked.length || saved.length < 2) return null;
  for (const [index, item] of saved.entries()) {
    const other = asked[index];
    if (!other || !(await sameItem(item, other, comparison))) return null;
  }
  const near = await similarity(joined(saved), joined(asked), meaning);
  return near >= SAME_QUESTION ? near : null;
}

const joined = (items: readonly Item[]): string => items.map(({ literal }) => literal).join(' ');

async function sameItem(saved: Item, asked: Item, comparison: Comparison): Promise<boolean> {
  if (saved.literal === asked.literal) return true;
  if (saved.metrics.length > 0 || asked.metrics.length > 0) {
    const { metrics } = comparison.call.args;
    return (
      Array.isArray(metrics) && saved.metrics.some((id) => asked.metrics.includes(id) && metrics.includes(id))
    );
  }
  if (![saved, asked].every((item) => mayVary(item, comparison))) return false;
  return (await similarity(saved.literal, asked.literal, comparison.meaning)) >= SAME_WORD;
}

/** Only plain words: what orders, counts, negates, dates or names something must stand as it is. */
function mayVary({ literal, isWord }: Item, { isValue }: Comparison): boolean {
  return (
    isWord &&
    literal.length > 2 &&
    !/\d/.test(literal) &&
    !STRUCTURE_WORDS.has(literal) &&
    !RELATIONS.has(literal) &&
    !UNITS.has(literal) &&
    !MONTHS.has(literal) &&
    !isValue(literal)
  );
}

async function similarity(one: string, other: string, meaning: Meaning): Promise<number> {
  if (one === other) return 1;
  const [a, b] = await Promise.all([meaning(one), meaning(other)]);
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
