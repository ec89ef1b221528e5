import { LineContent } from '../keys/line-content.ts';
import type { LineCounter } from '../keys/line-counter.ts';
import { type UuidWords, uuidWords, writeLineKey } from '../keys/line-key.ts';

/** The ids that every fact carries, and the key of the line at hand. */
export class FactKeys {
  readonly content = new LineContent();
  readonly key: UuidWords = new Int32Array(4);
  readonly tenantId: UuidWords;
  readonly importId: UuidWords;
  readonly #counter: LineCounter;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  constructor(tenantId: string, importId: string, counter: LineCounter) {
    this.tenantId = uuidWords(tenantId);
    this.importId = uuidWords(importId);
    this.#counter = counter;
  }

  /** Makes `key` out of the content written: its first occurrence and its later ones have different keys. */
  settle(day: number): void {
    const hash = this.content.digest(0);
    const occurrence = this.#counter.next(hash[0] as number, hash[1] as number, day);
    writeLineKey(day, occurrence === 0 ? hash : this.content.digest(occurrence), this.key);
    if (day < this.#first) this.#first = day;
    if (day > this.#last) this.#last = day;
  }

  days(): { from: number; to: number } | null {
    return this.#last < this.#first ? null : { from: this.#first, to: this.#last };
  }
}
