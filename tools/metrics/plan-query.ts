/** Looks every name of a metric query up, resolves its periods, and refuses what the data cannot say. */
import { closest } from 'fastest-levenshtein';
import type { ClarifyOption } from '../define-tool.ts';
import type { Workspace } from '../workspace.ts';
import { addUnits, type Day, daysFromTo, maxDay, minDay, startOf } from './calendar.ts';
import { capital, uncapital } from './capital.ts';
import type { Grain, MetricQuery } from './metric-query.ts';
import { type Dimension, type Metric, partsOf, type SemanticModel, sourcesOf } from './model.ts';
import type { Plan, PlannedFilter, Window } from './plan.ts';
import type { PlanContext } from './plan-context.ts';
import { planFilters } from './plan-filters.ts';
import { planWindows } from './plan-windows.ts';
import { Refusal } from './refusal.ts';
import type { DataBounds, Span } from './resolve-period.ts';

export type Planned =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'empty'; readonly because: string; readonly span: Span | null }
  | { readonly kind: 'clarify'; readonly question: string; readonly options: readonly ClarifyOption[] }
  | { readonly kind: 'refused'; readonly because: string; readonly suggestions: readonly string[] };

/** More buckets than a person can read or a chart can show. */
const MAX_BUCKETS = 3_000;

/** Buckets of a running total of distinct things: each reads everything before it again. */
const MAX_RECOUNTED = 60;

/** Groups of an answer where no limit is asked for. A file may hold more. */
const SHOWN_GROUPS = 1_000;

/** Plans the query, with at most `maxGroups` groups where it has no limit of its own. Pure apart from look-ups of values that the vocabulary does not hold. */
export async function planQuery(
  query: MetricQuery,
  context: PlanContext,
  maxGroups: number = SHOWN_GROUPS,
): Promise<Planned> {
  try {
    return await plan(normalise(query), context, maxGroups);
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
  checkTransform(asked, metrics, model);
  const bounds = boundsOf(sources, context);
  if (bounds === null && sources.every((id) => model.sources.get(id)?.date === null))
    checkTimeless(asked, metrics);
  const windows = planWindows(asked, workspace.today, bounds ?? timelessBounds(workspace));
  if (windows.kind === 'empty') return windows;
  if (windows.kind === 'refused') throw new Refusal(windows.because);
  const query = withGrain(asked, windows.windows[0]?.read ?? null);
  const history = needsHistory(query, [...metrics, ...hidden], by, windows.windows[0]?.from, bounds, context);
  if (history) return history;
  checkBuckets(query, [...metrics, ...hidden], windows.windows[0]?.read ?? null, model);
  checkThresholds(query, windows);
  const comparedValues: MetricQuery['where'] =
    query.compareTo?.kind === 'values'
      ? [{ dimension: query.compareTo.dimension, op: 'in', values: query.compareTo.values }]
      : [];
  const filters = await planFilters([...query.where, ...comparedValues], metrics, sources, context);
  const whole = await planWhole(query, metrics, sources, filters.bySource, context);
  const groups = groupsOnAxis(query, by, windows.windows[0]?.read ?? null, context);
  return {
    kind: 'plan',
    plan: {
      query: {
        ...query,
        where: filters.resolved.slice(0, query.where.length),
        ...(groups === null ? {} : { limit: groups }),
      },
      metrics,
      hidden,
      by,
      windows: windows.windows,
      filters: filters.bySource,
      whole,
      wholeByBucket: query.grain !== undefined && (by.length > 0 || query.where.length > 0),
      leadFrom: leadFrom(query, windows.windows[0]?.read ?? null, bounds, windows.windows.length),
      maxGroups,
      timezone: workspace.timezone,
      notes: [
        ...windows.notes,
        ...filters.notes,
        ...(groups === null ? [] : [`Only the ${groups} largest groups are read.`]),
        ...coverageNotes(sources, windows.windows[0]?.read ?? null, context),
      ],
    },
  };
}

/** The metric by id, or a refusal: unknown, or without data here. */
function metricOf(id: string, { model, vocabulary }: PlanContext): Metric {
  const metric = model.metrics.get(id);
  if (!metric) {
    const known = [...model.metrics.values()].filter(({ hidden }) => !hidden);
    const near = closest(
      id,
      known.map((each) => each.id),
    );
    throw new Refusal(
      `I know no metric called “${id}”. The nearest is “${model.metrics.get(near)?.label ?? near}”.`,
    );
  }
  for (const part of partsOf(metric, model)) {
    const facts = vocabulary.sources.get(part.source);
    const label = model.sources.get(part.source)?.label ?? part.source;
    if (!facts || facts.rows === 0)
      throw new Refusal(
        `${metric.label} cannot be told: this workspace has no ${label.replace(/^the /, '')} yet. Load some with “walker import”.`,
      );
    if (facts.emptyMetrics.includes(part.id))
      throw new Refusal(
        `${metric.label} cannot be told: no ${uncapital(part.label)} are recorded in this workspace.`,
      );
  }
  return metric;
}

/** Metrics that only a threshold or the order names. */
function hiddenMetrics(
  query: MetricQuery,
  metrics: readonly Metric[],
  context: PlanContext,
): readonly Metric[] {
  const named = [...query.having.map(({ metric }) => metric), ...(query.order ? [query.order.by] : [])];
  const asked = new Set([...metrics.map(({ id }) => id), ...query.by, ...TRANSFORMED, query.grain, 'time']);
  const missing = [...new Set(named)].filter((id) => !asked.has(id));
  return missing.map((id) => metricOf(id, context));
}

/** Names by which order and thresholds mean what is made of a metric. */
const TRANSFORMED: readonly string[] = ['share', 'growth', 'difference', 'change'];

/** The dimension by id, reachable and filled in every source of the metrics, or a refusal that says where it is not. */
function splitBy(id: string, metrics: readonly Metric[], context: PlanContext): Dimension {
  const { model, vocabulary } = context;
  const dimension = vocabulary.dimensions.get(id) ?? model.dimensions.get(id);
  if (!dimension) throw new Refusal(`I know no dimension called “${id}”.`, offerDimensions(metrics, context));
  const name = uncapital(dimension.label);
  if (dimension.kind === 'number')
    throw new Refusal(
      `${dimension.label} is a number: use it in a condition (“${name} over 100”), not to break down by.`,
    );
  const reached = vocabulary.sourcesOf(id);
  for (const metric of metrics) {
    const missing = sourcesOf(metric, model).find((source) => !reached.includes(source));
    if (missing === undefined) continue;
    const label = model.sources.get(missing)?.label ?? missing;
    const because =
      reached.length === 0
        ? `No ${dimension.plural.toLowerCase()} are recorded in this workspace.`
        : `${capital(label)} ${label.endsWith('s') ? 'are' : 'is'} not recorded by ${name}, so ${metric.label} cannot be broken down by it.`;
    throw new Refusal(because, offerDimensions(metrics, context));
  }
  return dimension;
}

/** Sentences that name dimensions which fit. */
function offerDimensions(metrics: readonly Metric[], context: PlanContext): readonly string[] {
  const fitting = dimensionsFor(metrics, context)
    .slice(0, 5)
    .map(({ label }) => uncapital(label));
  return fitting.length === 0
    ? []
    : [`${metrics[0]?.label ?? 'It'} can be broken down by ${fitting.join(', ')}.`];
}

/** Dimensions that every source of the metrics has values for, numbers and personal ones left out. */
export function dimensionsFor(
  metrics: readonly Metric[],
  { model, vocabulary }: PlanContext,
): readonly Dimension[] {
  const sources = metrics.flatMap((metric) => sourcesOf(metric, model));
  return [...vocabulary.dimensions.values()].filter(
    ({ id, kind, personal }) =>
      kind !== 'number' && !personal && sources.every((source) => vocabulary.sourcesOf(id).includes(source)),
  );
}

function checkTransform(query: MetricQuery, metrics: readonly Metric[], model: SemanticModel): void {
  const { transform, compareTo } = query;
  if (transform?.kind === 'share') {
    const average = metrics.find((metric) => metric.kind === 'ratio' || metric.format === 'percent');
    if (average)
      throw new Refusal(
        `${average.label} is a ratio: a share of it has no meaning. Ask for a share of a total.`,
      );
  }
  if (transform?.kind === 'cumulative' && compareTo && compareTo.kind !== 'values') {
    const distinct = metrics.find((metric) =>
      partsOf(metric, model).some(({ additive }) => additive === 'never'),
    );
    if (distinct)
      throw new Refusal(
        `${distinct.label} cannot be summed up over time, so a running total of two periods side by side is not possible. Ask for one period.`,
      );
  }
}

/** A list without dates (the customers on file) has one size: that of now. */
function checkTimeless(query: MetricQuery, metrics: readonly Metric[]): void {
  const timed =
    query.grain !== undefined ||
    query.period.kind !== 'all' ||
    (query.compareTo && query.compareTo.kind !== 'values');
  const [metric] = metrics;
  if (!timed || !metric) return;
  throw new Refusal(`${metric.label} is known as of the last import only, not by period.`, [
    'How many customers bought something last month?',
    'New customers by month',
  ]);
}

/** The days for which any of the sources has data. */
function boundsOf(
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

function timelessBounds({ data, today }: Workspace): DataBounds {
  return data ?? { from: today, to: today };
}

/** A threshold on a share or a change needs an answer that has one. */
function checkThresholds(
  query: MetricQuery,
  { windows, notes }: { windows: readonly Window[]; notes: readonly string[] },
): void {
  const sideBySide =
    windows.length === 2 &&
    windows.every(({ read }) => read !== null) &&
    (query.by.length > 0 || query.grain);
  const has: Readonly<Record<string, boolean>> = {
    share: query.transform?.kind === 'share',
    growth: query.transform?.kind === 'growth' || Boolean(sideBySide),
    difference: Boolean(sideBySide),
    change: Boolean(sideBySide),
  };
  const missing = query.having.find(({ metric }) => has[metric] === false)?.metric;
  if (missing === undefined) return;
  throw new Refusal(
    missing === 'share'
      ? 'There is no share in this answer to set a threshold on: ask for the share by a dimension.'
      : (notes[0] ?? 'A threshold on a change needs two periods, and groups or months to compare.'),
  );
}

/** Running totals and means need an axis; where none is said, one that gives a readable number of buckets. */
function withGrain(query: MetricQuery, read: Span | null): MetricQuery {
  const running = query.transform?.kind === 'cumulative' || query.transform?.kind === 'rolling';
  if (query.grain || !running || !read) return query;
  return { ...query, grain: daysFromTo(read.from, read.to) < MAX_RECOUNTED ? 'day' : 'month' };
}

/** Cells of groups by buckets that are read at most. */
const MAX_CELLS = 40_000;

/** How many groups a time axis can carry where no limit is asked for; null where all of them fit. */
function groupsOnAxis(
  query: MetricQuery,
  by: readonly Dimension[],
  read: Span | null,
  { vocabulary }: PlanContext,
): number | null {
  if (!query.grain || !read || by.length === 0 || query.limit !== undefined) return null;
  const buckets = Math.ceil(daysFromTo(read.from, read.to) / BUCKET_DAYS[query.grain]) + 1;
  const groups = by.reduce(
    (product, { id }) =>
      product * (vocabulary.isOpen(id) ? Number.POSITIVE_INFINITY : vocabulary.values(id).length + 1),
    1,
  );
  return groups * buckets > MAX_CELLS ? Math.max(10, Math.min(100, Math.floor(MAX_CELLS / buckets))) : null;
}

const BUCKET_DAYS: Record<Grain, number> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

function checkBuckets(
  query: MetricQuery,
  metrics: readonly Metric[],
  read: Span | null,
  model: SemanticModel,
): void {
  if (!query.grain || !read) return;
  const buckets = Math.ceil(daysFromTo(read.from, read.to) / BUCKET_DAYS[query.grain]);
  const distinct = metrics.find((metric) =>
    partsOf(metric, model).some(({ additive }) => additive === 'never'),
  );
  if (query.transform?.kind === 'cumulative' && distinct && buckets > MAX_RECOUNTED)
    throw new Refusal(
      `${distinct.label} must be counted anew for every ${query.grain} of a running total. Ask for it by month, or for a shorter period.`,
    );
  if (buckets > MAX_BUCKETS)
    throw new Refusal(`That would be ${buckets} ${query.grain}s. Ask for a shorter period, or by month.`);
}

/** "Returning" looks before the period: where the data begin with it, nobody can have bought before. */
function needsHistory(
  query: MetricQuery,
  metrics: readonly Metric[],
  by: readonly Dimension[],
  from: Day | undefined,
  bounds: DataBounds | null,
  { model, vocabulary }: PlanContext,
): Planned | null {
  const starts = query.compareTo?.kind === 'periods' || query.grain !== undefined ? undefined : from;
  if (!starts || !bounds || starts > bounds.from) return null;
  const parts = metrics.flatMap((metric) => [metric, ...partsOf(metric, model)]);
  const metric = parts.find((each) => each.needsHistory !== null);
  const dimensions = [
    ...by,
    ...query.where.flatMap(({ dimension }) => vocabulary.dimensions.get(dimension) ?? []),
  ];
  if (!metric && !dimensions.some((dimension) => dimension.needsHistory)) return null;
  const instead = metrics.map((each) => each.needsHistory ?? each.id);
  const repeat = metric ? model.metrics.get(instead[0] ?? '') : undefined;
  const options: ClarifyOption[] = [
    { label: 'Month by month', call: { tool: 'sql_analytics', args: { ...query, grain: 'month' } } },
    ...(repeat
      ? [{ label: repeat.label, call: { tool: 'sql_analytics', args: { ...query, metrics: instead } } }]
      : []),
  ];
  return {
    kind: 'clarify',
    question: `The period begins with the data, so nobody can have bought before it. Which do you mean?`,
    options,
  };
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
  const { of } = query.transform;
  if (of) return (await planFilters(of, metrics, sources, context)).bySource;
  return query.by.length > 0 || query.grain ? filters : new Map();
}

function leadFrom(
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

/** Sources whose data do not cover what is read: spend that ends a month before sales do. */
function coverageNotes(
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
      ...(bounds.from > read.from ? [`${label} is loaded from ${bounds.from} only.`] : []),
      ...(bounds.to < read.to ? [`${label} is loaded until ${bounds.to} only.`] : []),
    ];
  });
}
