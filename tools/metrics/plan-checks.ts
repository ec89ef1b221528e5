/** Combinations that have no answer, each refused with the reason and a way out. */
import type { ClarifyOption } from '../define-tool.ts';
import { type Day, daysFromTo } from '../periods/calendar.ts';
import type { Grain } from '../periods/period-expression.ts';
import type { DataBounds, Span } from '../periods/resolve-period.ts';
import { uncapital } from './capital.ts';
import { type MetricQuery, ofEverybody } from './metric-query.ts';
import { type Dimension, type Metric, partsOf, type SemanticModel } from './model.ts';
import type { PlannedFilter, Window } from './plan.ts';
import { BUCKET_DAYS, MAX_RECOUNTED } from './plan-axis.ts';
import type { PlanContext } from './plan-context.ts';
import { Refusal } from './refusal.ts';

/** More buckets than a person can read or a chart can show. */
const MAX_BUCKETS = 3_000;

/** A share needs something that adds up and a part to take; a running total of distinct things one period. */
export function checkTransform(query: MetricQuery, metrics: readonly Metric[], model: SemanticModel): void {
  const { transform, compareTo } = query;
  if (transform?.kind === 'share') {
    const average = metrics.find((metric) => metric.kind === 'ratio' || metric.format === 'percent');
    if (average)
      throw new Refusal(
        `${average.label} is a ratio: a share of it has no meaning. Ask for a share of a total.`,
      );
  }
  const part =
    query.by.length > 0 ||
    query.where.length > 0 ||
    query.grain !== undefined ||
    ofEverybody(query) ||
    (transform?.kind === 'share' && transform.within !== undefined);
  if (transform?.kind === 'share' && !part)
    throw new Refusal(
      'A share of what? Name a part (“share of revenue from …”) or a dimension (“share of revenue by …”).',
    );
  if (transform?.kind === 'average_per') checkAverage(query, metrics, transform.grain, model);
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

/** A mean over days needs something that each day has an amount of, and no other axis of time. */
function checkAverage(
  query: MetricQuery,
  metrics: readonly Metric[],
  grain: Grain,
  model: SemanticModel,
): void {
  const ratio = metrics.find(
    (metric) =>
      metric.format === 'percent' || partsOf(metric, model).length > 1 || metric.kind !== 'aggregate',
  );
  if (ratio)
    throw new Refusal(
      `${ratio.label} is worked out from other figures, so a mean of it over ${grain}s would weigh a quiet ${grain} like a busy one.`,
      [`${ratio.label} of the whole period`, `${ratio.label} by ${grain}`],
    );
  if (query.grain)
    throw new Refusal(
      `An average per ${grain} is one number for the period. Ask for it without “by ${query.grain}”, or for the values by ${grain}.`,
    );
  const others = query.having.find(({ metric }) => !query.metrics.includes(metric));
  if (others)
    throw new Refusal(
      `A condition on another metric does not go with an average per ${grain}. Set one on the average itself.`,
    );
}

/** A list without dates (the customers on file) has one size: that of now. */
export function checkTimeless(query: MetricQuery, metrics: readonly Metric[], model: SemanticModel): void {
  const timed =
    query.grain !== undefined ||
    query.period.kind !== 'all' ||
    (query.compareTo && query.compareTo.kind !== 'values');
  const undated = metrics.flatMap((metric) =>
    partsOf(metric, model).flatMap(({ source }) => {
      const { date, renewedBy } = model.sources.get(source) ?? {};
      return date === null ? [{ metric, renewedBy }] : [];
    }),
  )[0];
  if (!timed || !undated) return;
  const { metric, renewedBy } = undated;
  throw new Refusal(`${metric.label} is known as of the last ${renewedBy} only, not by period.`, [
    'How many customers bought something last month?',
    'New customers by month',
  ]);
}

/** A threshold on a share or a change needs an answer that has one. */
export function checkThresholds(
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

/** An axis longer than can be shown, or than can be counted anew bucket by bucket. */
export function checkBuckets(
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

/** Growth from Sunday to Sunday, or over a January that is left out, has no bucket before to be measured against. */
export function checkBucketsLeftOut(query: MetricQuery, filters: readonly PlannedFilter[]): void {
  const { transform, grain } = query;
  if (!grain || (transform?.kind !== 'growth' && transform?.kind !== 'rolling')) return;
  const left = filters.find(({ dimension: { kind, fixed } }) => {
    // Every week has its Mondays, every year its months.
    const recurs = (fixed?.length ?? 0) <= 7 ? BUCKET_DAYS.week : BUCKET_DAYS.year;
    return kind === 'time' && fixed !== null && BUCKET_DAYS[grain] < recurs;
  });
  if (!left) return;
  throw new Refusal(
    `With a condition on the ${uncapital(left.dimension.label)}, some ${grain}s are left out, so the ${grain} before is not always there to measure against. Ask for the values by ${grain}.`,
  );
}

/** "Returning" looks before the period: where the data begin with it, nobody can have bought before. */
export function needsHistory(
  query: MetricQuery,
  metrics: readonly Metric[],
  by: readonly Dimension[],
  from: Day | undefined,
  bounds: DataBounds | null,
  { model, vocabulary }: PlanContext,
): {
  readonly kind: 'clarify';
  readonly question: string;
  readonly options: readonly ClarifyOption[];
} | null {
  const buckets = query.grain !== undefined || query.transform?.kind === 'average_per';
  const starts = query.compareTo?.kind === 'periods' || buckets ? undefined : from;
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
