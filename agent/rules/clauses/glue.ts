/** Words that only hold the rest together. The last resort: what is not even glue stays unexplained. */
import { type Clause, namesCountry, type Reading } from '../clause.ts';
import { type Item, is } from '../item.ts';

export const glueClause: Clause = (reading, at) => {
  const item = reading.items[at];
  if (!item || namesCountry(item, reading)) return 0;
  return isPlain(item) || joins(reading, at) || refersBack(reading, at) ? 1 : 0;
};

const isPlain = (item: Item): boolean =>
  item.key === '' ||
  is(item, 'stop') ||
  is(item, 'filler') ||
  is(item, 'breakdown') ||
  isPictograph(item.text);

/** “and”, commas and dashes join what was understood on both sides; at the end they join nothing. */
const joins = ({ items }: Reading, at: number): boolean =>
  (is(items[at], 'and') || is(items[at], 'comma') || items[at]?.key === '-') &&
  at > 0 &&
  at < items.length - 1;

/** “customers who …”, “Chicago only”, “where do our orders come from”: only behind what they refer to. */
function refersBack({ items, draft }: Reading, at: number): boolean {
  const item = items[at];
  const before = items[at - 1];
  if (is(item, 'only')) return before !== undefined && (before.values.length > 0 || before.period !== null);
  if (is(item, 'relative') && item?.key !== 'with')
    return draft.metrics.length > 0 || draft.by.length > 0 || draft.grain !== null;
  return /^(?:come|comes|came) from$/u.test(item?.key ?? '') && draft.by.length > 0;
}

/** Emoji carry no number; flags (regional indicators) would name a place and stay unexplained. */
const isPictograph = (text: string): boolean =>
  /^(?!\p{Regional_Indicator})(?:\p{Extended_Pictographic}|\p{Emoji_Modifier})+$/u.test(text);
