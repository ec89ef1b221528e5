/**
 * Days named by the ones they come before: “last Friday vs the Friday before”, “yesterday vs the same day last week”,
 * “the last 30 days vs the 30 days before”.
 */
import { addDays, type Day, daysFromTo } from '../../../tools/periods/calendar.ts';
import type { Span } from '../../../tools/periods/resolve-period.ts';
import { after, type Clause, type Reading } from '../clause.ts';
import { spanOf } from '../dates/calendar.ts';
import { weekdayBefore } from '../dates/weekday-period.ts';
import { type Item, is } from '../item.ts';
import { WEEKDAY_NUMBERS } from '../lexicon/calendar-words.ts';
import { jointBefore } from './joint.ts';

export const daysBeforeClause: Clause = (reading, at) => {
  const main = mainSpan(reading);
  const lead = compares(reading.items[at]) ? 1 : 0;
  const joint = jointOf(reading, at + lead);
  const place = after(reading, at + lead);
  if (!main || joint === 'none') return 0;
  const run = runBefore(reading, place, main);
  if (run > 0) return place + run - at;
  const found = main.from === main.to ? dayBefore(reading, place, main.from) : null;
  if (!found) return 0;
  const { day, length } = found;
  reading.draft.periods.push({
    period: { kind: 'range', from: day, to: day },
    at: place,
    joint,
  });
  reading.draft.compare ||= joint === 'versus';
  return place + length - at;
};

/** The days that are held against those before: what was said last, or what the thread is about. */
function mainSpan({ draft, thread, clock }: Reading): Span | null {
  const period = draft.periods.length > 1 ? null : (draft.periods[0]?.period ?? thread?.period);
  return !period || period.kind === 'all' ? null : spanOf(period, clock);
}

/** Both are named as days to hold against each other; “revenue the Friday before” alone is neither. */
const jointOf = (reading: Reading, at: number) =>
  reading.draft.compare || compares(reading.items[at - 1]) ? 'versus' : jointBefore(reading, at);

const compares = (item: Item | undefined): boolean =>
  is(item, 'versus') || is(item, 'compare') || (item?.key.endsWith('than') ?? false);

/** “the Friday before”, “the previous Friday”, “the same day last week”. */
function dayBefore({ items }: Reading, at: number, main: Day): { day: Day; length: number } | null {
  if (is(items[at], 'weekEarlier')) return { day: addDays(main, -7), length: 1 };
  const lead = LEADS.has(items[at]?.key ?? '') ? 1 : 0;
  const weekday = WEEKDAY_NUMBERS.get(items[at + lead]?.key ?? '');
  const behind = lead === 0 && is(items[at + 1], 'earlier') ? 1 : 0;
  return weekday && lead + behind > 0
    ? { day: weekdayBefore(main, weekday), length: lead + 1 + behind }
    : null;
}

const LEADS = new Set(['previous', 'prior', 'preceding', 'the previous', 'the prior', 'the preceding']);

/** “the 30 days before” after the last 30 days; another number of them would be held against too few or too many. */
function runBefore({ items, draft, refusals }: Reading, at: number, main: Span): number {
  const [number, unit, earlier] = items.slice(at, at + 3);
  if (!number?.number || !unit?.grain || unit.grain.form === 'adverb' || !is(earlier, 'earlier')) return 0;
  const said = draft.periods[0]?.period;
  const count = number.number.value;
  const same =
    said?.kind === 'last' && said.unit === unit.grain.unit
      ? said.count === count
      : unit.grain.unit === 'day' && daysFromTo(main.from, main.to) === count;
  if (same) {
    draft.compare = true;
    draft.compareTo = 'previous';
  } else
    refusals.push(
      `“${number.text} ${unit.text} ${earlier?.text}” is not as long as the period it is held against.`,
    );
  return 3;
}
