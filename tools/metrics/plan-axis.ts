/** The time axis of an answer: its grain where none is said, its lead-in, and how many groups it can carry. */
import { addUnits, type Day, daysFromTo, maxDay, startOf } from '../periods/calendar.ts';
import type { Grain } from '../periods/period-expression.ts';
import type { DataBounds, Span } from '../periods/resolve-period.ts';
import type { MetricQuery } from './metric-query.ts';
import type { Dimension } from './model.ts';
import type { PlanContext } from './plan-context.ts';

/** Days of a bucket, roughly. */
export const BUCKET_DAYS: Record<Grain, number> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

/** Buckets of a running total of distinct things: each reads everything before it again. */
export const MAX_RECOUNTED = 60;

/** Cells of groups by buckets that are read at most. */
const MAX_CELLS = 40_000;

/** Running totals and means need an axis; where none is said, one that gives a readable number of buckets. */
export function withGrain(query: MetricQuery, read: Span | null): MetricQuery {
  const running = query.transform?.kind === 'cumulative' || query.transform?.kind === 'rolling';
  if (query.grain || !running || !read) return query;
  return { ...query, grain: daysFromTo(read.from, read.to) < MAX_RECOUNTED ? 'day' : 'month' };
}

/** How many groups a time axis can carry where no limit is asked for; null where all of them fit. */
export function groupsOnAxis(
  query: MetricQuery,
  by: readonly Dimension[],
  read: Span | null,
  { vocabulary }: PlanContext,
): number | null {
  // A limit inside each bucket limits nothing that is read.
  const limited = query.limit !== undefined && query.each === undefined;
  if (!query.grain || !read || by.length === 0 || limited) return null;
  const buckets = Math.ceil(daysFromTo(read.from, read.to) / BUCKET_DAYS[query.grain]) + 1;
  const groups = by.reduce(
    (product, { id }) =>
      product * (vocabulary.isOpen(id) ? Number.POSITIVE_INFINITY : vocabulary.values(id).length + 1),
    1,
  );
  return groups * buckets > MAX_CELLS ? Math.max(10, Math.min(100, Math.floor(MAX_CELLS / buckets))) : null;
}

/** The first day to read so that a rolling mean or a growth has what it needs before its first bucket. */
export function leadFrom(
  query: MetricQuery,
  read: Span | null,
  bounds: DataBounds | null,
  windows: number,
): Day | null {
  const { transform, grain } = query;
  if (!transform || !grain || !read || !bounds || windows > 1) return null;
  const buckets = transform.kind === 'rolling' ? transform.window - 1 : transform.kind === 'growth' ? 1 : 0;
  if (buckets === 0) return null;
  const from = maxDay(addUnits(grain, startOf(grain, read.from), -buckets), startOf(grain, bounds.from));
  return from < read.from ? from : null;
}
