import type { Decimal } from '../values/decimal.ts';
import { hash128 } from './line-hash.ts';

const SEPARATOR = 0xff;

/**
 * What a line says, however it is written: its values in a fixed order, without blanks, trailing zeros or
 * quotes. Two lines with the same content are the same line, or occurrences of it.
 */
export class LineContent {
  bytes = new Uint8Array(1 << 12);
  #view = new DataView(this.bytes.buffer);
  length = 0;
  readonly hash = new Int32Array(4);

  clear(): void {
    this.length = 0;
  }

  /** @param field the number of the field, so that a value moved to another field is another line */
  text(field: number, source: Uint8Array, from: number, to: number): void {
    this.#mark(field, to - from);
    const { bytes } = this;
    let at = this.length;
    for (let i = from; i < to; i += 1) {
      bytes[at] = source[i] as number;
      at += 1;
    }
    this.length = at;
  }

  /** A number without zeros at the end of its fraction. */
  decimal(field: number, value: Decimal): void {
    if (value.big !== null) {
      const text = Buffer.from(value.toString());
      this.text(field, text, 0, text.length);
      return;
    }
    this.#mark(field, 16);
    this.#int32(value.mantissa % 0x1_0000_0000);
    this.#int32(Math.floor(value.mantissa / 0x1_0000_0000));
    this.#int32(value.scale);
  }

  integer(field: number, value: number): void {
    this.#mark(field, 8);
    this.#int32(value);
  }

  /** The hash of what has been written, in `hash`. */
  digest(seed: number): Int32Array {
    hash128(this.#view, this.length, seed, this.hash);
    return this.hash;
  }

  #mark(field: number, room: number): void {
    const needed = this.length + room + 2;
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.bytes.length * 2, needed));
      larger.set(this.bytes);
      this.bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    this.bytes[this.length] = SEPARATOR;
    this.bytes[this.length + 1] = field;
    this.length += 2;
  }

  #int32(value: number): void {
    this.#view.setInt32(this.length, value, true);
    this.length += 4;
  }
}
