/** A mean over units of time: “average daily revenue”, “monthly average of orders”, “orders per day on average”. */
import { after, type Clause, type Reading } from '../clause.ts';
import { is } from '../item.ts';

export const averagePerClause: Clause = (reading, at) => {
  if (reading.draft.rolling) return 0;
  return adverbClause(reading, at) || unitClause(reading, at);
};

/** “average daily …”, “daily average …”. */
const adverbClause: Clause = (reading, at) => {
  const { items } = reading;
  const next = after(reading, at + 1);
  const [average, adverb] = is(items[at], 'average') ? [at, next] : [next, at];
  const grain = items[adverb]?.grain;
  if (!is(items[average], 'average') || grain?.form !== 'adverb') return 0;
  if (items.some((item) => is(item, 'rolling'))) return 0;
  reading.draft.averagePer = grain.unit;
  return next + 1 - at;
};

/** “… per day”, “… each month”, “… a week”, where an average has been said or is still to be. */
const unitClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  if (!UNIT_LEADS.has(items[at]?.key ?? '') || items[at + 1]?.grain?.form !== 'noun') return 0;
  const asked = draft.metrics.length > 0 || draft.verbs.length > 0 || reading.thread !== null;
  if (!asked || !averages(reading, at)) return 0;
  draft.averagePer = items[at + 1]?.grain?.unit ?? null;
  draft.average = false;
  return 2;
};

const averages = ({ items, draft }: Reading, at: number): boolean =>
  draft.average || items.slice(at).some((item) => is(item, 'average'));

const UNIT_LEADS = new Set(['per', 'each', 'every', 'a', 'per each', 'in a', 'in each']);
