const SAFE = Number.MAX_SAFE_INTEGER;
const POWERS: readonly number[] = Array.from({ length: 16 }, (_, n) => 10 ** n);

/**
 * An exact decimal, mantissa · 10^-scale: a register that is written again and again, so that a million
 * rows allocate nothing. The mantissa is a number while it is a safe integer, a bigint beyond.
 */
export class Decimal {
  mantissa = 0;
  big: bigint | null = null;
  scale = 0;

  set(mantissa: number, scale: number): this {
    this.mantissa = mantissa;
    this.scale = scale;
    this.big = null;
    return this;
  }

  setBig(mantissa: bigint, scale: number): this {
    if (mantissa <= BigInt(SAFE) && mantissa >= -BigInt(SAFE)) return this.set(Number(mantissa), scale);
    this.mantissa = 0;
    this.big = mantissa;
    this.scale = scale;
    return this;
  }

  copy(from: Decimal): this {
    this.mantissa = from.mantissa;
    this.big = from.big;
    this.scale = from.scale;
    return this;
  }

  isZero(): boolean {
    return this.big === null && this.mantissa === 0;
  }

  isNegative(): boolean {
    return this.big === null ? this.mantissa < 0 : this.big < 0n;
  }

  negate(): this {
    if (this.big !== null) this.big = -this.big;
    else if (this.mantissa !== 0) this.mantissa = -this.mantissa;
    return this;
  }

  asBig(): bigint {
    return this.big ?? BigInt(this.mantissa);
  }

  /** this = a · b */
  product(a: Decimal, b: Decimal): this {
    if (a.big === null && b.big === null) {
      const mantissa = a.mantissa * b.mantissa;
      // Zero times a negative number is not to become -0.
      if (mantissa <= SAFE && mantissa >= -SAFE) return this.set(mantissa + 0, a.scale + b.scale);
    }
    return this.setBig(a.asBig() * b.asBig(), a.scale + b.scale);
  }

  /** this = a + sign · b */
  sum(a: Decimal, b: Decimal, sign: 1 | -1): this {
    const scale = Math.max(a.scale, b.scale);
    if (a.big === null && b.big === null && scale < 16) {
      const left = a.mantissa * (POWERS[scale - a.scale] as number);
      const right = b.mantissa * (POWERS[scale - b.scale] as number);
      const mantissa = left + sign * right;
      if (Math.abs(left) <= SAFE && Math.abs(right) <= SAFE && Math.abs(mantissa) <= SAFE)
        return this.set(mantissa, scale);
    }
    const left = a.asBig() * 10n ** BigInt(scale - a.scale);
    const right = b.asBig() * 10n ** BigInt(scale - b.scale);
    return this.setBig(left + BigInt(sign) * right, scale);
  }

  /** this = a / b, rounded half away from zero to `places` decimals. `b` must not be zero. */
  quotient(a: Decimal, b: Decimal, places: number): this {
    const shift = places + b.scale - a.scale;
    let top = a.asBig();
    let bottom = b.asBig();
    if (shift >= 0) top *= 10n ** BigInt(shift);
    else bottom *= 10n ** BigInt(-shift);
    const negative = top < 0n !== bottom < 0n;
    if (top < 0n) top = -top;
    if (bottom < 0n) bottom = -bottom;
    const rounded = (top * 2n + bottom) / (bottom * 2n);
    return this.setBig(negative ? -rounded : rounded, places).trim();
  }

  /** Takes zeros off the end of the fraction: 6.50 is 6.5. */
  trim(): this {
    if (this.big !== null) {
      let { big, scale } = this;
      while (scale > 0 && big % 10n === 0n) {
        big /= 10n;
        scale -= 1;
      }
      return this.setBig(big, scale);
    }
    while (this.scale > 0 && this.mantissa % 10 === 0) {
      this.mantissa /= 10;
      this.scale -= 1;
    }
    return this;
  }

  /** Reads `123.45`, as PostgreSQL prints a numeric. */
  parse(text: string): this {
    const [whole = '0', fraction = ''] = text.split('.');
    return this.setBig(BigInt(whole + fraction), fraction.length).trim();
  }

  toString(): string {
    const digits = this.asBig().toString();
    if (this.scale === 0) return digits;
    const sign = digits.startsWith('-') ? '-' : '';
    const padded = digits.slice(sign.length).padStart(this.scale + 1, '0');
    return `${sign}${padded.slice(0, -this.scale)}.${padded.slice(-this.scale)}`;
  }
}
