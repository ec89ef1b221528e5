/** Parts of a whole: “what share of revenue comes from Chicago”, “% of orders by category”. */
import { after, type Clause, isPlural, type Reading } from '../clause.ts';
import { is } from '../item.ts';
import { takeAxis } from './breakdown.ts';

export const shareClause: Clause = (reading, at) => inPercentClause(reading, at) || partClause(reading, at);

/** “in per cent” behind a comparison: of the change, which is there, or of the whole? */
const inPercentClause: Clause = ({ items, thread, draft, refusals }, at) => {
  const again = draft.change || draft.compare || draft.by.length > 0;
  if (!thread?.compareTo || again || !IN_PERCENT.test(items[at]?.key ?? '')) return 0;
  refusals.push(
    'The change in per cent stands beside the amounts already. For each one’s part of the whole, say “as a share”.',
  );
  return 1;
};

const partClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const item = items[at];
  if (
    is(item, 'share') &&
    !is(item, 'change') &&
    (draft.change || draft.compare) &&
    /^(?:in|as)\b|^percent$/u.test(item?.key ?? '')
  )
    return 1;
  const things = is(item, 'share') ? thingsBehind(reading, at + 1) : null;
  if (things !== null)
    reading.refusals.push(
      `I can tell the share of a number, but not which part of the ${things} something holds for. Ask how many ${things} there are, and for how many it holds.`,
    );
  if (is(item, 'share') && !measuresChange(reading, at)) {
    draft.share = true;
    draft.shareAt ??= at;
    return 1 + eachBehind(reading, at);
  }
  if (!draft.share && !draft.howMuchOf) return 0;
  if (ofUnit(reading, at)) {
    draft.wholeUnit = item?.grain?.unit ?? null;
    return 1;
  }
  if (draft.share && is(item, 'shareOfTotal')) return 1;
  if (!is(item, 'madeUpOf') || item?.values.length) return 0;
  // “what share of revenue is …”: only a verb behind the metric leads to the part.
  if (draft.metrics.length === 0) return is(item, 'filler') ? 0 : 1;
  draft.partFollows = true;
  return 1;
};

/** “share of each location in units”: the axis of the share. */
function eachBehind(reading: Reading, at: number): number {
  const item = reading.items[at + 1];
  const named = item !== undefined && item.metrics.length === 0 && item.values.length === 0;
  return named && / each$/u.test(reading.items[at]?.key ?? '') && takeAxis(reading, at + 1) ? 1 : 0;
}

const IN_PERCENT = /^(?:in|as) (?:a )?per ?cent(?:age)?$|^percent$/u;

/** “share of the year”, “of annual revenue”: what the share of another period is of. */
function ofUnit({ items, draft }: Reading, at: number): boolean {
  const item = items[at];
  if (!item?.grain || item.grain.form === 'plural' || draft.wholeUnit !== null) return false;
  let lead = at - 1;
  while (lead > 0 && is(items[lead], 'filler') && items[lead]?.key !== 'of') lead--;
  const of = / of(?: the)?$|^of$/u.test(items[lead]?.key ?? '');
  const filtered = items.some((other) => other.values.length > 0 && other.period === null);
  return of && !filtered && items.some((other) => other.period?.kind === 'period');
}

/** “what share of categories make …”, “percentage of months with …”: a part of a list, not of a number. */
function thingsBehind(reading: Reading, at: number): string | null {
  if (!/\bof$/u.test(reading.items[at - 1]?.key ?? '')) return null;
  const item = reading.items[after(reading, at)];
  if (!item || item.metrics.length > 0 || item.values.length > 0) return null;
  const listed = item.grain?.form === 'plural' || (item.dimensions.length > 0 && isPlural(item.key));
  return listed ? item.key : null;
}

/** “percentage change” is no share. */
const measuresChange = ({ items }: Reading, at: number): boolean => is(items[at + 1], 'change');
