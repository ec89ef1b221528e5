/** The days for which the sources of a query have data. */
import { type Day, maxDay, minDay } from '../periods/calendar.ts';
import { dayLabel } from '../periods/period-label.ts';
import type { DataBounds, Span } from '../periods/resolve-period.ts';
import { capital } from './capital.ts';
import { type Metric, sourcesOf } from './model.ts';
import type { PlanContext } from './plan-context.ts';

/**
 * The days for which any of the sources has data; for a ratio that the model does not name, those for which all of them
 * do: a year of sales over a month of visits says nothing. What it names (ROAS) was thought about, and has a note.
 */
export function boundsOf(
  metrics: readonly Metric[],
  sources: readonly string[],
  { vocabulary, workspace, model }: PlanContext,
): DataBounds | null {
  const divides = metrics.some(
    (metric) => !model.metrics.has(metric.id) && sourcesOf(metric, model).length > 1,
  );
  const spans = sources.flatMap((id) => {
    // Sales are read up to the data clock: a stray date in the future is not the newest day.
    if (id === 'sales' && workspace.data) return [workspace.data];
    return model.sources.get(id)?.date ? (vocabulary.sources.get(id)?.bounds ?? []) : [];
  });
  const hull = joined(spans, minDay, maxDay);
  const common = divides ? joined(spans, maxDay, minDay) : null;
  return common && common.from <= common.to ? common : hull;
}

const joined = (
  spans: readonly DataBounds[],
  from: (one: Day, other: Day) => Day,
  to: (one: Day, other: Day) => Day,
): DataBounds | null =>
  spans.reduce<DataBounds | null>(
    (so, span) => (so === null ? span : { from: from(so.from, span.from), to: to(so.to, span.to) }),
    null,
  );

/** Sources whose data do not cover what is read: spend that ends a month before sales do. */
export function coverageNotes(
  sources: readonly string[],
  read: Span | null,
  context: PlanContext,
): readonly string[] {
  if (!read || sources.length < 2) return [];
  return sources.flatMap((id) => {
    const label = capital(context.model.sources.get(id)?.label ?? id);
    const bounds = context.vocabulary.sources.get(id)?.bounds;
    if (!bounds) return [];
    return [
      ...(bounds.from > read.from ? [`${label} is loaded from ${dayLabel(bounds.from)} only.`] : []),
      ...(bounds.to < read.to ? [`${label} is loaded until ${dayLabel(bounds.to)} only.`] : []),
    ];
  });
}
