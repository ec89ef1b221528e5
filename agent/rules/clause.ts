/** What every clause of the grammar is: a reader of the items at one place. */
import type { MetricQuery } from '../../tools/metrics/metric-query.ts';
import type { Clock } from './dates/calendar.ts';
import type { Draft } from './draft.ts';
import { type Item, is } from './item.ts';
import type { Knowledge } from './knowledge.ts';

/** Two honest readings: a question back, with what each answer does to the draft. */
export interface Choice {
  readonly question: string;
  readonly options: readonly { readonly label: string; readonly apply: (draft: Draft) => void }[];
}

export interface Reading {
  readonly items: readonly Item[];
  readonly knowledge: Knowledge;
  readonly clock: Clock;
  /** The thread's last query where a follow-up is read; its metric and axes stand in for unsaid ones. */
  readonly thread: MetricQuery | null;
  readonly draft: Draft;
  readonly choices: Choice[];
  /** Sentences for the person: what was understood and cannot be answered. */
  readonly refusals: string[];
}

/** Reads what stands at `at` into the draft; returns how many items it explains, 0 for none. */
export type Clause = (reading: Reading, at: number) => number;

/** How many articles and other words without weight stand at `at`. */
export function fillers(reading: Reading, at: number): number {
  let length = 0;
  for (;;) {
    const item = reading.items[at + length];
    if (!item || !is(item, 'filler') || carriesMeaning(item) || namesCountry(item, reading)) return length;
    length++;
  }
}

/** “US revenue” names a country; “us” does not. */
export const namesCountry = (item: Item, { items }: Reading): boolean =>
  item.text === 'US' && items.some((other) => /\p{Ll}/u.test(other.text));

export const carriesMeaning = (item: Item): boolean =>
  item.metrics.length > 0 || item.dimensions.length > 0 || item.values.length > 0 || item.period !== null;

/** The first place at or after `at` that is not filler. */
export const after = (reading: Reading, at: number): number => at + fillers(reading, at);

export const isPlural = (key: string): boolean => /[^s]s$/u.test(key);
