import pg from 'pg';

/** Object ids of PostgreSQL's built-in types (`select oid, typname from pg_type`). */
const OID = {
  int8: 20,
  int8Array: 1016,
  numeric: 1700,
  numericArray: 1231,
  date: 1082,
  dateArray: 1182,
  timestamp: 1114,
  timestampArray: 1115,
  textArray: 1009,
} satisfies Record<string, number>;

const asIs = (value: string): string => value;
const parseTextArray: (value: string) => readonly (string | null)[] = pg.types.getTypeParser(OID.textArray);
const arrayOf =
  <T>(parse: (value: string) => T) =>
  (value: string): (T | null)[] =>
    parseTextArray(value).map((item) => (item === null ? null : parse(item)));

/**
 * How values arrive in JavaScript: numeric and int8 as numbers (exact to 2^53), a date as 'YYYY-MM-DD' and
 * a timestamp without zone as its text (neither has an instant), a timestamptz as a `Date`.
 */
const parsers = new Map<number, (value: string) => unknown>([
  [OID.int8, Number],
  [OID.int8Array, arrayOf(Number)],
  [OID.numeric, Number],
  [OID.numericArray, arrayOf(Number)],
  [OID.date, asIs],
  [OID.dateArray, arrayOf(asIs)],
  [OID.timestamp, asIs],
  [OID.timestampArray, arrayOf(asIs)],
]);

/** The `types` option of a pg client. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : parsers.get(oid);
    return own ?? (format === 'binary' ? pg.types.getTypeParser(oid, format) : pg.types.getTypeParser(oid));
  },
};
