import type { SqlValue } from './db.ts';

const FLUSH_AT = 64 * 1024;

/** `copy t (a, b) from stdin` with quoted names; `table` may be `schema.table`. */
export function copyStatement(table: string, columns: readonly string[]): string {
  return `copy ${quoteTable(table)} (${columns.map(quoteName).join(', ')}) from stdin`;
}

/** Quotes `table` or `schema.table`. */
export function quoteTable(table: string): string {
  return table.split('.').map(quoteName).join('.');
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Rows in PostgreSQL's COPY text format, in chunks that end at the end of a row. */
export async function* copyText(
  rows: AsyncIterable<readonly SqlValue[]> | Iterable<readonly SqlValue[]>,
): AsyncGenerator<string> {
  let chunk = '';
  for await (const row of rows) {
    chunk += `${row.map(field).join('\t')}\n`;
    if (chunk.length >= FLUSH_AT) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk) yield chunk;
}

function field(value: SqlValue): string {
  if (value === null || value === undefined) return '\\N';
  switch (typeof value) {
    case 'string':
      return escaped(value);
    case 'number':
    case 'bigint':
      return String(value);
    case 'boolean':
      return value ? 't' : 'f';
    default:
      return escaped(textOf(value));
  }
}

function textOf(value: object): string {
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return arrayLiteral(value);
  return JSON.stringify(value);
}

/** `{"a","b",NULL}`: every element quoted, nested arrays as they are. */
function arrayLiteral(items: readonly SqlValue[]): string {
  const element = (item: SqlValue): string => {
    if (item === null || item === undefined) return 'NULL';
    if (Array.isArray(item)) return arrayLiteral(item);
    const text = typeof item === 'object' ? textOf(item) : String(item);
    return `"${text.replace(/[\\"]/g, '\\$&')}"`;
  };
  return `{${items.map(element).join(',')}}`;
}

const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (c) => ESCAPES[c] ?? c) : text;
}
