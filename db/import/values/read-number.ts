import type { Decimal } from './decimal.ts';

/** How numbers are written in a file: the sign before the fraction, and what groups thousands. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
}

const ZERO = 48;
const MINUS = 45;
const DIGITS_OF_A_SAFE_INTEGER = 15;

/**
 * Reads a number from bytes `[from, to)` (blanks trimmed off) into `out`; false where there is none.
 * Understands thousands separators, currency signs and codes, `(1.50)`, `1.50-` and `1.5e3`.
 */
export function readNumber(
  bytes: Buffer,
  from: number,
  to: number,
  format: NumberFormat,
  out: Decimal,
): boolean {
  const point = format.decimal === '.' ? 46 : 44;
  let at = from;
  const negative = bytes[at] === MINUS;
  if (negative) at += 1;
  if (to - at > DIGITS_OF_A_SAFE_INTEGER + 1 || at === to) return readSlowly(bytes, from, to, format, out);
  let mantissa = 0;
  let pointAt = -1;
  for (let i = at; i < to; i += 1) {
    const digit = (bytes[i] as number) - ZERO;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (bytes[i] === point && pointAt < 0) pointAt = i;
    else return readSlowly(bytes, from, to, format, out);
  }
  let scale = pointAt < 0 ? 0 : to - pointAt - 1;
  if (to - at - (pointAt < 0 ? 0 : 1) === 0) return false;
  while (scale > 0 && mantissa % 10 === 0) {
    mantissa /= 10;
    scale -= 1;
  }
  out.set(negative && mantissa !== 0 ? -mantissa : mantissa, scale);
  return true;
}

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
const MAX_DIGITS = 60;

function readSlowly(bytes: Buffer, from: number, to: number, format: NumberFormat, out: Decimal): boolean {
  if (to - from > MAX_DIGITS || to <= from) return false;
  const plain = plainNumber(bytes.toString('utf8', from, to), format);
  const parts = plain === null ? null : PLAIN.exec(plain);
  if (!parts) return false;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  if (whole + fraction === '') return false;
  const shift = Number(exponent);
  if (Math.abs(shift) > MAX_DIGITS) return false;
  const mantissa = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  const scale = fraction.length - shift;
  if (scale < 0) out.setBig(mantissa * 10n ** BigInt(-scale), 0);
  else out.setBig(mantissa, scale).trim();
  return true;
}

const GROUPED = {
  '.': /^[+-]?\d{1,3}(,\d{2,3})*,\d{3}(?!\d)/,
  ',': /^[+-]?\d{1,3}(\.\d{3})+(?!\d)/,
} as const;

/** The text with currency, thousands separators and accountants' signs taken off, `.` before the fraction; null where it is no number. */
export function plainNumber(text: string, format: NumberFormat): string | null {
  let rest = text.trim().replace(/\u2212/g, '-');
  let negative = false;
  if (/^\(.*\)$/.test(rest)) {
    negative = true;
    rest = rest.slice(1, -1).trim();
  }
  rest = rest
    .replace(/^([+-]?)\s*(?:\p{Sc}|[A-Z]{3}\b)\s*/u, '$1')
    .replace(/\s*(?:\p{Sc}|\b[A-Z]{3}|%)$/u, '')
    .trim();
  if (/^[^-]+-$/.test(rest)) {
    negative = !negative;
    rest = rest.slice(0, -1).trim();
  }
  rest = rest.replace(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3})/g, '');
  const group = format.decimal === '.' ? ',' : '.';
  if (rest.includes(group)) {
    if (!GROUPED[format.decimal].test(rest)) return null;
    rest = rest.replaceAll(group, '');
  }
  if (format.decimal === ',') rest = rest.replace(',', '.');
  if (!PLAIN.test(rest) || !/\d/.test(rest)) return null;
  if (!negative) return rest.replace(/^\+/, '');
  return rest.startsWith('-') ? rest.slice(1) : `-${rest}`;
}
