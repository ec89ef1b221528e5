/** Looks every name of a metric query up, resolves its periods, and refuses what the data cannot say. */
import type { ClarifyOption } from '../define-tool.ts';
import type { Span } from '../periods/resolve-period.ts';
import { uncapital } from './capital.ts';
import { checkEach, checkEachSize } from './each-group.ts';
import type { MetricQuery } from './metric-query.ts';
import { type Dimension, type Metric, sourcesOf } from './model.ts';
import type { Plan, PlannedFilter } from './plan.ts';
import { groupsOnAxis, leadFrom, withGrain } from './plan-axis.ts';
import { boundsOf, coverageNotes } from './plan-bounds.ts';
import {
  checkBuckets,
  checkBucketsLeftOut,
  checkThresholds,
  checkTimeless,
  checkTransform,
  needsHistory,
} from './plan-checks.ts';
import type { PlanContext } from './plan-context.ts';
import { checkCount, conditionNotes, withCount } from './plan-count.ts';
import { planFilters } from './plan-filters.ts';
import {
  checkContradictions,
  checkCountedByItself,
  checkSamePeriods,
  orderBounds,
  withoutSettledGroups,
} from './plan-guards.ts';
import { hiddenMetrics, metricOf, splitBy } from './plan-names.ts';
import { planPeople } from './plan-people.ts';
import { planWindows } from './plan-windows.ts';
import { checkWithin, planWithin } from './plan-within.ts';
import { Refusal } from './refusal.ts';

export type Planned =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'empty'; readonly because: string; readonly span: Span | null }
  | { readonly kind: 'clarify'; readonly question: string; readonly options: readonly ClarifyOption[] }
  | { readonly kind: 'refused'; readonly because: string; readonly suggestions: readonly string[] };

/** Groups of an answer where no limit is asked for. A file may hold more. */
const SHOWN_GROUPS = 1_000;

/**
 * Plans the query, with at most `maxGroups` groups where it has no limit of its own. Pure apart from look-ups of
 * values that the vocabulary does not hold.
 */
export async function planQuery(
  query: MetricQuery,
  context: PlanContext,
  maxGroups: number = SHOWN_GROUPS,
): Promise<Planned> {
  try {
    const ordered = orderBounds(withoutSettledGroups(withCount(normalise(query))));
    const planned = await plan(ordered.query, context, maxGroups);
    if (planned.kind !== 'plan' || ordered.notes.length === 0) return planned;
    return {
      kind: 'plan',
      plan: { ...planned.plan, notes: [...planned.plan.notes, ...ordered.notes] },
    };
  } catch (error) {
    if (error instanceof Refusal)
      return { kind: 'refused', because: error.message, suggestions: error.suggestions };
    throw error;
  }
}

/** Queries that say the same thing get the same form: growth without an axis is a comparison. */
function normalise(query: MetricQuery): MetricQuery {
  const { transform, grain, compareTo, by } = query;
  const dimensions =
    compareTo?.kind === 'values' && !by.includes(compareTo.dimension) ? [compareTo.dimension, ...by] : by;
  const wanted = { ...query, metrics: [...new Set(query.metrics)], by: [...new Set(dimensions)] };
  if (transform?.kind !== 'growth') return wanted;
  const { transform: _, ...plain } = wanted;
  if (!grain) return { ...plain, compareTo: compareTo ?? { kind: 'previous' } };
  return compareTo && compareTo.kind !== 'values' ? plain : wanted;
}

async function plan(asked: MetricQuery, context: PlanContext, maxGroups: number): Promise<Planned> {
  const { model, workspace } = context;
  const metrics = asked.metrics.map((id) => metricOf(id, context));
  const hidden = hiddenMetrics(asked, metrics, context);
  const sources = [...new Set([...metrics, ...hidden].flatMap((metric) => sourcesOf(metric, model)))];
  const by = asked.by.map((id) => splitBy(id, [...metrics, ...hidden], context));
  if (by.length > 2) throw new Refusal('An answer can be broken down by two dimensions at most.');
  checkCountedByItself(metrics, by, model);
  checkCount(asked, by);
  checkEach(asked);
  checkTransform(asked, metrics, model);
  const bounds = boundsOf([...metrics, ...hidden], sources, context);
  if (sources.some((id) => model.sources.get(id)?.date === null))
    checkTimeless(asked, [...metrics, ...hidden], model);
  const { today, data } = workspace;
  const windows = planWindows(asked, today, bounds ?? data ?? { from: today, to: today });
  if (windows.kind === 'empty') return windows;
  if (windows.kind === 'refused') throw new Refusal(windows.because);
  checkSamePeriods(asked, windows.windows);
  const read = windows.windows[0]?.read ?? null;
  const query = withGrain(asked, read);
  const history = needsHistory(query, [...metrics, ...hidden], by, windows.windows[0]?.from, bounds, context);
  if (history) return history;
  checkBuckets(query, [...metrics, ...hidden], read, model);
  checkThresholds(query, windows);
  const within = planWithin(query, windows.windows[0], bounds, context);
  const comparedValues: MetricQuery['where'] =
    query.compareTo?.kind === 'values'
      ? [{ dimension: query.compareTo.dimension, op: 'in', values: query.compareTo.values }]
      : [];
  const filters = await planFilters([...query.where, ...comparedValues], metrics, sources, context);
  checkContradictions(filters.resolved, metrics, context.vocabulary);
  const narrowing = [...filters.bySource.values()].flat();
  if (within) checkWithin(metrics, narrowing, context);
  checkBucketsLeftOut(query, narrowing);
  const people = planPeople(query, sources, context);
  const whole = await planWhole(query, metrics, sources, filters.bySource, context);
  const groups = groupsShown(query, by, read, context);
  return {
    kind: 'plan',
    plan: {
      query: {
        ...query,
        where: filters.resolved.slice(0, query.where.length),
        ...(groups === null ? {} : { limit: groups }),
        ...(query.compareTo?.kind === 'values'
          ? { compareTo: { ...query.compareTo, values: filters.resolved.at(-1)?.values ?? [] } }
          : {}),
      },
      metrics,
      hidden,
      by,
      windows: windows.windows,
      filters: filters.bySource,
      people,
      whole,
      within: within?.window ?? null,
      wholeByBucket:
        query.grain !== undefined &&
        (by.length > 0 || (query.transform?.kind === 'share' && query.transform.of !== undefined)),
      wholeByGroup: wholeByGroup(query),
      leadFrom: leadFrom(query, read, bounds, windows.windows.length),
      maxGroups,
      uncompared: windows.uncompared ?? null,
      timezone: workspace.timezone,
      notes: [
        ...windows.notes,
        ...(within?.notes ?? []),
        ...filters.notes,
        ...conditionNotes({ query, by }),
        ...(wholeByGroup(query) ? [`The share is of each ${listedBy(by)}’s own, not of all together.`] : []),
        ...(groups === null ? [] : [`Only the ${groups} largest groups are read.`]),
        ...coverageNotes(sources, read, context),
      ],
    },
  };
}

/** How many groups are read at most on a time axis; null where all of them are. */
function groupsShown(
  query: MetricQuery,
  by: readonly Dimension[],
  read: Span | null,
  context: PlanContext,
): number | null {
  const groups = groupsOnAxis(query, by, read, context);
  if (groups === null || query.each === undefined) return groups;
  checkEachSize(query, by);
  return null;
}

const listedBy = (by: readonly Dimension[]): string => by.map(({ label }) => uncapital(label)).join(' and ');

/** A named part is taken from each group's own; a part that is one of the groups can only be of them all. */
function wholeByGroup({ transform, by, where }: MetricQuery): boolean {
  if (transform?.kind !== 'share' || !transform.of || by.length === 0) return false;
  const whole = transform.of.map(({ dimension }) => dimension);
  const part = where.filter(({ dimension }) => !whole.includes(dimension));
  return part.length > 0 && part.every(({ dimension }) => !by.includes(dimension));
}

/** What a share is a part of: the rows without the dimensions; with `of`, under those filters instead. */
async function planWhole(
  query: MetricQuery,
  metrics: readonly Metric[],
  sources: readonly string[],
  filters: ReadonlyMap<string, readonly PlannedFilter[]>,
  context: PlanContext,
): Promise<Plan['whole']> {
  if (query.transform?.kind !== 'share') return null;
  const { of, within } = query.transform;
  if (of) return (await planFilters(of, metrics, sources, context)).bySource;
  return query.by.length > 0 || query.grain || within ? filters : new Map();
}
