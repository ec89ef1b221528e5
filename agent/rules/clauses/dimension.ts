/** A noun that is asked for or listed: “which location …”, “categories with …”, “the month with the highest …”. */
import { after, type Clause, isPlural, type Reading } from '../clause.ts';
import { emptyDraft } from '../draft.ts';
import { type Item, is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { axisOf, takeAxis } from './breakdown.ts';
import { changeConditionClause } from './change-condition.ts';
import { numberFilterClause } from './number-filter.ts';
import { orderingClause } from './ordering.ts';
import { thresholdClause } from './threshold.ts';

export const dimensionClause: Clause = (reading, at) =>
  whichClause(reading, at) ||
  whoClause(reading, at) ||
  whereClause(reading, at) ||
  nounClause(reading, at) ||
  orderingClause(reading, at);

/** “which location”, “what month”. */
const whichClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  if (!is(items[at], 'which')) return 0;
  if (asksThread(reading, at)) {
    draft.pick = { plural: false };
    return 1;
  }
  const first = after(reading, at + 1);
  // “what did customers pay for delivery” asks what, not which customers.
  if (DID.has(items[first - 1]?.key ?? '')) return whatPeoplePaid(reading, at, first);
  // “which 3 products sold the most …”
  const count = countOf(items[first]);
  const place = count === null ? first : after(reading, first + 1);
  const item = items[place];
  if (!item || !isAxis(item) || !takeAxis(reading, place)) return 0;
  if (count !== null) draft.pickLimit = count;
  draft.pick = { plural: isPlural(item.key), axis: axisOf(reading, item) };
  return place + 1 - at;
};

const DID = new Set(['did', 'do', 'does']);

/** “what did customers spend”: how much. */
function whatPeoplePaid({ items, draft }: Reading, at: number, people: number): number {
  const paid = is(items[people + 1], 'spent') || is(items[people + 1], 'happen');
  if (!paid || !items[people]?.metrics.includes(CONVENTIONS.people)) return 0;
  draft.howMuch = true;
  return people - at;
}

/** “which is the lowest?”: of what the thread has listed. */
const asksThread = ({ items, thread }: Reading, at: number): boolean =>
  thread !== null &&
  items.some((item) => is(item, 'top') || is(item, 'bottom')) &&
  items.every(
    (item, place) =>
      place === at ||
      is(item, 'filler') ||
      is(item, 'stop') ||
      is(item, 'rankedBy') ||
      is(item, 'top') ||
      is(item, 'bottom'),
  );

function countOf(item: Item | undefined): number | null {
  const number = item?.number;
  return number &&
    number.unit === 'plain' &&
    !item.period &&
    Number.isInteger(number.value) &&
    number.value >= 1 &&
    number.value <= 1000
    ? number.value
    : null;
}

const isAxis = (item: Item): boolean =>
  item.dimensions.length > 0 || (item.grain !== null && item.grain.form !== 'adverb');

/** “who bought the most”, “who are our top customers”. */
const whoClause: Clause = (reading, at) => {
  const { metrics, by } = reading.draft;
  if (!is(reading.items[at], 'who') || at > 1 || metrics.length > 0 || by.length > 0) return 0;
  reading.draft.who = true;
  if (reading.items[at]?.key !== 'who are' && reading.items[at]?.key !== 'who were')
    reading.draft.pick ??= { plural: false };
  return 1;
};

/** “where do our orders come from”, “when did we sell the most”. */
const whereClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  if (at > 0) return 0;
  const ranked = placeInRanking(reading, at);
  if (ranked > 0) return ranked;
  if (
    is(items[at], 'whereAsk') &&
    items.some((item) => /\b(?:come|comes|came|coming|live|sell|most|best)\b/u.test(item.key))
  ) {
    if (!draft.by.includes(CONVENTIONS.location)) draft.by.push(CONVENTIONS.location);
    return 1;
  }
  if (!is(items[at], 'when')) return 0;
  draft.when = true;
  return 1;
};

/** “where does Chicago rank by revenue”: all of its kind in order, in which its place shows. */
function placeInRanking(reading: Reading, at: number): number {
  const { items, draft, knowledge } = reading;
  const place = after(reading, at + 1);
  const values = items[place]?.values ?? [];
  const [dimension, more] = [...new Set(values.map(({ value }) => value.dimension))];
  const asked = is(items[at], 'whereAsk') && is(items[after(reading, place + 1)], 'ranking');
  if (!asked || dimension === undefined || more !== undefined || knowledge.vocabulary.isOpen(dimension))
    return 0;
  draft.by.push(dimension);
  draft.sort = 'desc';
  draft.listing = true;
  const name = knowledge.dimension(dimension)?.plural.toLowerCase() ?? dimension;
  draft.notes.push(`These are all ${name} in order, ${values[0]?.value.label ?? 'yours'} among them.`);
  return after(reading, place + 1) - at;
}

/** A bare noun: the list that a condition or a ranking is about. */
const nounClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const item = items[at];
  if (!item || !isAxis(item) || item.period || item.number) return 0;
  const inside = rankedInEach(reading, at);
  const ranked =
    inside ||
    (draft.ranking !== null && !draft.rankedByCount && draft.by.length === 0 && draft.grain === null);
  if (item.metrics.length > 0 && !ranked && !isListed(reading, at)) return 0;
  if (!inside && (draft.by.length > 0 || draft.grain !== null)) return 0;
  if (!isPlural(item.key) && !ranked && !extremeFollows(reading, at + 1)) return 0;
  if (!takeAxis(reading, at)) return 0;
  draft.pick ??= { plural: isPlural(item.key), axis: axisOf(reading, item) };
  return 1;
};

/** “for each location, the top category”: what is ranked comes behind what it is ranked in. */
function rankedInEach({ items, draft }: Reading, at: number): boolean {
  const alone =
    draft.inside === 'each' && draft.pick === null && draft.by.length + (draft.grain ? 1 : 0) === 1;
  const before = items[at - 1]?.number ? items[at - 2] : items[at - 1];
  return alone && draft.ranking !== null && RANKS.some((word) => is(before, word));
}

const RANKS = ['top', 'bottom', 'selling', 'sellingLeast', 'busiest', 'quietest', 'usedMost'] as const;

/** “the category with the highest …”: a single one is named only to be found. */
function extremeFollows({ items }: Reading, at: number): boolean {
  const next = items.slice(at, at + 4);
  const extreme = next.findIndex((item) => is(item, 'top') || is(item, 'bottom'));
  return (
    extreme > 0 &&
    next
      .slice(0, extreme)
      .every((item) => is(item, 'rankedBy') || is(item, 'relative') || is(item, 'filler') || is(item, 'prep'))
  );
}

/** “customers with revenue over …”, “customers who spent …”, “customers by revenue”, “list customers …”. */
function isListed(reading: Reading, at: number): boolean {
  const { items, draft } = reading;
  // “what share of customers spent …” counts them.
  if (draft.metrics.length > 0 || draft.share) return false;
  const next = items[at + 1];
  if (conditionFollows(reading, at + 1)) return true;
  if (draft.listing) return true;
  if (is(next, 'sort') || /\bby$|terms of$|based on$/u.test(next?.key ?? '')) {
    const follows = items[after(reading, at + 2)];
    return follows !== undefined && follows.metrics.length > 0 && follows.dimensions.length === 0;
  }
  return false;
}

/** “customers with at least 10 orders” lists them; “how many customers …” was read before. */
function conditionFollows(reading: Reading, at: number): boolean {
  const probe: Reading = {
    ...reading,
    draft: { ...emptyDraft(), by: ['customer'], pick: { plural: true } },
    choices: [],
    refusals: [],
  };
  // “customers with a tenure over 24 months” are counted, like those from Chicago.
  if (numberFilterClause(probe, at) > 0) return false;
  return (
    (changeConditionClause(probe, at) > 0 || thresholdClause(probe, at) > 0) && probe.draft.having.length > 0
  );
}
