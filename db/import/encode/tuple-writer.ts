import type { UuidWords } from '../keys/line-key.ts';
import type { Decimal } from '../values/decimal.ts';

/** Bytes kept free beyond the tuple being written, so that numbers need no check of their own. */
const SLACK = 4096;
const DAYS_1970_TO_2000 = 10_957;
const SECONDS_1970_TO_2000 = 946_684_800;
const NBASE = 10_000;
const POWERS: readonly number[] = [1, 10, 100, 1000];
const EMPTY_OBJECT = Buffer.from('\x01{}');

/** Writes tuples in PostgreSQL's binary COPY format into one growing buffer. */
export class TupleWriter {
  bytes: Buffer;
  /** End of what is written. */
  at = 0;
  /** Tuples begun. */
  rows = 0;
  readonly #initialBytes: number;
  #view: DataView;
  readonly #digits = new Uint16Array(64);

  constructor(initialBytes = 1 << 20) {
    this.#initialBytes = initialBytes;
    this.bytes = Buffer.allocUnsafeSlow(initialBytes);
    this.#view = viewOf(this.bytes);
  }

  /** What has been written. It is the caller's; writing goes on in `next`, or in a new buffer. */
  take(next: Buffer = Buffer.allocUnsafeSlow(this.#initialBytes)): Buffer {
    const written = this.bytes.subarray(0, this.at);
    this.#writeInto(next);
    this.clear();
    return written;
  }

  /** Drops what has been written. */
  clear(): void {
    this.at = 0;
    this.rows = 0;
  }

  /** Begins a tuple of `columns` fields. */
  begin(columns: number): void {
    this.#reserve(SLACK);
    this.rows += 1;
    this.#int16(columns);
  }

  null(): void {
    this.#int32(-1);
  }

  /** Text, as UTF-8 without NUL. */
  text(source: Uint8Array, from: number, to: number): void {
    const length = to - from;
    this.#reserve(length + SLACK);
    this.#int32(length);
    this.#raw(source, from, to);
  }

  /** A uuid as the text of 32 hexadecimal digits. */
  hex(words: UuidWords): void {
    const digits = Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0'));
    const text = Buffer.from(digits.join(''));
    this.text(text, 0, text.length);
  }

  uuid(words: UuidWords): void {
    const view = this.#view;
    const { at } = this;
    view.setInt32(at, 16);
    view.setInt32(at + 4, words[0] as number);
    view.setInt32(at + 8, words[1] as number);
    view.setInt32(at + 12, words[2] as number);
    view.setInt32(at + 16, words[3] as number);
    this.at = at + 20;
  }

  /** @param day since 1970 */
  date(day: number): void {
    this.#int32(4);
    this.#int32(day - DAYS_1970_TO_2000);
  }

  /** @param seconds since 1970, @param micros of the second */
  timestamp(seconds: number, micros: number): void {
    const total = BigInt(seconds - SECONDS_1970_TO_2000) * 1_000_000n + BigInt(micros);
    this.#int32(8);
    this.at = this.bytes.writeBigInt64BE(total, this.at);
  }

  bigint(value: number): void {
    this.#int32(8);
    this.at = this.bytes.writeBigInt64BE(BigInt(value), this.at);
  }

  /** A JSON object, without its version byte; an empty source is `{}`. */
  json(source: Uint8Array, length: number): void {
    if (length === 0) {
      this.text(EMPTY_OBJECT, 0, EMPTY_OBJECT.length);
      return;
    }
    this.#reserve(length + SLACK);
    this.#int32(length + 1);
    this.bytes[this.at] = 1;
    this.at += 1;
    this.#raw(source, 0, length);
  }

  /** A numeric: digits in base 10,000, the most significant first, aligned to the decimal point. */
  numeric(value: Decimal): void {
    const padding = (4 - (value.scale & 3)) & 3;
    const fractionDigits = (value.scale + padding) >> 2;
    const count =
      value.big === null && Math.abs(value.mantissa) < Number.MAX_SAFE_INTEGER / 1000
        ? this.#digitsOf(Math.abs(value.mantissa) * (POWERS[padding] as number))
        : this.#digitsOfBig(value.asBig() * 10n ** BigInt(padding));
    this.#reserve(SLACK);
    const view = this.#view;
    let { at } = this;
    view.setInt32(at, 8 + count * 2);
    view.setInt16(at + 4, count);
    view.setInt16(at + 6, count === 0 ? 0 : count - fractionDigits - 1);
    view.setInt16(at + 8, value.isNegative() ? 0x4000 : 0);
    view.setInt16(at + 10, value.scale);
    at += 12;
    for (let i = count - 1; i >= 0; i -= 1) {
      view.setInt16(at, this.#digits[i] as number);
      at += 2;
    }
    this.at = at;
  }

  #digitsOf(magnitude: number): number {
    let rest = magnitude;
    let count = 0;
    while (rest > 0) {
      const high = Math.floor(rest / NBASE);
      this.#digits[count] = rest - high * NBASE;
      count += 1;
      rest = high;
    }
    return count;
  }

  #digitsOfBig(value: bigint): number {
    let rest = value < 0n ? -value : value;
    let count = 0;
    while (rest > 0n) {
      this.#digits[count] = Number(rest % 10_000n);
      count += 1;
      rest /= 10_000n;
    }
    return count;
  }

  #raw(source: Uint8Array, from: number, to: number): void {
    const { bytes } = this;
    let { at } = this;
    for (let i = from; i < to; i += 1) {
      bytes[at] = source[i] as number;
      at += 1;
    }
    this.at = at;
  }

  #int16(value: number): void {
    this.#view.setInt16(this.at, value);
    this.at += 2;
  }

  #int32(value: number): void {
    this.#view.setInt32(this.at, value);
    this.at += 4;
  }

  #reserve(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + more));
    this.bytes.copy(larger, 0, 0, this.at);
    this.#writeInto(larger);
  }

  #writeInto(bytes: Buffer): void {
    this.bytes = bytes;
    this.#view = viewOf(bytes);
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
