import { ByteMap } from '../keys/byte-map.ts';

/** About 30 MB of customers; beyond, the database is asked instead. */
const MOST = 200_000;

/** The customers that an import's lines name, each with the first and last day of its lines. */
export class CustomerDays {
  /** False once there were too many to remember. */
  complete = true;
  readonly #days = new ByteMap<{ first: number; last: number }>();

  add(bytes: Uint8Array, from: number, to: number, day: number): void {
    if (!this.complete) return;
    const known = this.#days.get(bytes, from, to);
    if (known === undefined) this.#begin(bytes, from, to, day);
    else if (day < known.first) known.first = day;
    else if (day > known.last) known.last = day;
  }

  *all(): Generator<{ customerId: string; first: number; last: number }> {
    for (const [key, { first, last }] of this.#days.entries())
      yield { customerId: Buffer.from(key).toString('utf8'), first, last };
  }

  #begin(bytes: Uint8Array, from: number, to: number, day: number): void {
    if (this.#days.size < MOST) {
      this.#days.add(bytes, from, to, { first: day, last: day });
      return;
    }
    this.complete = false;
    this.#days.clear();
  }
}
