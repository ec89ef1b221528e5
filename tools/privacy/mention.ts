/**
 * When free text or JSON speaks of a person: it holds their id, e-mail or phone as a word of its own, or both their
 * names. An id of one to three digits is a number like any other, and counts only where it stands in quotes, as the
 * values of calls and rows do.
 */
import { type Person, personHash } from './person.ts';

export interface Mention {
  /** `$1 ~* any` of these, or of both names, as PostgreSQL's regular expressions. */
  readonly any: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** The id is a number like any other. */
  readonly shortNumber: boolean;
  /** What each finding gives way to, in order. */
  readonly replacements: readonly (readonly [pattern: RegExp, by: string])[];
}

const ERASED = '(erased)';
const SHORT_NUMBER = /^\d{1,3}$/;

export function mentionOf(person: Person, tenantId: string): Mention {
  const { customerId, firstName, lastName, email, phone } = person;
  const id = idPattern(customerId);
  const addresses = [
    ...spellings(email),
    ...spellings(phone),
    ...spellings(phone?.replace(/[^\d+]/g, '')),
  ].map(word);
  const names = firstName && lastName ? ([word(escaped(firstName)), word(escaped(lastName))] as const) : null;
  return {
    any: [id, ...addresses].join('|'),
    firstName: names?.[0] ?? null,
    lastName: names?.[1] ?? null,
    shortNumber: SHORT_NUMBER.test(customerId),
    replacements: [
      [new RegExp(id, 'giu'), personHash(tenantId, customerId)],
      ...[...addresses, ...(names ?? [])].map((pattern) => [new RegExp(pattern, 'giu'), ERASED] as const),
    ],
  };
}

/** True where `$first` … `$first + 2` (any, first name, last name) find the person in the SQL text `expression`. */
export function mentions(expression: string, first: number): string {
  return `(${expression} ~* $${first} or (${expression} ~* $${first + 1} and ${expression} ~* $${first + 2}))`;
}

/** `value` with every finding replaced, in strings at any depth and in the names of fields. */
export function redact(value: unknown, mention: Mention): unknown {
  if (typeof value === 'string')
    return mention.replacements.reduce((text, [pattern, by]) => text.replace(pattern, by), value);
  if (typeof value === 'number' && !mention.shortNumber) {
    const redacted = redact(String(value), mention);
    return redacted === String(value) ? value : redacted;
  }
  if (Array.isArray(value)) return value.map((one) => redact(one, mention));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [redact(name, mention), redact(one, mention)]),
  );
}

function idPattern(id: string): string {
  if (SHORT_NUMBER.test(id)) return `(?<=")${id}(?=")|^${id}$`;
  // "17850.25" is an amount.
  if (/^\d+$/.test(id)) return `(?<![${ALNUM}_.,])${id}(?![${ALNUM}_]|[.,][0-9])`;
  return spellings(id).map(word).join('|');
}

/** Letters and digits as both PostgreSQL and JavaScript write them; other letters count as boundaries. */
const ALNUM = 'A-Za-z0-9';

function word(pattern: string): string {
  return `(?<![${ALNUM}])${pattern}(?![${ALNUM}])`;
}

/** As it is, and as JSON writes it. */
function spellings(text: string | null | undefined): string[] {
  if (!text) return [];
  const inJson = JSON.stringify(text).slice(1, -1);
  return [...new Set([text, inJson])].map(escaped);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
