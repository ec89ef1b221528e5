/** How a series is worked on: cumulative, rolling means, growth, trends, comparisons, and how it is shown. */
import { after, type Clause } from '../clause.ts';
import type { Draft } from '../draft.ts';
import { type Item, is } from '../item.ts';
import { takeGrain } from './breakdown.ts';

export const transformClause: Clause = (reading, at) =>
  windowClause(reading, at) ||
  rollingClause(reading, at) ||
  flagClause(reading, at) ||
  viewClause(reading, at);

/** “7-day rolling average”, “moving average over 3 months”, “rolling 30 days mean”. */
const rollingClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const before = windowAt(items, at);
  const place = at + (before?.length ?? 0);
  if (!is(items[place], 'rolling')) return 0;
  const rest = restOfRolling(items, place + 1, before === null);
  const window = before ?? rest.window;
  if (window) takeGrain(reading, window.unit);
  const averaged =
    rest.averaged ||
    /average|avg|mean|sma|smoothed/u.test(items[place]?.key ?? '') ||
    items.slice(rest.next).some((item) => is(item, 'average'));
  // Only means roll here; a rolling sum is another number, which resolving refuses.
  draft.rolling = { window: averaged ? (window?.count ?? null) : -1 };
  return rest.next - at;
};

/** What follows “rolling”: “30 days”, “average”, “average over 7 days”. */
function restOfRolling(items: readonly Item[], at: number, wanted: boolean) {
  let next = at;
  let averaged = false;
  let window: ReturnType<typeof windowAt> = null;
  for (; ; next++) {
    const here: ReturnType<typeof windowAt> = wanted && !window ? windowAt(items, next) : null;
    if (here) {
      window = here;
      next += here.length - 1;
    } else if (is(items[next], 'average')) averaged = true;
    else break;
  }
  const behind = wanted && !window ? windowBehind(items, next) : null;
  return { averaged, window: window ?? behind, next: behind?.next ?? next };
}

/** “rolling average of revenue over 7 days”: the window said at the end. */
const windowClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const behind = draft.rolling?.window === null ? windowBehind(items, at) : null;
  if (!behind) return 0;
  takeGrain(reading, behind.unit);
  draft.rolling = { window: behind.count };
  return behind.next - at;
};

type Grain = NonNullable<Item['grain']>['unit'];

/** “7 day”, “7-day”, “3 months”. */
function windowAt(items: readonly Item[], at: number): { count: number; unit: Grain; length: number } | null {
  const number = items[at]?.number;
  if (!number || !Number.isInteger(number.value)) return null;
  const hyphen = items[at + 1]?.key === '' || items[at + 1]?.key === '-' ? 1 : 0;
  const unit = items[at + 1 + hyphen]?.grain;
  if (!unit || unit.form === 'adverb') return null;
  return { count: number.value, unit: unit.unit, length: 2 + hyphen };
}

/** “… over 7 days”, “… (7 days)”. */
function windowBehind(
  items: readonly Item[],
  at: number,
): { count: number; unit: Grain; next: number } | null {
  const lead = ['over', 'of', 'with', 'window of'].includes(items[at]?.key ?? '') ? 1 : 0;
  const window = windowAt(items, at + lead);
  return window ? { ...window, next: at + lead + window.length } : null;
}

/** Words that say what is wanted and stand for themselves. */
const flagClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const item = items[at];
  if (is(item, 'cumulative')) draft.cumulative = true;
  else if (is(item, 'trend')) draft.trend = true;
  else if (is(item, 'compare') && !(is(item, 'perform') && !comparesLater(items, at))) draft.compare = true;
  else if (is(item, 'versus') && items.length > at + 1) draft.compare = true;
  else if (
    isThan(items, at) ||
    (is(item, 'comparative') && items.slice(at + 1).some((later) => later.key.startsWith('than')))
  )
    draft.compare = true;
  else if (is(item, 'change')) takeChange(draft, item);
  else if (is(item, 'average')) draft.average = draft.averagePer === null;
  else return 0;
  return 1;
};

function takeChange(draft: Draft, item: Item | undefined): void {
  draft.change = true;
  if (is(item, 'falling')) draft.changeKind = 'fall';
  else if (is(item, 'growing')) draft.changeKind = 'growth';
}

/** “higher than in Q3”, “more than California”: a comparison, where no number follows. */
function isThan(items: readonly Item[], at: number): boolean {
  if (!items[at]?.key.endsWith('than')) return false;
  const next = is(items[at + 1], 'prep') ? items[at + 2] : items[at + 1];
  return next !== undefined && (next.period !== null || (next.values.length > 0 && next.number === null));
}

/** “how do sales compare …” compares; “how do sales look” does not. */
const comparesLater = (items: readonly Item[], at: number): boolean =>
  items.slice(at + 1).some((item) => is(item, 'compare') || is(item, 'versus'));

/** “as a table”, “plot …”. */
const viewClause: Clause = (reading, at) => {
  const item = reading.items[at];
  if (is(item, 'table')) reading.draft.view = 'table';
  else if (is(item, 'chart')) reading.draft.view = 'chart';
  else return 0;
  const next = after(reading, at + 1);
  return reading.items[next]?.key === 'of' ? next + 1 - at : 1;
};
