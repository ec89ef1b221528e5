const START = 1 << 16;
/** 2^22 entries of 12 bytes at most two thirds full: 2.8 million different lines in 50 MB. */
const LARGEST = 1 << 22;

/**
 * Counts how often a line has been seen before in a file: the first is 0, its twin 1. Lines are known by the
 * first 64 bits of their hash. `full` once it holds all it may; then ask `RepeatedLines` instead.
 */
export class Occurrences {
  #size = START;
  #used = 0;
  #low = new Uint32Array(START);
  #high = new Uint32Array(START);
  #seen = new Uint32Array(START);

  get full(): boolean {
    return this.#used >= (LARGEST / 3) * 2;
  }

  /** Counts the line and returns how many like it came before. */
  next(low: number, high: number): number {
    const slot = this.#slotOf(low, high);
    const before = this.#seen[slot] as number;
    this.#seen[slot] = before + 1;
    if (before === 0) {
      this.#low[slot] = low;
      this.#high[slot] = high;
      this.#used += 1;
      if (this.#used > (this.#size / 3) * 2 && this.#size < LARGEST) this.#grow();
    }
    return before;
  }

  #slotOf(low: number, high: number): number {
    const mask = this.#size - 1;
    let slot = (low ^ (high >>> 7)) & mask;
    while (this.#seen[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high))
      slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [low, high, seen] = [this.#low, this.#high, this.#seen];
    this.#size *= 2;
    this.#low = new Uint32Array(this.#size);
    this.#high = new Uint32Array(this.#size);
    this.#seen = new Uint32Array(this.#size);
    for (let i = 0; i < seen.length; i += 1) {
      if (seen[i] === 0) continue;
      const slot = this.#slotOf(low[i] as number, high[i] as number);
      this.#low[slot] = low[i] as number;
      this.#high[slot] = high[i] as number;
      this.#seen[slot] = seen[i] as number;
    }
  }
}
