/** The days for which the sources of a query have data. */
import { maxDay, minDay } from '../periods/calendar.ts';
import { dayLabel } from '../periods/period-label.ts';
import type { DataBounds, Span } from '../periods/resolve-period.ts';
import { capital } from './capital.ts';
import type { PlanContext } from './plan-context.ts';

/** The days for which any of the sources has data. */
export function boundsOf(
  sources: readonly string[],
  { vocabulary, workspace, model }: PlanContext,
): DataBounds | null {
  const spans = sources.flatMap((id) => {
    // Sales are read up to the data clock: a stray date in the future is not the newest day.
    if (id === 'sales' && workspace.data) return [workspace.data];
    return model.sources.get(id)?.date ? (vocabulary.sources.get(id)?.bounds ?? []) : [];
  });
  return spans.reduce<DataBounds | null>(
    (hull, span) =>
      hull === null ? span : { from: minDay(hull.from, span.from), to: maxDay(hull.to, span.to) },
    null,
  );
}

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
