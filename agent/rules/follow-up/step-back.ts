/** “and the month before?”: the same question, one unit earlier. */
import type { MetricQuery } from '../../../tools/metrics/metric-query.ts';
import type { Clock } from '../dates/calendar.ts';
import { is } from '../item.ts';
import type { Parsed } from '../parse.ts';
import type { Fragment } from './fragment.ts';
import { unitBefore, yearBefore } from './merge-period.ts';

const UNITS = [
  ['previousDay', 'day'],
  ['previousWeek', 'week'],
  ['previousMonth', 'month'],
  ['previousQuarter', 'quarter'],
  ['previousYear', 'year'],
] as const;

/** The last query a unit earlier where the fragment says just that; null otherwise. */
export function stepBack(
  fragment: Fragment,
  part: Parsed,
  last: MetricQuery,
  clock: Clock,
): MetricQuery | null {
  const said = fragment.items.filter((item) => !is(item, 'prep') && !is(item, 'stop') && item.key !== '');
  const [only] = said;
  if (!only || said.length !== 1 || part.draft.compare || last.compareTo) return null;
  const unit = UNITS.find(([word]) => is(only, word))?.[1];
  if (!unit) return null;
  // A year before December is December of the year before, and not the twelve months in between.
  const period =
    unitBefore(last.period, unit, clock) ?? (unit === 'year' ? yearBefore(last.period, clock) : null);
  return period ? { ...last, period } : null;
}
