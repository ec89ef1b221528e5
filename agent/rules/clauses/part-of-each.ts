/**
 * “share of orders with a coupon by location”: in each location, the orders with a coupon of all there. “in Chicago by
 * category” says where: there the share is how all of Chicago divides over the categories.
 */
import type { Reading } from '../clause.ts';
import type { SaidFilter } from '../draft.ts';
import { is } from '../item.ts';

/** Takes what stands between the metric of a share and its first axis as the part that is asked for. */
export function takePartOfEach(reading: Reading): void {
  const { draft } = reading;
  const metric = draft.metrics.at(-1);
  if (!draft.share || draft.shareAt === null || !metric || metric.at < draft.shareAt) return;
  if (draft.part.length > 0 || draft.by.length > 0) return;
  const parts = draft.where.filter((filter) => filter.at > metric.at && tellsWhich(reading, filter));
  draft.part = parts;
  draft.where = draft.where.filter((filter) => !parts.includes(filter));
}

/** “with a coupon”, “from women”, “used a coupon”; not “in Chicago”, “for women”. */
function tellsWhich({ items }: Reading, { at }: SaidFilter): boolean {
  const lead = [items[at], items[at - 1]].find((item) => item !== undefined && is(item, 'prep'));
  return lead === undefined || /^(?:with|from|by)\b|(?: from| by| with)$/u.test(lead.key);
}
