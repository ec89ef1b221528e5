/** The amount that a condition holds a number against: “over 200,000”, “between 10k and 20k”, “5 or more”. */
import type { Threshold } from '../../../tools/metrics/metric-query.ts';
import { after, type Reading } from '../clause.ts';
import { is } from '../item.ts';
import type { NumberRead } from '../text/numbers.ts';

export interface Bound {
  readonly op: Threshold['op'];
  readonly value: NumberRead;
  readonly upper: NumberRead | null;
  readonly next: number;
}

const COMPARATORS = [
  ['over', '>'],
  ['atLeast', '>='],
  ['under', '<'],
  ['atMost', '<='],
  ['equals', '='],
] as const;

/** “over 200,000”, “between 10k and 20k”, “5 or more”, “twice or more”. */
export function boundAt(reading: Reading, at: number): Bound | null {
  return (
    noneBound(reading, at) ??
    wordBound(reading, at) ??
    betweenBound(reading, at) ??
    trailingBound(reading, at)
  );
}

/** “no orders”, of months and days: what did nothing at all is in no list of anything else. */
function noneBound({ items, draft }: Reading, at: number): Bound | null {
  const timed = draft.grain !== null && draft.by.length === 0;
  if (!timed || !is(items[at], 'none') || (items[at + 1]?.metrics.length ?? 0) === 0) return null;
  const value: NumberRead = { value: 0, length: 1, unit: 'plain', ambiguous: false, spelled: true };
  return { op: '=', value, upper: null, next: at + 1 };
}

function wordBound(reading: Reading, at: number): Bound | null {
  const item = reading.items[at];
  const comparator = COMPARATORS.find(([word]) => is(item, word));
  const place = after(reading, at + 1);
  const value = comparator ? amountAt(reading, place) : null;
  if (!comparator || !value) return null;
  // “rolling average … over 7 days” is a window.
  if (reading.draft.rolling && reading.items[place + 1]?.grain) return null;
  // “over 2019”, “up to 2019” speak of time.
  if (isYear(reading, place) && (is(item, 'prep') || is(item, 'until'))) return null;
  return { op: comparator[1], value, upper: null, next: place + 1 };
}

function betweenBound(reading: Reading, at: number): Bound | null {
  if (!is(reading.items[at], 'between')) return null;
  const value = amountAt(reading, at + 1);
  const joint = reading.items[at + 2];
  const upper = is(joint, 'and') || is(joint, 'toWord') ? amountAt(reading, at + 3) : null;
  if (!value || !upper || (isYear(reading, at + 1) && isYear(reading, at + 3))) return null;
  return { op: 'between', value, upper, next: at + 4 };
}

function trailingBound(reading: Reading, at: number): Bound | null {
  const value = amountAt(reading, at);
  const item = reading.items[at + 1];
  const op = is(item, 'orMore') && item?.key !== 'plus' ? '>=' : is(item, 'orLess') ? '<=' : null;
  return value && op ? { op, value, upper: null, next: at + 2 } : null;
}

function amountAt(reading: Reading, at: number): NumberRead | null {
  const item = reading.items[at];
  if (is(item, 'once') || is(item, 'twice'))
    return { value: is(item, 'once') ? 1 : 2, length: 1, unit: 'plain', ambiguous: false, spelled: true };
  const part = is(item, 'fraction') ? FRACTIONS[item?.key ?? ''] : undefined;
  if (part !== undefined) return { value: part, length: 1, unit: 'percent', ambiguous: false, spelled: true };
  return item?.number ?? null;
}

/** Parts of a whole. */
const FRACTIONS: Readonly<Record<string, number>> = {
  half: 1 / 2,
  'a half': 1 / 2,
  'one half': 1 / 2,
  'a third': 1 / 3,
  'one third': 1 / 3,
  'two thirds': 2 / 3,
  'three quarters': 3 / 4,
  'a fifth': 1 / 5,
  'one fifth': 1 / 5,
  'a tenth': 1 / 10,
  'one tenth': 1 / 10,
};

const isYear = (reading: Reading, at: number): boolean => reading.items[at]?.period?.kind === 'period';
