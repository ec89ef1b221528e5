/** How a value is to be written for people. Data; `formatValue` turns it into text. */
export type Format =
  | { readonly kind: 'integer' }
  | { readonly kind: 'number'; readonly decimals: number }
  /** `currency` is an ISO 4217 code. */
  | { readonly kind: 'currency'; readonly currency: string; readonly decimals?: number }
  /** The value is a fraction: 0.5467 is written 54.7%. */
  | { readonly kind: 'percent'; readonly decimals?: number }
  /** A difference of two fractions: 0.021 is written "2.1 points", so that nobody reads it as a share of the first. */
  | { readonly kind: 'points'; readonly decimals?: number }
  | { readonly kind: 'text' }
  /** The value is `YYYY-MM-DD`. */
  | { readonly kind: 'date' }
  /** The value is the first day of the bucket, `YYYY-MM-DD`, or an already short key such as `2019-01`. */
  | { readonly kind: 'bucket'; readonly grain: 'day' | 'week' | 'month' | 'quarter' | 'year' };

/** What stands where a value is absent. */
const ABSENT = '–';

/**
 * A value as people read it: `formatValue(0.5467, {kind: 'percent'})` is "54.7%". Null is "–"; a value that
 * does not fit its format (text in a number column) is written as it is.
 */
export function formatValue(
  value: string | number | boolean | null,
  format: Format,
  locale = 'en-US',
): string {
  if (value === null) return ABSENT;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  switch (format.kind) {
    case 'text':
      return String(value);
    case 'date':
      return dayText(String(value), locale);
    case 'bucket':
      return bucketText(String(value), format.grain, locale);
    case 'points': {
      const decimals = format.decimals ?? 1;
      return typeof value === 'number'
        ? `${numberText(value * 100, { kind: 'number', decimals }, locale)} points`
        : value;
    }
    default:
      return typeof value === 'number' ? numberText(value, format, locale) : value;
  }
}

/**
 * A difference as people read it: "+$287,794.38 (+27.3%) vs Q3 2019". A percentage that changes is told in
 * points: "+2.1 points vs Q3 2019".
 */
export function formatChange(
  change: {
    readonly difference: number;
    readonly ratio: number | null;
    readonly format: Format;
    readonly against: string;
  },
  locale = 'en-US',
): string {
  if (change.difference === 0) return `unchanged vs ${change.against}`;
  const sign = change.difference > 0 ? '+' : '−';
  const size = Math.abs(change.difference);
  if (change.format.kind === 'percent') {
    return `${sign}${formatValue(size, { ...change.format, kind: 'points' }, locale)} vs ${change.against}`;
  }
  const relative =
    change.ratio === null
      ? ''
      : ` (${sign}${numberText(Math.abs(change.ratio), { kind: 'percent' }, locale)})`;
  return `${sign}${formatValue(size, change.format, locale)}${relative} vs ${change.against}`;
}

type NumberFormat = Extract<Format, { kind: 'integer' | 'number' | 'currency' | 'percent' }>;

/** Making an Intl formatter costs a hundred times what using it does. */
const formatters = new Map<string, Intl.NumberFormat>();
const dayFormatters = new Map<string, Intl.DateTimeFormat>();

function numberText(value: number, format: NumberFormat, locale: string): string {
  if (!Number.isFinite(value)) return ABSENT;
  const key = `${locale} ${JSON.stringify(format)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, numberOptions(format));
    formatters.set(key, formatter);
  }
  return formatter.format(value).replace(/^-/, '−');
}

function numberOptions(format: NumberFormat): Intl.NumberFormatOptions {
  const decimals = (count: number): Intl.NumberFormatOptions => ({
    minimumFractionDigits: count,
    maximumFractionDigits: count,
  });
  switch (format.kind) {
    case 'integer':
      return decimals(0);
    case 'number':
      return decimals(format.decimals);
    case 'percent':
      return { style: 'percent', ...decimals(format.decimals ?? 1) };
    case 'currency':
      // A code that is not three letters would make Intl throw; the amount is then written bare.
      return /^[A-Za-z]{3}$/.test(format.currency)
        ? {
            style: 'currency',
            currency: format.currency,
            ...(format.decimals === undefined ? {} : decimals(format.decimals)),
          }
        : decimals(format.decimals ?? 2);
  }
}

function dayText(day: string, locale: string, options: Intl.DateTimeFormatOptions = {}): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const parts: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric', ...options };
  // Day before month in English too: 3 Apr is read the same on both sides of the Atlantic.
  const tag = locale.startsWith('en') ? 'en-GB' : locale;
  const key = `${tag} ${parts.day ?? ''}`;
  let formatter = dayFormatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(tag, { ...parts, timeZone: 'UTC' });
    dayFormatters.set(key, formatter);
  }
  return formatter.format(date).replace('Sept', 'Sep');
}

function bucketText(
  bucket: string,
  grain: Extract<Format, { kind: 'bucket' }>['grain'],
  locale: string,
): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(bucket);
  if (quarter) return `Q${quarter[2]} ${quarter[1]}`;
  const [year = '', month = '01'] = bucket.split('-');
  if (!/^\d{4}$/.test(year)) return bucket;
  switch (grain) {
    case 'year':
      return year;
    case 'quarter':
      return `Q${Math.ceil(Number(month) / 3)} ${year}`;
    case 'month':
      return dayText(`${year}-${month}-01`, locale, { day: undefined });
    case 'week':
      return `week of ${dayText(bucket, locale)}`;
    case 'day':
      return dayText(bucket, locale);
  }
}
