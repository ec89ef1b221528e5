/** Values that stand in a row: “Chicago, New York and New Jersey”, “Chicago vs California”. */
import { carriesMeaning, type Reading } from '../clause.ts';
import type { SaidFilter } from '../draft.ts';
import { type Item, type ItemValue, is } from '../item.ts';

export interface ValueList {
  readonly values: readonly ItemValue[];
  readonly next: number;
  readonly list: SaidFilter['list'];
}

/** The values that stand in a row, joined by commas, “and”, “or”, “vs”. */
export function valuesFrom(
  reading: Reading,
  at: number,
  dimension: string | null,
  led: boolean,
): ValueList | null {
  const first = valueAt(reading, at, dimension, led);
  if (!first) return null;
  const values = [first];
  const home = dimension ?? first.value.dimension;
  let next = at + 1;
  let list: SaidFilter['list'] = 'and';
  for (;;) {
    // “with coupon used” says one thing twice.
    if (repeats(reading, next, values)) next++;
    const joint = jointAt(reading, next);
    const more = joint.length > 0 ? valueAt(reading, next + joint.length, home, true) : null;
    if (!more || !sameHome(reading, next + joint.length, home)) return { values, next, list };
    values.push(more);
    if (joint.versus) list = 'versus';
    else if (joint.or && list === 'and') list = 'or';
    next += joint.length + 1;
  }
}

const repeats = (reading: Reading, at: number, values: readonly ItemValue[]): boolean => {
  const item = reading.items[at];
  return (
    item !== undefined &&
    VAGUE.has(item.key) &&
    item.values.some(({ value }) => values.some((held) => held.value === value))
  );
};

const sameHome = (reading: Reading, at: number, home: string): boolean =>
  (reading.items[at]?.values ?? []).some(({ value }) => value.dimension === home);

function jointAt(reading: Reading, at: number): { length: number; versus: boolean; or: boolean } {
  let length = 0;
  let versus = false;
  let or = false;
  let joined = false;
  for (; ; length++) {
    const item = reading.items[at + length];
    if (is(item, 'or')) or = true;
    if (
      is(item, 'comma') ||
      is(item, 'and') ||
      is(item, 'plus') ||
      is(item, 'or') ||
      item?.key === '/' ||
      item?.key === 'nor'
    )
      joined = true;
    else if (
      is(item, 'versus') ||
      (reading.draft.compare && item?.key === 'with') ||
      (reading.draft.compare && item?.key === 'to')
    ) {
      versus = true;
      joined = true;
    } else if (
      !joined ||
      !item ||
      carriesMeaning(item) ||
      !(is(item, 'filler') || is(item, 'prep') || item.key === 'both')
    )
      break;
  }
  return { length: joined ? length : 0, versus, or };
}

/** The value meant at a place; numbers and everyday adjectives only where their dimension is named. */
function valueAt(reading: Reading, at: number, dimension: string | null, led: boolean): ItemValue | null {
  const item = reading.items[at];
  if (!item || item.values.length === 0) return null;
  const own = dimension ? item.values.filter(({ value }) => value.dimension === dimension) : [];
  if (own[0]) return own[0];
  if (dimension !== null && !led) return null;
  if (item.number || item.period || isVague(reading, item)) return null;
  // “women's tees” are made for women; “women's revenue” is paid by them.
  if (
    item.possessive &&
    (reading.items[at + 1]?.metrics.length ?? 0) === 0 &&
    item.values[0]?.value.dimension === 'gender'
  )
    return null;
  return item.values.find(({ value }) => value.dimension !== 'month_name') ?? null;
}

/** “what share of customers are new” says whose type; “new products” does not. */
const isVague = (reading: Reading, item: Item): boolean =>
  VAGUE.has(item.key) && !(item.key === 'new' && reading.draft.partFollows);

/** Values that are everyday adjectives: “large orders” is not said of a line's size class. */
const VAGUE = new Set([
  'small',
  'medium',
  'large',
  'return',
  'used',
  'new',
  'other',
  'unknown',
  'none',
  'yes',
  'no',
  'true',
  'false',
]);
