/** “did we sell more in July or in August?”, “which had more orders, Q1 or Q2?”: two things named, to be held against each other. */
import { type Clause, carriesMeaning } from '../clause.ts';
import { type Item, is } from '../item.ts';

export const eitherOrClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const item = items[at];
  // “did new or returning customers …”: the pair is a dimension, whose values the answer lists.
  if (
    is(item, 'comparative') &&
    items.some(({ key, dimensions }) => dimensions.length > 0 && / or /u.test(key))
  )
    return 1;
  const joint = items.findIndex((_, place) => isPair(items, place));
  if (!item || joint === -1 || carriesMeaning(item)) return 0;
  const asked = items.some(asksForTheGreater);
  if (asked && (is(item, 'comparative') || (at === joint && is(item, 'or')) || asksWhich(items, at))) {
    draft.compare = true;
    return 1;
  }
  // “which had the most orders: Q1 or Q2” asks what “more” would ask; “which location …” is a ranking.
  const bare = draft.by.length === 0 && draft.grain === null && asksWhichOf(items);
  if (!bare || !(is(item, 'top') || is(item, 'bottom'))) return 0;
  draft.compare = true;
  return 1;
};

const asksForTheGreater = (item: Item): boolean =>
  is(item, 'comparative') || is(item, 'top') || is(item, 'bottom') || item.key.endsWith(' more');

/** “which was better, July or August”, “Bags or Headgear, which sold more”: a question word that names no list. */
const asksWhich = (items: readonly Item[], at: number): boolean => asks(items[at]) && asksWhichOf(items);

/** “which”, “who”, “which had”. */
const asks = (item: Item | undefined): boolean =>
  is(item, 'which') || is(item, 'who') || (is(item, 'relative') && /^(?:which|who) /u.test(item?.key ?? ''));

/** Whether the question word stands alone: behind “which” comes what is asked, not of what. */
function asksWhichOf(items: readonly Item[]): boolean {
  const at = items.findIndex(asks);
  if (at === -1) return false;
  const next = items.slice(at + 1).find((item) => !is(item, 'filler'));
  return next !== undefined && next.dimensions.length === 0 && next.grain === null;
}

/** Two periods, or two values of one dimension, on both sides of “or”. */
function isPair(items: readonly Item[], at: number): boolean {
  // “paid social vs paid search: which brings more revenue” asks the same.
  if (!is(items[at], 'or') && !(is(items[at], 'versus') && items.some(asks))) return false;
  const left = nearest(items.slice(0, at).reverse());
  const right = nearest(items.slice(at + 1));
  if (!left || !right) return false;
  if (left.period?.kind === 'period' && right.period?.kind === 'period') return true;
  return left.values.some(({ value }) =>
    right.values.some((other) => other.value.dimension === value.dimension),
  );
}

/** The first item that is more than an article, a preposition or a noun that repeats the values' name. */
const nearest = (items: readonly Item[]): Item | undefined => items.slice(0, 3).find((item) => !isLead(item));

const isLead = (item: Item): boolean =>
  !carriesMeaning(item) && (is(item, 'filler') || is(item, 'prep') || item.key === '');
