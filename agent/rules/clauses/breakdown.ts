/** Split by what: “by category and month”, “per location”, “for each gender”, “monthly”, “category-wise”. */

import { EACH_BUCKET } from '../../../tools/metrics/each-group.ts';
import type { Grain } from '../../../tools/periods/period-expression.ts';
import { after, type Clause, carriesMeaning, type Reading } from '../clause.ts';
import { type Item, is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { stem } from '../phrases.ts';
import { takePartOfEach } from './part-of-each.ts';
import { perClause } from './per.ts';

export const breakdownClause: Clause = (reading, at) =>
  perClause(reading, at) ||
  byClause(reading, at) ||
  pairClause(reading, at) ||
  nounFirstClause(reading, at) ||
  adverbClause(reading, at) ||
  wiseClause(reading, at);

const byClause: Clause = (reading, at) => {
  const { items } = reading;
  const lead = is(items[at], 'breakdown') && is(items[at + 1], 'by') ? 1 : 0;
  if (!is(items[at + lead], 'by') || carriesMeaningOwn(items[at + lead])) return 0;
  let place = after(reading, at + lead + 1);
  if (ranksBy(reading, place)) return 0;
  if (ALL.has(items[at + lead]?.key ?? '')) return allOf(reading, at, place);
  if (!takeAxis(reading, place)) return 0;
  if (EACH.test(items[at + lead]?.key ?? '')) reading.draft.inside = 'each';
  place++;
  for (;;) {
    const joint = jointLength(reading, place);
    const next = after(reading, place + joint);
    if (joint === 0 || !isAxis(reading, next) || !takeAxis(reading, next)) return place - at;
    place = next + 1;
  }
};

const EACH = /\b(?:each|every|per)\b/u;

/** “top 3 locations by customers”: the number that ranks them. */
const ranksBy = ({ items, draft }: Reading, at: number): boolean =>
  draft.ranking !== null &&
  draft.by.length + (draft.grain ? 1 : 0) === 1 &&
  draft.metrics.length === 0 &&
  (items[at]?.metrics.length ?? 0) > 0;

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

/** “location Chicago”: the noun names a filter, not an axis. */
const namesFilter = ({ items }: Reading, at: number): boolean =>
  items[at + 1]?.values.some(({ value }) => items[at]?.dimensions.includes(value.dimension)) ?? false;

function isAxis(reading: Reading, at: number): boolean {
  const item = reading.items[at];
  if (!item) return false;
  if (namesFilter(reading, at)) return false;
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
  const { draft, choices } = reading;
  takePartOfEach(reading);
  const namesakes = sharedNoun(reading, item);
  if (namesakes.length > 1) {
    choices.push({
      question: `Which “${item.text}” do you mean?`,
      options: namesakes.map((id) => ({
        label: reading.knowledge.dimension(id)?.label ?? id,
        apply: (changed) => void (changed.by.includes(id) || changed.by.push(id)),
      })),
    });
  } else if (!draft.by.includes(dimension)) draft.by.push(dimension);
  return true;
}

/** The axis that the noun names: a dimension, or “time”. */
export const axisOf = ({ knowledge }: Reading, item: Item): string =>
  item.dimensions.find((id) => knowledge.dimension(id)?.kind !== 'number') ?? EACH_BUCKET;

/** “coupon” alone may be the coupon code or the coupon status: the dimensions whose labels begin with the word. */
function sharedNoun({ knowledge }: Reading, item: Item): string[] {
  const noun = stem(item.key);
  const here = [...knowledge.vocabulary.dimensions.values()].filter(
    (dimension) => dimension.kind !== 'number' && !dimension.personal,
  );
  if (here.some((dimension) => dimension.label.toLowerCase() === noun)) return [];
  return here
    .filter((dimension) => dimension.label.toLowerCase().startsWith(`${noun} `))
    .map((dimension) => dimension.id);
}

export function takeGrain({ draft, refusals }: Reading, unit: Grain): boolean {
  if (draft.grain !== null && draft.grain !== unit)
    refusals.push(`Please choose one calendar unit: by ${draft.grain} or by ${unit}.`);
  draft.grain = unit;
  return true;
}

/** “for men and women”, “online vs offline”: a pair that the model knows as one dimension. */
const pairClause: Clause = (reading, at) => {
  const { items } = reading;
  const lead = is(reading.items[at], 'prep') || is(reading.items[at], 'between') ? 1 : 0;
  const place = lead === 1 ? after(reading, at + 1) : at;
  const item = reading.items[place];
  if (!item || !isPair(item) || namesFilter(reading, place) || reading.draft.by.length > 1) return 0;
  if (!takeAxis(reading, place)) return 0;
  // “from new vs returning customers”: the noun of the pair.
  const people = items[place + 1]?.dimensions.includes(CONVENTIONS.customer) ?? false;
  const noun =
    people &&
    (lead === 1 ||
      reading.draft.metrics.length > 0 ||
      items.slice(place + 2).some(({ metrics }) => metrics.length > 0));
  return place + (noun ? 2 : 1) - at;
};

export const isPair = (item: Item): boolean =>
  item.dimensions.length > 0 && / (?:and|vs|versus|or) /u.test(item.key);

/** “gender split of revenue”, “category mix”, “revenue: location breakdown”. */
const nounFirstClause: Clause = (reading, at) => {
  const { items } = reading;
  const item = items[at];
  if (!item || item.metrics.length > 0 || item.values.length > 0 || !isAxis(reading, at)) return 0;
  const split = is(items[at + 1], 'breakdown') && !is(items[at + 2], 'by');
  return split && takeAxis(reading, at) ? 2 : 0;
};

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
