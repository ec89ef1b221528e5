const FIRST_ROOM = 1 << 9;
const SEED = 0x811c9dc5 | 0;
const PRIME = 0x85ebca6b | 0;

/**
 * Numbers byte strings from 0 as they are added, and finds them in a record without making a string of them.
 * Everything lies in a few arrays: a million lookups wait for memory less, and there is no object per key.
 */
export class ByteIndex {
  size = 0;
  #slots = new Int32Array(FIRST_ROOM * 2).fill(-1);
  #hashes = new Int32Array(FIRST_ROOM);
  /** Where each key ends in `#bytes`; it begins where the one before ends. */
  #ends = new Int32Array(FIRST_ROOM);
  #bytes = new Uint8Array(FIRST_ROOM * 16);

  /** The number of a key, or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const hash = hashOf(bytes, from, to);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = slots[slot] as number;
      if (index < 0 || (this.#hashes[index] === hash && this.#isSame(index, bytes, from, to))) return index;
    }
  }

  /** Adds a key that is not there, and returns its number. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const index = this.size;
    const start = this.#start(index);
    const end = start + to - from;
    if (index === this.#hashes.length) this.#grow();
    if (end > this.#bytes.length) this.#bytes = larger(this.#bytes, Math.max(end, this.#bytes.length * 2));
    for (let i = from; i < to; i += 1) this.#bytes[start + i - from] = bytes[i] as number;
    this.#ends[index] = end;
    this.#hashes[index] = hashOf(bytes, from, to);
    this.#place(index);
    this.size += 1;
    return index;
  }

  key(index: number): Uint8Array {
    return this.#bytes.subarray(this.#start(index), this.#ends[index]);
  }

  #start(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] as number);
  }

  #isSame(index: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#start(index);
    const length = to - from;
    if ((this.#ends[index] as number) - start !== length) return false;
    for (let i = 0; i < length; i += 1) if (this.#bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }

  #place(index: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#hashes[index] as number) & mask;
    while ((this.#slots[slot] as number) >= 0) slot = (slot + 1) & mask;
    this.#slots[slot] = index;
  }

  #grow(): void {
    const room = this.#hashes.length * 2;
    this.#hashes = larger(this.#hashes, room);
    this.#ends = larger(this.#ends, room);
    this.#slots = new Int32Array(room * 2).fill(-1);
    for (let index = 0; index < this.size; index += 1) this.#place(index);
  }
}

/** FNV-1a over words of four bytes, each mixed down so that no bit of a word is lost to the low ones. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = SEED;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    hash = Math.imul(hash ^ word, PRIME);
    hash ^= hash >>> 15;
  }
  for (; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), PRIME);
  return hash ^ (hash >>> 15);
}

function larger<T extends Uint8Array | Int32Array>(array: T, length: number): T {
  const copy = new (array.constructor as new (length: number) => T)(length);
  copy.set(array);
  return copy;
}
