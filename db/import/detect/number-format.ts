import { type NumberFormat, plainNumber } from '../values/read-number.ts';

const DECIMAL_POINT = /\d\.\d{1,2}(?!\d)|\d\.\d{4,}|,\d{3}\.\d|^\D*0\.\d/;
const DECIMAL_COMMA = /\d,\d{1,2}(?!\d)|\d,\d{4,}|\.\d{3},\d|^\D*0,\d/;

/**
 * How the numbers of a column are written, from a sample of it: a comma followed by one, two or more than
 * three digits stands before a fraction; followed by three it groups thousands unless others speak against it.
 */
export function detectNumberFormat(values: readonly string[]): NumberFormat {
  let point = 0;
  let comma = 0;
  for (const value of values) {
    if (DECIMAL_POINT.test(value)) point += 1;
    if (DECIMAL_COMMA.test(value)) comma += 1;
  }
  return { decimal: comma > point ? ',' : '.' };
}

export function looksNumeric(value: string): boolean {
  return plainNumber(value, { decimal: '.' }) !== null || plainNumber(value, { decimal: ',' }) !== null;
}

const SIGNS: Readonly<Record<string, readonly string[]>> = {
  '€': ['EUR'],
  '£': ['GBP'],
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN'],
  '¥': ['JPY', 'CNY'],
  '₹': ['INR'],
  '₺': ['TRY'],
  '₽': ['RUB'],
  '₩': ['KRW'],
  '₪': ['ILS'],
};

/**
 * The currency that the amounts name by sign or code, or null. A sign that several currencies share is the
 * team's own where that is one of them.
 */
export function detectCurrency(values: readonly string[], own: string): string | null {
  for (const value of values) {
    const code = /^[-(\s]*([A-Z]{3})\b|\b([A-Z]{3})[)\s]*$/.exec(value.trim());
    if (code && looksNumeric(value)) return code[1] ?? code[2] ?? null;
    const sign = /\p{Sc}/u.exec(value)?.[0];
    const shared = sign === undefined ? undefined : SIGNS[sign];
    if (shared) return shared.includes(own) ? own : (shared[0] ?? null);
  }
  return null;
}
