/** First and last: “top 10 customers by revenue”, “5 worst categories”, “the most orders”, “best selling”. */
import { after, type Clause, isPlural, type Reading } from '../clause.ts';
import { type Item, is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { isOfProducts } from '../resolve/metric-conflicts.ts';
import { axisOf, takeAxis } from './breakdown.ts';
import { momentClause } from './moment.ts';
import { rank, rankLead, standingClause, threadPlaceClause } from './rank-lead.ts';
import { activityClause, useClause } from './ranked-by-use.ts';

export const rankingClause: Clause = (reading, at) =>
  sellingClause(reading, at) ||
  moneyClause(reading, at) ||
  useClause(reading, at) ||
  momentClause(reading, at) ||
  activityClause(reading, at) ||
  standingClause(reading, at) ||
  threadPlaceClause(reading, at) ||
  listHeadClause(reading, at) ||
  extremeClause(reading, at) ||
  listClause(reading, at) ||
  sortClause(reading, at);

/** “the 5 customers with the highest revenue”: how many of what follows. */
const listHeadClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const lead = rankLead(reading, at);
  const noun = items[at + lead.length];
  if (lead.limit === null || !noun || draft.by.length > 0 || draft.grain !== null) return 0;
  if (noun.dimensions.length === 0 && noun.grain?.form !== 'plural') return 0;
  const links = items.slice(at + lead.length + 1, at + lead.length + 5);
  const extreme = links.findIndex((item) => is(item, 'top') || is(item, 'bottom'));
  const led = links
    .slice(0, Math.max(extreme, 0))
    .every((item) => LEADS.some((word) => is(item, word)) || is(item, 'filler') || is(item, 'happen'));
  if (extreme < 1 || !led || !takeAxis(reading, at + lead.length)) return 0;
  draft.pickLimit = lead.limit;
  draft.pick = { plural: true, axis: axisOf(reading, noun) };
  return lead.length + 1;
};

/** “top 10”, “10 best”, “the highest”, “top ten”, “second best”. */
const extremeClause: Clause = (reading, start) => {
  const { items, draft } = reading;
  // “the category with the lowest …”, “that has the most …”: only behind what is ranked.
  const listed = draft.by.length > 0 || draft.grain !== null;
  const leads = listed ? LEADS.some((word) => is(items[start], word)) : leadsToList(reading, start);
  const at = leads ? after(reading, start + 1) : start;
  const taken = extremeAt(reading, at);
  return taken === 0 ? 0 : at + taken - start;
};

/** “revenue of the top 3 categories”: each of those that are first by that revenue. */
function leadsToList(reading: Reading, start: number): boolean {
  const { items, draft } = reading;
  const at = after(reading, start + 1);
  const [metric, more] = draft.metrics;
  const named = OF.has(items[start]?.key ?? '') && metric !== undefined && !more && draft.ranking === null;
  const extreme = is(items[at], 'top') || is(items[at], 'bottom');
  const place = after(reading, at + 1);
  const noun = items[place + 1];
  return named && extreme && rankLead(reading, place).limit !== null && (noun?.dimensions.length ?? 0) > 0;
}

const OF = new Set(['of', 'from', 'for', 'by']);
const LEADS = ['rankedBy', 'relative', 'prep'] as const;

function extremeAt(reading: Reading, at: number): number {
  const { items } = reading;
  const before = rankLead(reading, at);
  const lead = before.length;
  const item = items[at + lead];
  const direction = is(item, 'top') ? 'desc' : is(item, 'bottom') ? 'asc' : null;
  if (!direction || (item?.metrics.length ?? 0) > 0) return 0;
  const place = after(reading, at + lead + 1);
  const behind = lead === 0 ? rankLead(reading, place).limit : null;
  if (behind !== null && items[place]?.number?.unit === 'percent') {
    reading.refusals.push('I can rank the first or last few, but not the top per cent.');
    return place + 1 - at;
  }
  if (/most$|fewest|least|number of|maximum|minimum|amount of/u.test(item?.key ?? ''))
    reading.draft.rankedByCount = true;
  const limit = before.limit ?? behind;
  rank(reading.draft, direction, { ...before, limit });
  if (limit !== null) listGoods(reading, behind === null ? place : after(reading, place + 1));
  return behind === null ? lead + 1 : place + 1 - at;
}

/** “top 5 sneakers”: products of that category, which the filter behind says. */
function listGoods({ items, draft, knowledge }: Reading, at: number): void {
  const item = items[at];
  const goods = item?.values.some(
    ({ value: { dimension } }) =>
      dimension !== CONVENTIONS.product && dimension !== 'sku' && isOfProducts(dimension, knowledge.model),
  );
  if (!goods || !knowledge.vocabulary.dimensions.has(CONVENTIONS.product)) return;
  const next = items[at + 1];
  const ends =
    next === undefined || is(next, 'rankedBy') || is(next, 'prep') || is(next, 'stop') || is(next, 'by');
  if (item?.dimensions.length !== 0 || draft.by.length > 0 || draft.grain !== null || !ends) return;
  draft.by.push(CONVENTIONS.product);
  draft.pick = { plural: true, axis: CONVENTIONS.product };
}

/** “best selling”: direction now, money or pieces asked later unless said. */
const sellingClause: Clause = (reading, at) => {
  const before = rankLead(reading, at);
  const lead = before.length;
  const item = reading.items[at + lead];
  const most = is(item, 'selling');
  if (!most && !is(item, 'sellingLeast')) return 0;
  const behind = lead === 0 ? rankLead(reading, at + 1).limit : null;
  // “best sellers” are products, and “best selling” is said of what follows.
  const listed = reading.draft.by.length > 0 || reading.draft.grain !== null;
  if (!listed && item && item.dimensions.length > 0 && takeAxis(reading, at + lead))
    reading.draft.pick ??= { plural: isPlural(item.key), axis: axisOf(reading, item) };
  rank(reading.draft, most ? 'desc' : 'asc', { ...before, limit: before.limit ?? behind });
  reading.draft.rankedBySelling = true;
  return lead + 1 + (behind === null ? 0 : 1);
};

/** “made the most money”, “spent the most”. */
const moneyClause: Clause = (reading, at) => {
  const before = rankLead(reading, at);
  const lead = before.length;
  const item = reading.items[at + lead];
  const most = is(item, 'earnMost');
  if (!most && !is(item, 'earnLeast')) return moreClause(reading, at);
  const next = reading.items[after(reading, at + lead + 1)];
  // “spent the most orders” is no sentence, but “generated the most orders” is: there the metric follows.
  const spentOn = /spen[dt]/u.test(item?.key ?? '') && next?.key === 'on';
  if (spentOn && at + lead + 2 >= reading.items.filter((each) => !is(each, 'stop')).length) {
    // “which channel did we spend the most on?”
    rank(reading.draft, most ? 'desc' : 'asc', before);
    reading.draft.marketing = true;
    return lead + 2;
  }
  if (next && next.metrics.length > 0) rank(reading.draft, most ? 'desc' : 'asc', before);
  else {
    rank(reading.draft, most ? 'desc' : 'asc', before);
    reading.draft.money = true;
    if (item && /spend/u.test(item.key)) reading.draft.entity = 'customer';
  }
  return lead + 1;
};

/** “which gender spends more?”: the one that spends the most. */
const moreClause: Clause = ({ items, draft, knowledge }, at) => {
  const last = items
    .slice(at + 1)
    .every((item) => is(item, 'stop') || item.period !== null || is(item, 'prep'));
  const spends = is(items[at - 1], 'spent') || is(items[at - 1], 'earn');
  if (items[at]?.key !== 'more' || !spends || !last || draft.pick === null || draft.by.length !== 1) return 0;
  rank(draft, 'desc', { limit: null });
  // Marketing money is spent on channels; what people spend is revenue.
  if (draft.by.some((id) => knowledge.vocabulary.sourcesOf(id).includes(CONVENTIONS.marketing))) return 1;
  draft.metrics = draft.metrics.filter((metric) => metric.at !== at - 1);
  draft.money = true;
  return 1;
};

/** “rank the locations by revenue”. */
const listClause: Clause = (reading, at) => {
  if (!is(reading.items[at], 'ranking')) return 0;
  const next = after(reading, at + 1);
  const ranked = reading.items[reading.items[next]?.key === 'of' ? next + 1 : next];
  if (ranked && ranked.values.length > 0 && ranked.dimensions.length === 0)
    reading.refusals.push(
      `I can put all of them in order, but not tell the place of “${ranked.text}” alone. Ask for example for “locations by revenue”.`,
    );
  reading.draft.sort ??= 'desc';
  return 1;
};

/** “sorted by revenue, ascending”. */
const sortClause: Clause = (reading, at) => {
  const item = reading.items[at];
  const direction = directionOf(item);
  if (direction) {
    reading.draft.sort = direction;
    return 1;
  }
  if (!is(item, 'sort')) return 0;
  if (BY_NAME.has(reading.items[at + 1]?.key ?? '')) {
    reading.draft.sort ??= 'asc';
    reading.draft.sortedByName = true;
    return 2;
  }
  reading.draft.sort ??= 'desc';
  return 1;
};

const BY_NAME = new Set(['name', 'names', 'alphabet', 'alphabetically', 'alphabetical order']);

function directionOf(item: Item | undefined): 'asc' | 'desc' | null {
  if (is(item, 'ascending')) return 'asc';
  return is(item, 'descending') ? 'desc' : null;
}
