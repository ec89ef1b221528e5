const START = 1 << 10;
const PRIME = 16_777_619;

/** A map keyed by bytes, looked up in a record without making a string of them. */
export class ByteMap<T> {
  #slots = new Int32Array(START).fill(-1);
  #hashes: number[] = [];
  #keys: Uint8Array[] = [];
  #values: T[] = [];

  get size(): number {
    return this.#values.length;
  }

  get(bytes: Uint8Array, from: number, to: number): T | undefined {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const hash = hashOf(bytes, from, to);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = slots[slot] as number;
      if (index < 0) return undefined;
      if (this.#hashes[index] === hash && same(this.#keys[index] as Uint8Array, bytes, from, to))
        return this.#values[index];
    }
  }

  /** Adds a key that is not there. */
  add(bytes: Uint8Array, from: number, to: number, value: T): void {
    const hash = hashOf(bytes, from, to);
    this.#hashes.push(hash);
    this.#keys.push(Uint8Array.prototype.slice.call(bytes, from, to));
    this.#values.push(value);
    if (this.#values.length * 2 > this.#slots.length) this.#grow();
    else this.#place(hash, this.#values.length - 1);
  }

  *entries(): Generator<readonly [key: Uint8Array, value: T]> {
    for (const [index, key] of this.#keys.entries()) yield [key, this.#values[index] as T];
  }

  clear(): void {
    this.#slots = new Int32Array(START).fill(-1);
    this.#hashes = [];
    this.#keys = [];
    this.#values = [];
  }

  #place(hash: number, index: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while ((this.#slots[slot] as number) >= 0) slot = (slot + 1) & mask;
    this.#slots[slot] = index;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (const [index, hash] of this.#hashes.entries()) this.#place(hash, index);
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), PRIME);
  return hash ^ (hash >>> 15);
}

function same(key: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (key.length !== to - from) return false;
  for (let i = 0; i < key.length; i += 1) if (key[i] !== bytes[from + i]) return false;
  return true;
}
