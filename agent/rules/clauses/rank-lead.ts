/** How many of a ranking, or which place in it: “5 best”, “the second best”, “came third”, “and the second?”. */
import type { Clause, Reading } from '../clause.ts';
import type { Draft } from '../draft.ts';
import { is } from '../item.ts';

export interface RankLead {
  readonly limit: number | null;
  readonly place?: number;
  /** Items it takes, the hyphen of “second-best” included. */
  readonly length: number;
}

const NONE: RankLead = { limit: null, length: 0 };

/** Ranks what is listed; a number said before (“top 5 most sold”) stays. */
export function rank(
  draft: Draft,
  direction: 'asc' | 'desc',
  { limit, place }: Pick<RankLead, 'limit' | 'place'>,
): void {
  const at = place ?? draft.ranking?.place;
  draft.ranking = {
    direction,
    limit: limit ?? draft.ranking?.limit ?? null,
    ...(at === undefined ? {} : { place: at }),
  };
}

/** What stands right before “best”, “top” or “highest”. */
export function rankLead({ items }: Reading, at: number): RankLead {
  const item = items[at];
  if (!item || item.period?.kind === 'period') return NONE;
  if (item.ordinal !== null && item.ordinal <= MOST) {
    const length = items[at + 1]?.key === '' || items[at + 1]?.key === '-' ? 2 : 1;
    return item.ordinal === 1 ? { limit: 1, length } : { limit: null, place: item.ordinal, length };
  }
  const { number } = item;
  if (!number || number.unit === 'currency') return NONE;
  if (Number.isInteger(number.value) && number.value >= 1 && number.value <= MOST)
    return { limit: number.value, length: 1 };
  return number.unit === 'percent' ? { limit: 1, length: 1 } : NONE;
}

const MOST = 1000;

/** “which location came second in revenue”, “ranks third by orders”. */
export const standingClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const item = items[at];
  const listed = draft.by.length + (draft.grain ? 1 : 0) === 1 && draft.pick !== null;
  const lead = rankLead(reading, at);
  if (!listed || item?.ordinal === null || item?.ordinal === undefined || lead.length !== 1) return 0;
  const before = items[at - 1];
  const stands = is(before, 'happen') || is(before, 'ranking') || is(before, 'filler');
  const next = items[at + 1];
  const ends = next === undefined || ENDS.some((word) => is(next, word));
  if (!stands || !ends) return 0;
  rank(draft, 'desc', lead);
  draft.sort = null;
  return 1;
};

const ENDS = ['stop', 'rankedBy', 'prep', 'money'] as const;

/** “make it 5” after a top 3; “and the second?” after the best. */
export const threadPlaceClause: Clause = (reading, at) => {
  const { items, draft, thread } = reading;
  const item = items[at];
  if (!thread?.order || thread.limit === undefined || !item) return 0;
  const alone = items.every((other, place) => place === at || is(other, 'stop') || is(other, 'filler'));
  const lead = rankLead(reading, at);
  if (!alone || lead.length !== 1 || (item.number !== null && item.number.unit !== 'plain')) return 0;
  rank(draft, thread.order.direction, lead);
  return 1;
};
