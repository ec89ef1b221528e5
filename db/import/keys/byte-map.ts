import { ByteIndex } from './byte-index.ts';

/** A map keyed by bytes, looked up in a record without making a string of them. */
export class ByteMap<T> {
  #index = new ByteIndex();
  #values: T[] = [];

  get size(): number {
    return this.#index.size;
  }

  get(bytes: Uint8Array, from: number, to: number): T | undefined {
    const found = this.#index.find(bytes, from, to);
    return found < 0 ? undefined : this.#values[found];
  }

  /** Adds a key that is not there. */
  add(bytes: Uint8Array, from: number, to: number, value: T): void {
    this.#index.add(bytes, from, to);
    this.#values.push(value);
  }

  clear(): void {
    this.#index = new ByteIndex();
    this.#values = [];
  }
}
