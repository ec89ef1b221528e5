/** Words that only hold the rest together. The last resort: what is not even glue stays unexplained. */
import type { Clause } from '../clause.ts';
import { is } from '../item.ts';

export const glueClause: Clause = ({ items, draft }, at) => {
  const item = items[at];
  if (!item) return 0;
  // “US revenue” names a country; “us” does not.
  if (item.text === 'US' && items.some((other) => /\p{Ll}/u.test(other.text))) return 0;
  if (item.key === '' || is(item, 'stop') || is(item, 'filler') || is(item, 'breakdown')) return 1;
  if (isPictograph(item.text)) return 1;
  if (item.key === '-') return at > 0 && at < items.length - 1 ? 1 : 0;
  // “and” and commas join what was understood on both sides; at the end they join nothing.
  if (is(item, 'and') || is(item, 'comma')) return at > 0 && at < items.length - 1 ? 1 : 0;
  // “customers who …”, “orders that …”: only behind something they can refer to.
  if (is(item, 'relative') && item.key !== 'with')
    return draft.metrics.length > 0 || draft.by.length > 0 || draft.grain !== null ? 1 : 0;
  // “Chicago only”.
  const before = items[at - 1];
  if (is(item, 'only') && before && (before.values.length > 0 || before.period)) return 1;
  // “where do our orders come from”.
  if (item.key === 'come from' || item.key === 'comes from' || item.key === 'came from')
    return draft.by.length > 0 ? 1 : 0;
  return 0;
};

/** Emoji carry no number; flags (regional indicators) would name a place and stay unexplained. */
const isPictograph = (text: string): boolean =>
  /^(?!\p{Regional_Indicator})(?:\p{Extended_Pictographic}|\p{Emoji_Modifier})+$/u.test(text);
