/** Looks the metrics and dimensions of a query up, or refuses with what there is instead. */
import { closest } from 'fastest-levenshtein';
import { capital, uncapital } from './capital.ts';
import type { MetricQuery } from './metric-query.ts';
import { type Dimension, type Metric, partsOf, sourcesOf } from './model.ts';
import type { PlanContext } from './plan-context.ts';
import { Refusal } from './refusal.ts';

const FILL = {
  import: 'Load some with “walker import”.',
  refresh: 'Run “walker refresh” to make them.',
} as const;

/** The metric by id, or a refusal: unknown, or without data here. */
export function metricOf(id: string, { model, vocabulary }: PlanContext): Metric {
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
    const { label = part.source, renewedBy = 'import' } = model.sources.get(part.source) ?? {};
    if (!facts || facts.rows === 0)
      throw new Refusal(
        `${metric.label} cannot be told: this workspace has no ${label.replace(/^the /, '')} yet. ${FILL[renewedBy]}`,
      );
    if (facts.emptyMetrics.includes(part.id))
      throw new Refusal(
        renewedBy === 'refresh'
          ? `${metric.label} cannot be told: this workspace’s data did not allow it when it was last refreshed. “/walker scores” says why.`
          : `${metric.label} cannot be told: no ${uncapital(part.label)} are recorded in this workspace.`,
      );
  }
  return metric;
}

/** Metrics that only a threshold or the order names. */
export function hiddenMetrics(
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
export function splitBy(id: string, metrics: readonly Metric[], context: PlanContext): Dimension {
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
