/** “revenue on the busiest day”, “orders in the best month”: a number at the time that another, or itself, was highest. */
import { after, type Clause } from '../clause.ts';
import { is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { takeGrain } from './breakdown.ts';
import { rank } from './rank-lead.ts';

export const momentClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const [metric, more] = draft.metrics;
  if (!is(items[at], 'prep') || !metric || more || draft.by.length > 0 || draft.grain !== null) return 0;
  const extreme = after(reading, at + 1);
  const busy = is(items[extreme], 'busiest') || is(items[extreme], 'quietest');
  const plain = PLAIN.has((items[extreme]?.key ?? '').replace(/^the /u, ''));
  const unit = items[extreme + 1]?.grain;
  if (!(busy || plain) || unit?.form !== 'noun') return 0;
  takeGrain(reading, unit.unit);
  const low = is(items[extreme], 'quietest') || is(items[extreme], 'bottom');
  rank(draft, low ? 'asc' : 'desc', { limit: 1 });
  draft.pick = { plural: false, axis: 'time' };
  // How busy a day was is told by its orders, which stand beside the number that is asked for.
  if (busy && metric.id !== CONVENTIONS.orders)
    draft.metrics = [{ id: CONVENTIONS.orders, dimension: null, counted: false, at: extreme }, metric];
  return extreme + 2 - at;
};

/** Said of a time, these rank by the number itself. */
const PLAIN = new Set(['best', 'worst', 'strongest', 'weakest', 'top', 'peak']);
