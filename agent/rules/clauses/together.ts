/** “both together”, “added up”, “each by itself”: of values or periods that were named, or that the thread is about. */
import type { Clause, Reading } from '../clause.ts';
import { is } from '../item.ts';

export const togetherClause: Clause = (reading, at) => {
  const item = reading.items[at];
  const joined = is(item, 'together') ? 'together' : is(item, 'apart') ? 'apart' : null;
  if (joined === null || !isOfSeveral(reading)) return 0;
  reading.draft.joined = joined;
  // Said so, they are not held against each other.
  if (joined === 'apart') reading.draft.compare = true;
  return 1;
};

const isOfSeveral = ({ draft, thread }: Reading): boolean =>
  thread !== null && draft.metrics.length === 0
    ? true
    : draft.periods.length > 1 || draft.where.some(({ op, values }) => op === 'in' && values.length > 1);
