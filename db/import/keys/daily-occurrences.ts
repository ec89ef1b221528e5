import type { LineCounter } from './line-counter.ts';
import { Occurrences } from './occurrences.ts';

/**
 * Counts lines exactly, those of each day in a table of its own: most files are in order of time, and the table of one
 * day stays in the processor's cache where that of a whole file does not. Takes 24 to 48 bytes a line.
 */
export class DailyOccurrences implements LineCounter {
  readonly #days = new Map<number, Occurrences>();
  #day = Number.NaN;
  #table = new Occurrences();

  next(low: number, high: number, day: number): number {
    if (day !== this.#day) this.#turnTo(day);
    return this.#table.next(low, high);
  }

  #turnTo(day: number): void {
    this.#day = day;
    this.#table = this.#days.get(day) ?? new Occurrences();
    this.#days.set(day, this.#table);
  }
}
