/** A piece of the question with everything it may mean here. */

import type { KnownValue } from '../../tools/metrics/vocabulary.ts';
import type { Grain } from '../../tools/periods/period-expression.ts';
import type { PeriodMeaning } from './dates/period-read.ts';
import type { WordClass } from './lexicon/structure-words.ts';
import type { NumberRead } from './text/numbers.ts';

export interface Item {
  /** As typed, or as repaired. */
  readonly text: string;
  /** Lower-case words joined by blanks. */
  readonly key: string;
  readonly words: ReadonlySet<WordClass>;
  readonly metrics: readonly string[];
  readonly dimensions: readonly string[];
  readonly values: readonly ItemValue[];
  readonly period: PeriodMeaning | null;
  readonly number: NumberRead | null;
  /** “month”, “monthly”. */
  readonly grain: { readonly unit: Grain; readonly form: 'noun' | 'plural' | 'adverb' } | null;
  readonly ordinal: number | null;
  /** Nothing here knows it. */
  readonly unknown: boolean;
  readonly possessive: boolean;
}

export interface ItemValue {
  readonly value: KnownValue;
  /** The spelling or synonym that was met. */
  readonly phrase: string;
}

/** Whether the item stands in the word class. */
export const is = (item: Item | undefined, word: WordClass): boolean => item?.words.has(word) ?? false;
