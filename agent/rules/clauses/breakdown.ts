/** Split by what: “by category and month”, “per location”, “for each gender”, “monthly”, “category-wise”. */
import type { Grain } from '../../../tools/metrics/metric-query.ts';
import { after, type Clause, carriesMeaning, type Reading } from '../clause.ts';
import { type Item, is } from '../item.ts';
import { perClause } from './per.ts';

export const breakdownClause: Clause = (reading, at) =>
  perClause(reading, at) || byClause(reading, at) || adverbClause(reading, at) || wiseClause(reading, at);

const byClause: Clause = (reading, at) => {
  const { items } = reading;
  const lead = is(items[at], 'breakdown') && is(items[at + 1], 'by') ? 1 : 0;
  if (!is(items[at + lead], 'by') || carriesMeaningOwn(items[at + lead])) return 0;
  let place = after(reading, at + lead + 1);
  if (ALL.has(items[at + lead]?.key ?? '')) return allOf(reading, at, place);
  if (!takeAxis(reading, place)) return 0;
  place++;
  for (;;) {
    const joint = jointLength(reading, place);
    const next = after(reading, place + joint);
    if (joint === 0 || !isAxis(reading, next) || !takeAxis(reading, next)) return place - at;
    place = next + 1;
  }
};

const ALL = new Set(['for all', 'for all the', 'in all', 'across all']);

/** “for all categories”: each, or together? */
function allOf(reading: Reading, at: number, place: number): number {
  const item = reading.items[place];
  const dimension = item?.dimensions[0];
  if (!dimension) return 0;
  reading.choices.push({
    question: `Each ${reading.knowledge.dimension(dimension)?.label.toLowerCase() ?? dimension} by itself, or all together?`,
    options: [
      { label: 'Each by itself', apply: (draft) => void draft.by.push(dimension) },
      { label: 'All together', apply: () => undefined },
    ],
  });
  return place + 1 - at;
}

const carriesMeaningOwn = (item: Item | undefined): boolean => item !== undefined && carriesMeaning(item);

/** “and”, “, ”, “and by”, “by”, “then by”, “x”. */
function jointLength({ items }: Reading, at: number): number {
  let length = 0;
  while (length < 3) {
    const item = items[at + length];
    if (
      !(is(item, 'and') || is(item, 'comma') || is(item, 'by') || item?.key === '/' || item?.key === 'then')
    )
      break;
    length++;
  }
  return length;
}

function isAxis(reading: Reading, at: number): boolean {
  const item = reading.items[at];
  if (!item) return false;
  return (
    item.grain !== null ||
    (item.dimensions.length > 0 && !(item.metrics.length > 0 && item.dimensions.length === 0))
  );
}

/** Takes one axis of the breakdown: a calendar unit or a dimension. */
export function takeAxis(reading: Reading, at: number): boolean {
  const item = reading.items[at];
  if (!item) return false;
  const dimension = item.dimensions.find((id) => reading.knowledge.dimension(id)?.kind !== 'number');
  if (item.grain && item.grain.form !== 'adverb' && !dimension) return takeGrain(reading, item.grain.unit);
  if (!dimension) return false;
  const { draft } = reading;
  if (!draft.by.includes(dimension)) draft.by.push(dimension);
  return true;
}

export function takeGrain({ draft, refusals }: Reading, unit: Grain): boolean {
  if (draft.grain !== null && draft.grain !== unit)
    refusals.push(`Please choose one calendar unit: by ${draft.grain} or by ${unit}.`);
  draft.grain = unit;
  return true;
}

/** “monthly revenue”, “revenue daily”, “day by day”, “month after month”. */
const adverbClause: Clause = (reading, at) => {
  const item = reading.items[at];
  if (item?.grain?.form === 'adverb') {
    takeGrain(reading, item.grain.unit);
    return is(reading.items[at + 1], 'breakdown') ? 2 : 1;
  }
  const again = reading.items[at + 2]?.grain?.unit;
  if (
    item?.grain &&
    again === item.grain.unit &&
    ['by', 'after'].includes(reading.items[at + 1]?.key ?? '')
  ) {
    takeGrain(reading, again);
    return 3;
  }
  return 0;
};

/** “category-wise”, “month wise”. */
const wiseClause: Clause = (reading, at) => {
  const place = reading.items[at + 1]?.key === '' ? at + 2 : at + 1;
  if (!is(reading.items[place], 'wise') || !isAxis(reading, at)) return 0;
  return takeAxis(reading, at) ? place + 1 - at : 0;
};
