/** What a message may say of the person who gets it. */
import { formatValue } from '../../cards/format.ts';

interface Field {
  /** SQL over `c` (`dim_customer`) and `p` (`customer_profiles`, where there is one). */
  readonly sql: string;
  /** What it is, for people. */
  readonly what: string;
  /** What stands there where it is not known of somebody and the message does not say. */
  readonly otherwise: string;
  readonly isDate?: true;
}

export const FIELDS = {
  first_name: { sql: 'c.first_name', what: 'first name', otherwise: 'there' },
  last_name: { sql: 'c.last_name', what: 'last name', otherwise: '' },
  location: { sql: 'c.location', what: 'city', otherwise: 'your city' },
  country: { sql: 'c.country', what: 'country', otherwise: 'your country' },
  favorite_category: { sql: 'p.top_interest', what: 'category they like most', otherwise: 'our favourites' },
  favorite_color: {
    sql: 'coalesce(c.favorite_color, p.top_color)',
    what: 'colour they like most',
    otherwise: 'your favourite colour',
  },
  first_order_date: {
    sql: 'c.first_order_date',
    what: 'day of their first order',
    otherwise: 'your first order',
    isDate: true,
  },
  last_order_date: {
    sql: 'c.last_order_date',
    what: 'day of their last order',
    otherwise: 'your last order',
    isDate: true,
  },
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

/** What is known of a person; dates as `YYYY-MM-DD`. */
export type PersonalFields = { readonly [Name in FieldName]?: string | null };

/** The fields as columns of a select over `c` and `p`, under their names. */
export const FIELD_COLUMNS = FIELD_NAMES.map((name) => {
  const field: Field = FIELDS[name];
  return `${field.sql}${field.isDate ? '::text' : ''} as ${name}`;
}).join(', ');

/** Other words that people write for a field. */
const ALSO: ReadonlyMap<string, FieldName> = new Map([
  ['name', 'first_name'],
  ['firstname', 'first_name'],
  ['lastname', 'last_name'],
  ['surname', 'last_name'],
  ['city', 'location'],
  ['favourite_category', 'favorite_category'],
  ['favourite_color', 'favorite_color'],
  ['favourite_colour', 'favorite_color'],
  ['favorite_colour', 'favorite_color'],
]);

/** The field of this name, whatever its case, with blanks or hyphens for underscores; null where there is none. */
export function fieldCalled(words: string): FieldName | null {
  const name = words
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return FIELD_NAMES.find((each) => each === name) ?? ALSO.get(name) ?? null;
}

/** Longer than any name; what is longer was not meant to be one. */
const LONGEST = 100;

/** The value as it stands in a message: one line, no control characters; empty where it is not known. */
export function fieldText(name: FieldName, { [name]: value }: PersonalFields): string {
  const field: Field = FIELDS[name];
  const line = (value ?? '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    // What turns the direction of text around would turn the message around as well.
    .replace(/[\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu, '')
    .trim();
  const short = [...line].slice(0, LONGEST).join('');
  return field.isDate && short !== '' ? formatValue(short, { kind: 'date' }) : short;
}
