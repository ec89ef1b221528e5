const HEX = Buffer.from('0123456789abcdef');
const SHORT: Readonly<Record<number, number>> = { 8: 98, 9: 116, 10: 110, 12: 102, 13: 114 };

/** Writes a flat JSON object of texts as UTF-8 bytes. */
export class JsonObject {
  bytes = new Uint8Array(1 << 12);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  /** @param name from `jsonName` */
  add(name: Uint8Array, source: Uint8Array, from: number, to: number): void {
    // A control character takes six bytes.
    this.#reserve(name.length + (to - from) * 6 + 4);
    if (this.length > 0) this.length -= 1;
    this.#byte(this.length === 0 ? 123 : 44);
    this.bytes.set(name, this.length);
    this.length += name.length;
    this.#byte(34);
    for (let i = from; i < to; i += 1) this.#character(source[i] as number);
    this.#byte(34);
    this.#byte(125);
  }

  #character(byte: number): void {
    if (byte === 34 || byte === 92) {
      this.#byte(92);
      this.#byte(byte);
    } else if (byte >= 32) this.#byte(byte);
    else {
      const short = SHORT[byte];
      this.#byte(92);
      if (short !== undefined) this.#byte(short);
      else for (const b of [117, 48, 48, HEX[byte >> 4] as number, HEX[byte & 15] as number]) this.#byte(b);
    }
  }

  #byte(byte: number): void {
    this.bytes[this.length] = byte;
    this.length += 1;
  }

  #reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** A name as it stands before its value: `"Country":`. */
export function jsonName(name: string): Uint8Array {
  return Buffer.from(`${JSON.stringify(name)}:`);
}
