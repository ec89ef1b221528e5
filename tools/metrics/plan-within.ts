/** The longer period that a share of time is a part of: "what share of 2019 revenue was made in December". */
import { dayLabel } from '../periods/period-label.ts';
import type { DataBounds } from '../periods/resolve-period.ts';
import { isPerKey } from './compile-filter.ts';
import { type MetricQuery, metricQuery } from './metric-query.ts';
import { type Metric, partsOf } from './model.ts';
import type { PlannedFilter, Window } from './plan.ts';
import type { PlanContext } from './plan-context.ts';
import { planWindows } from './plan-windows.ts';
import { Refusal } from './refusal.ts';

export interface PlannedWithin {
  readonly window: Window;
  readonly notes: readonly string[];
}

/** Resolves the longer period; null where none is asked for. Throws `Refusal` where the period is no part of it. */
export function planWithin(
  query: MetricQuery,
  part: Window | undefined,
  bounds: DataBounds | null,
  { workspace }: PlanContext,
): PlannedWithin | null {
  if (query.transform?.kind !== 'share' || !query.transform.within || !part) return null;
  if (query.by.length > 0 || query.grain || query.compareTo || query.transform.of)
    throw new Refusal(
      'A period’s share of a longer one is one number. Ask for it without a breakdown, or for the share by category or location.',
    );
  const whole = metricQuery.parse({ metrics: query.metrics, period: query.transform.within });
  const planned = planWindows(whole, workspace.today, bounds);
  if (planned.kind !== 'windows') throw new Refusal(planned.because);
  const [window] = planned.windows;
  if (!window?.read) return null;
  if (part.from < window.from || part.to > window.to || isSame(part, window))
    throw new Refusal(
      `${part.label} (${dayLabel(part.from)} to ${dayLabel(part.to)}) is not a part of ${window.label}, so it has no share of it.`,
    );
  return { window, notes: planned.notes };
}

const isSame = (one: Window, other: Window): boolean => one.from === other.from && one.to === other.to;

/** Figures that look before their period, and conditions on a whole customer, mean something else in each period. */
export function checkWithin(
  metrics: readonly Metric[],
  filters: readonly PlannedFilter[],
  { model }: PlanContext,
): void {
  const looksBack = metrics
    .flatMap((metric) => [metric, ...partsOf(metric, model)])
    .find(({ needsHistory }) => needsHistory !== null);
  const shifting = filters.find(({ dimension }) => dimension.needsHistory || isPerKey(dimension));
  const label = looksBack?.label ?? shifting?.dimension.label;
  if (label === undefined) return;
  throw new Refusal(
    `${label} is worked out anew for every period, so a part of a year cannot be held against the year by it. Ask for both numbers instead.`,
  );
}
