/** Small parts of writing SQL: identifiers, indentation. */

/** A name as SQL takes it: bare where it is plain, quoted otherwise. */
export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Reserved words of PostgreSQL that a metric or dimension might well be called. */
const RESERVED = new Set(
  'all and any array as asc both case check column create current_date current_user default desc distinct do else end except false fetch for foreign from grant group having in into leading limit not null offset on only or order placing primary references returning select session_user some table then to trailing true union unique user using when where window with'.split(
    ' ',
  ),
);

export function indent(text: string, by = 2): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(by) + line))
    .join('\n');
}

/** `name as (body)` of a with clause. */
export function cte(name: string, body: string): string {
  return `${name} as (\n${indent(body)}\n)`;
}
