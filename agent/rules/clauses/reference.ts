/** What a period is held against without naming it: “than the month before”, “vs the same period last year”. */
import type { Grain } from '../../../tools/periods/period-expression.ts';
import { after, type Clause, type Reading } from '../clause.ts';
import { type Item, is } from '../item.ts';
import type { WordClass } from '../lexicon/structure-words.ts';

const REFERENCES: readonly (readonly [WordClass, Grain | null])[] = [
  ['previous', null],
  ['previousDay', 'day'],
  ['previousWeek', 'week'],
  ['previousMonth', 'month'],
  ['previousQuarter', 'quarter'],
  ['previousYear', 'year'],
];

const OVER: readonly (readonly [WordClass, Grain])[] = [
  ['monthOverMonth', 'month'],
  ['quarterOverQuarter', 'quarter'],
  ['weekOverWeek', 'week'],
  ['dayOverDay', 'day'],
];

export const referenceClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const over = overClause(reading, items[at]);
  if (over) return 1;
  const lead = LEADS.some((word) => is(items[at], word)) || isThan(items[at]) ? 1 : 0;
  const compares =
    draft.compare || draft.change || is(items[at], 'versus') || is(items[at], 'compare') || isThan(items[at]);
  const place = lead === 1 ? after(reading, at + 1) : at;
  const item = items[place];
  if (!compares || !item) return 0;
  const reference = REFERENCES.find(([word]) => is(item, word));
  // Without a period to lean on, “the previous month” is a period of its own.
  const leans = draft.periods.length > 0 || hasPeriod(reading) || periodAhead(reading, place + 1);
  if (!reference || (item.period && !leans)) return 0;
  draft.compare = true;
  refer(reading, reference[1]);
  return place + 1 - at;
};

const LEADS: readonly WordClass[] = ['versus', 'prep', 'compare', 'over'];

/** “higher than”, “less than”. */
const isThan = (item: Item | undefined): boolean => item?.key.endsWith('than') ?? false;

/** Growth steps: “month over month”, “year over year”. */
function overClause(reading: Reading, item: Item | undefined): boolean {
  const { draft } = reading;
  if (is(item, 'yearOverYear')) {
    draft.change = true;
    draft.compareTo = 'year_before';
    return true;
  }
  const step = OVER.find(([word]) => is(item, word));
  if (!step) return false;
  draft.change = true;
  draft.grain ??= step[1];
  return true;
}

const periodAhead = (reading: Reading, at: number): boolean =>
  reading.items.slice(at).some((item) => item.period?.kind === 'period');

/** Whether the thread is about a period. */
const hasPeriod = ({ thread }: Reading): boolean => thread !== null && thread.period.kind !== 'all';

/** A year before is the same days a year earlier; any other unit must be the period's own. */
function refer({ draft, refusals, thread }: Reading, unit: Grain | null): void {
  const main = draft.periods[0]?.period ?? thread?.period;
  const mainUnit = main ? unitOf(main.kind, 'unit' in main ? main.unit : null) : null;
  draft.compareTo = unit === 'year' && mainUnit !== 'year' ? 'year_before' : 'previous';
  if (unit && unit !== 'year' && mainUnit && unit !== mainUnit)
    refusals.push(`A ${mainUnit} cannot be held against a ${unit}. Please name both periods.`);
}

/** The calendar unit of a period, where it is one. */
function unitOf(kind: string, unit: Grain | null): Grain | null {
  if (kind === 'calendar') return unit;
  return kind === 'month' || kind === 'quarter' || kind === 'year' || kind === 'day' ? kind : null;
}
