/**
 * How a column writes its dates. `compact` is YYYYMMDD; the order of the others is that of year, month and day,
 * whatever stands between them. A month in letters settles the order by itself, a time of day may follow.
 */
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy', 'compact', 'unix', 'unix_ms'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const NAMES: Readonly<Record<DateOrder, string>> = {
  ymd: 'year-month-day',
  dmy: 'day/month/year',
  mdy: 'month/day/year',
  compact: 'YYYYMMDD',
  unix: 'seconds since 1970',
  unix_ms: 'milliseconds since 1970',
};

export function dateOrderName(order: DateOrder): string {
  return NAMES[order];
}

/** Reads a pattern a person wrote (`DD/MM/YYYY`, `YYYY-MM-DD HH:mm`, `unix`); null where it names no order. */
export function parseDatePattern(pattern: string): DateOrder | null {
  const text = pattern.trim();
  if (/^unix$/i.test(text)) return 'unix';
  if (/^unix_?ms$/i.test(text)) return 'unix_ms';
  if (/^(yyyy)(mm)(dd)/i.test(text)) return 'compact';
  // Minutes share their letter with months: only the part before the time counts.
  const date = text.split(/[T\s]+(?=[hH])/)[0] ?? '';
  const order = [...date.toLowerCase().matchAll(/y+|m+|d+/g)].map(([run]) => run[0]).join('');
  return order === 'ymd' || order === 'dmy' || order === 'mdy' ? order : null;
}
