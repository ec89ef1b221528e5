/** Parts of a whole: “what share of revenue comes from Chicago”, “% of orders by category”. */
import type { Clause, Reading } from '../clause.ts';
import { is } from '../item.ts';

export const shareClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const item = items[at];
  if (
    is(item, 'share') &&
    !is(item, 'change') &&
    (draft.change || draft.compare) &&
    /^(?:in|as)\b|^percent$/u.test(item?.key ?? '')
  )
    return 1;
  if (is(item, 'share') && !measuresChange(reading, at)) {
    draft.share = true;
    return 1;
  }
  if (!draft.share) return 0;
  if (is(item, 'shareOfTotal')) return 1;
  if (!is(item, 'madeUpOf') || item?.values.length) return 0;
  // “what share of revenue is …”: only a verb behind the metric leads to the part.
  if (draft.metrics.length === 0) return is(item, 'filler') ? 0 : 1;
  draft.partFollows = true;
  return 1;
};

/** “percentage change” is no share. */
const measuresChange = ({ items }: Reading, at: number): boolean => is(items[at + 1], 'change');
