/**
 * Text as the database can hold it: without NUL, which PostgreSQL refuses, and with stray halves of surrogate pairs
 * replaced. Whatever comes in from a surface passes through here once.
 */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
