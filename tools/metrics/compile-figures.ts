/** The columns of an answer as SQL: metrics over their parts, and transforms of them over the buckets. */
import type { Transform } from './metric-query.ts';
import { type AggregateMetric, type Metric, partsOf, type SemanticModel } from './model.ts';
import { identifier } from './sql-text.ts';

/** How a part (an aggregate) is written where the metric is computed. */
export type PartSql = (part: AggregateMetric) => string;

/** True for a count or a sum, which over no rows is zero; an average or a maximum of nothing is nothing. */
export function startsAtZero(metric: Metric): boolean {
  return metric.kind === 'aggregate' && /^(sum|count)\(/.test(metric.expression);
}

/** The part with zero in the place of no rows, where that is its value. */
export function zeroOf(part: AggregateMetric, sql: string): string {
  return startsAtZero(part) ? `coalesce(${sql}, 0)` : sql;
}

/** A metric over its parts: ratios divide sums, never average ratios. */
export function metricSql(metric: Metric, model: SemanticModel, part: PartSql): string {
  switch (metric.kind) {
    case 'aggregate':
      return part(metric);
    case 'ratio':
      return `${inputSql(metric.numerator, model, part)}::numeric / nullif(${inputSql(metric.denominator, model, part)}, 0)`;
    case 'derived':
      return metric.formula.replace(/\{([a-z0-9_]+)\}/g, (_, id: string) => inputSql(id, model, part));
  }
}

function inputSql(id: string, model: SemanticModel, part: PartSql): string {
  const input = model.metrics.get(id);
  if (!input) throw new Error(`no metric ${id}`);
  const sql = metricSql(input, model, part);
  return input.kind === 'aggregate' ? sql : `(${sql})`;
}

/** What a transform needs to know to be written over the joined cells. */
export interface FigureContext {
  readonly model: SemanticModel;
  /** A part in the joined cells, and the same part of the whole (for a share). */
  readonly part: PartSql;
  readonly wholePart: PartSql;
  /** `partition by location` or '', and the bucket column. */
  readonly partition: string;
  readonly bucket: string | null;
  readonly transform: Transform | null;
}

/** The key of a transformed metric: `cumulative_revenue`; `share` and `growth` alone carry the name. */
export function transformKey(metric: Metric, transform: Transform, alone: boolean): string {
  const name = transform.kind;
  if (name === 'average_per') return `average_${metric.id}_per_${transform.grain}`;
  if (name === 'cumulative' || name === 'rolling') return `${name}_${metric.id}`;
  return alone ? name : `${metric.id}_${name}`;
}

/** The transformed metric as SQL, or null where the transform leaves no column. */
export function transformSql(metric: Metric, context: FigureContext): string | null {
  const { model, part, transform } = context;
  const value = metricSql(metric, model, part);
  switch (transform?.kind) {
    case undefined:
    // Taken over the buckets once they are figured out (compile-average.ts).
    case 'average_per':
      return null;
    case 'share':
      return `${inParens(value)}::numeric / nullif(${metricSql(metric, model, context.wholePart)}, 0)`;
    case 'cumulative':
      return metricSql(metric, model, (each) =>
        each.additive === 'never' ? part(each) : over('sum', part(each), context, 'unbounded'),
      );
    case 'rolling': {
      const rows = transform.window - 1;
      const summable = partsOf(metric, model).every((each) => each.additive !== 'never');
      const mean =
        metric.kind === 'aggregate' || !summable
          ? over('avg', value, context, rows)
          : metricSql(metric, model, (each) => over('sum', part(each), context, rows));
      return `case when ${over('count', '*', context, rows)} = ${transform.window} then ${mean} end`;
    }
    case 'growth': {
      const before = `lag(${value}) over (${windowOf(context)})`;
      return `(${value} - ${before}) / nullif(abs(${before}), 0)::numeric`;
    }
  }
}

const inParens = (sql: string): string => (/^\w+(\([^()]*\))?$/.test(sql) ? sql : `(${sql})`);

function over(
  name: 'sum' | 'avg' | 'count',
  sql: string,
  context: FigureContext,
  rowsBefore: number | 'unbounded',
): string {
  return `${name}(${sql}) over (${windowOf(context)} rows ${rowsBefore} preceding)`;
}

function windowOf({ partition, bucket }: FigureContext): string {
  return `${partition}order by ${bucket === null ? '1' : identifier(bucket)}`;
}
