import { ByteIndex } from '../keys/byte-index.ts';

/** About 10 MB of customers; beyond, the database is asked instead. */
const MOST = 200_000;

/** A customer, and the first and last day (since 1970) of lines of theirs. */
export interface CustomerSpan {
  readonly customerId: string;
  readonly first: number;
  readonly last: number;
}

/** The customers that an import's lines name, each with the first and last day of its lines. */
export class CustomerDays {
  /** False once there were too many to remember. */
  complete = true;
  #customers = new ByteIndex();
  /** First and last day by turns, two for each customer. */
  #days = new Int32Array(1 << 10);

  add(bytes: Uint8Array, from: number, to: number, day: number): void {
    if (!this.complete) return;
    const known = this.#customers.find(bytes, from, to) * 2;
    if (known < 0) this.#begin(bytes, from, to, day);
    else if (day < (this.#days[known] as number)) this.#days[known] = day;
    else if (day > (this.#days[known + 1] as number)) this.#days[known + 1] = day;
  }

  *all(): Generator<CustomerSpan> {
    for (let i = 0; i < this.#customers.size; i += 1)
      yield {
        customerId: Buffer.from(this.#customers.key(i)).toString('utf8'),
        first: this.#days[i * 2] as number,
        last: this.#days[i * 2 + 1] as number,
      };
  }

  #begin(bytes: Uint8Array, from: number, to: number, day: number): void {
    if (this.#customers.size === MOST) {
      this.complete = false;
      this.#customers = new ByteIndex();
      return;
    }
    const at = this.#customers.add(bytes, from, to) * 2;
    if (at === this.#days.length) {
      const larger = new Int32Array(at * 2);
      larger.set(this.#days);
      this.#days = larger;
    }
    this.#days.fill(day, at, at + 2);
  }
}
