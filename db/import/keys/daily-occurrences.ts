import type { LineCounter } from './line-counter.ts';
import { Occurrences } from './occurrences.ts';

/**
 * Counts lines exactly, those of each day in a table of its own: most files are in order of time, and the table of one
 * day stays in the processor's cache where that of a whole file does not. Takes 12 to 18 bytes a line, twice as much at
 * worst.
 */
export class DailyOccurrences implements LineCounter {
  readonly #days = new Map<number, Occurrences>();
  #day = Number.NaN;
  #table = new Occurrences();
  /** Of the table at hand, when it was turned to. */
  #sizeBefore = 0;
  /** Lines that room may still be made for before they come: as many as have come. */
  #allowance = 0;

  next(low: number, high: number, day: number): number {
    if (day !== this.#day) this.#turnTo(day);
    return this.#table.next(low, high);
  }

  #turnTo(day: number): void {
    this.#allowance += this.#table.size - this.#sizeBefore;
    this.#day = day;
    this.#table = this.#days.get(day) ?? this.#begin(day);
    this.#sizeBefore = this.#table.size;
  }

  /** A day is mostly about as busy as the one before it: its table need not grow step by step. */
  #begin(day: number): Occurrences {
    const expected = Math.min(Math.ceil(this.#table.size * 1.125), this.#allowance);
    this.#allowance -= expected;
    const table = new Occurrences(expected);
    this.#days.set(day, table);
    return table;
  }
}
