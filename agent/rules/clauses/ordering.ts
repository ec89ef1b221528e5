/** “… by revenue” behind a list, “in terms of orders”: the metric that a list goes by. */
import { after, type Clause, type Reading } from '../clause.ts';
import type { SaidMetric } from '../draft.ts';
import { type Item, is } from '../item.ts';

export const orderingClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const named = metricBehind(reading, at);
  const listed = draft.ranking !== null || draft.by.length > 0 || draft.grain !== null || draft.listing;
  // “compare Chicago and California by orders”
  const compared = draft.compare && draft.metrics.length === 0 && draft.where.length > 0;
  if (!named || !(listed || compared)) return 0;
  const { item, metric, place } = named;
  const said = draft.metrics[0];
  if (said && ranksApart(reading, at, said, metric)) {
    draft.metrics = [{ id: metric, dimension: null, counted: false, at: place }, said];
    return place + 1 - at;
  }
  if (said && said.id !== metric) {
    // “top customers by revenue” heard “customers” as the metric first.
    if (said.dimension === null || draft.by.length > 0 || draft.metrics.length > 1) return 0;
    draft.by.push(said.dimension);
    draft.metrics = [];
  }
  if (draft.metrics.length === 0)
    draft.metrics.push({ id: metric, dimension: item.dimensions[0] ?? null, counted: false, at: place });
  if (is(items[at], 'sort') || (listed && draft.ranking === null && is(items[at], 'by')))
    draft.sort ??= 'desc';
  return place + 1 - at;
};

/** “by revenue”, “by number of orders”: the metric behind a word that leads to one. */
function metricBehind(
  reading: Reading,
  at: number,
): { readonly item: Item; readonly metric: string; readonly place: number } | null {
  const { items } = reading;
  if (!(is(items[at], 'rankedBy') || is(items[at], 'by') || is(items[at], 'sort'))) return null;
  let place = after(reading, at + 1);
  if (is(items[place], 'count')) place = after(reading, place + 1);
  if (is(items[place], 'top') || is(items[place], 'bottom')) return null;
  const item = items[place];
  const metric = item?.metrics[0];
  return item && metric !== undefined ? { item, metric, place } : null;
}

/** “revenue of the top 3 locations by orders”: ranked by another number than the one that is asked for. */
function ranksApart({ items, draft }: Reading, at: number, said: SaidMetric, metric: string): boolean {
  const listed = draft.by.length > 0 && draft.ranking !== null && /\bby$/u.test(items[at]?.key ?? '');
  const another = said.id !== metric && said.dimension === null && draft.metrics.length === 1;
  return listed && another && !/\bby$/u.test(items[said.at - 1]?.key ?? '');
}
