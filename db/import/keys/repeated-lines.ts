import type { LineCounter } from './line-counter.ts';
import { Occurrences } from './occurrences.ts';

const BITS_PER_LINE = 12;
const LARGEST_BITS = 2 ** 30;
const PROBES = 4;

/**
 * Counts the lines of a file that is too long to remember all of: a first reading notes every line in a Bloom
 * filter, and exactly those that the filter may have seen before. Only these can repeat; the second reading
 * counts them and takes every other line for the first of its kind. 64 MB hold 45 million lines.
 */
export class RepeatedLines implements LineCounter {
  readonly #filter: Uint32Array;
  readonly #mask: number;
  readonly #suspects = new Occurrences();
  readonly #counts = new Occurrences();

  /** @param lines expected */
  constructor(lines: number) {
    let bits = 2 ** 20;
    while (bits < lines * BITS_PER_LINE && bits * 2 <= LARGEST_BITS) bits *= 2;
    this.#filter = new Uint32Array(bits / 32);
    this.#mask = bits - 1;
  }

  /** The first reading. */
  note(low: number, high: number): void {
    let seen = true;
    for (let probe = 0; probe < PROBES; probe += 1) {
      // Two halves of a hash make as many probes as need be.
      const bit = (low + Math.imul(probe, high | 1)) & this.#mask;
      const flag = 1 << (bit & 31);
      const word = this.#filter[bit >>> 5] as number;
      if ((word & flag) === 0) {
        seen = false;
        this.#filter[bit >>> 5] = word | flag;
      }
    }
    if (seen && !this.#suspects.has(low, high)) this.#suspects.next(low, high);
  }

  /** The second reading. */
  next(low: number, high: number): number {
    return this.#suspects.has(low, high) ? this.#counts.next(low, high) : 0;
  }
}
