/**
 * Where texts of one column stand among each other, by 32 bits of what comes after their common beginning:
 * `CUST-0417` and `CUST-2200` differ where they begin to differ.
 */
export class TextOrder {
  #beginning: Uint8Array | null = null;
  #common = Number.POSITIVE_INFINITY;

  /** From 0 to 2^32 - 1. Grows with the text, except across a text that shortens the common beginning. */
  of(bytes: Uint8Array, from: number, to: number): number {
    const beginning = this.#beginning ?? Uint8Array.prototype.slice.call(bytes, from, to);
    this.#beginning = beginning;
    let shared = 0;
    // The first text has nothing to share a beginning with but itself: all of it.
    const most = Math.min(this.#common, beginning.length, to - from);
    while (shared < most && bytes[from + shared] === beginning[shared]) shared += 1;
    this.#common = shared;
    let order = 0;
    for (let at = from + shared; at < from + shared + 4; at += 1)
      order = order * 256 + (at < to ? (bytes[at] as number) : 0);
    return order;
  }
}
