/** Rankings whose number is in the word: “the busiest weekday”, “the most used coupon code”. */
import type { Clause } from '../clause.ts';
import { is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { rank, rankLead } from './rank-lead.ts';

/** “busiest”, “quietest”: by orders, where no other number is named. */
export const activityClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const lead = rankLead(reading, at);
  const item = items[at + lead.length];
  const most = is(item, 'busiest');
  if (!most && !is(item, 'quietest')) return 0;
  rank(draft, most ? 'desc' : 'asc', lead);
  draft.rankedByActivity = true;
  return lead.length + 1;
};

/** “the most used coupon code”: orders in which it was used, and not merely clicked. */
export const useClause: Clause = (reading, at) => {
  const { items, draft, knowledge } = reading;
  const lead = rankLead(reading, at);
  const place = at + lead.length;
  const item = items[place];
  const most = is(item, 'usedMost');
  if (!most && !is(item, 'usedLeast')) return 0;
  const coupons = items.some(({ dimensions }) => dimensions.includes(CONVENTIONS.couponCode));
  const used = knowledge.vocabulary
    .values(CONVENTIONS.couponStatus)
    .find(({ value }) => value === CONVENTIONS.couponUsed);
  if (!coupons || !used) return 0;
  rank(draft, most ? 'desc' : 'asc', lead);
  draft.rankedByActivity = true;
  draft.where.push({ dimension: used.dimension, op: 'in', values: [used.value], at: place, list: 'and' });
  return lead.length + 1;
};
