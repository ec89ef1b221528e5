/**
 * The metric query: the one typed form of a question about numbers, whoever writes it (rules, model,
 * button, person). `compile.ts` turns it into parameterised SQL over the semantic model.
 */
import { z } from 'zod';
import { gate } from '../audience/gate.ts';
import { GRAINS, periodExpression } from '../periods/period-expression.ts';

export const FILTER_OPS = ['in', 'not_in', 'contains', '>', '>=', '<', '<=', 'between'] as const;

const filter = z.object({
  dimension: z.string(),
  /**
   * `in` and `not_in` for values (`not_in` keeps rows whose value is unknown), `contains` for text, the others
   * for dimensions of kind `number` (`order_value > 100`, `age_years between 30 and 40`, both ends included).
   */
  op: z.enum(FILTER_OPS),
  /** Values as stored (the rules and the model resolve spelling first); a number is written "100". */
  values: z.array(z.string()).min(1).max(200),
});
export type Filter = z.infer<typeof filter>;

/** A threshold on a metric of the result ("categories with revenue over 200,000"). */
const threshold = z.object({
  metric: z.string(),
  op: z.enum(['>', '>=', '<', '<=', '=', 'between']),
  value: z.number(),
  /** Upper end for `between`. */
  upper: z.number().optional(),
});
export type Threshold = z.infer<typeof threshold>;

const comparison = z.discriminatedUnion('kind', [
  /** The period of equal length right before (calendar-aligned for calendar periods). */
  z.object({ kind: z.literal('previous') }),
  /** The same period one year earlier. */
  z.object({ kind: z.literal('year_before') }),
  /** Named periods side by side, in the order said; `period` is then absent. */
  z.object({
    kind: z.literal('periods'),
    periods: z.array(periodExpression).min(2).max(12),
    labels: z.array(z.string()).optional(),
  }),
  /** Values of one dimension side by side, in the order said. */
  z.object({ kind: z.literal('values'), dimension: z.string(), values: z.array(z.string()).min(2).max(20) }),
]);
export type Comparison = z.infer<typeof comparison>;

const transform = z.discriminatedUnion('kind', [
  /**
   * Each row's part of the total of all rows; with `of` the part that the filtered rows are of the unfiltered total;
   * with `within` the part that the period is of that longer one ("December's share of 2019").
   */
  z.object({
    kind: z.literal('share'),
    of: z.array(filter).optional(),
    within: periodExpression.optional(),
    /** The whole is of all customers, not only of `people`: "repeat customers' share of revenue". */
    everybody: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('cumulative') }),
  /** Mean over the `window` buckets that end with each. */
  z.object({ kind: z.literal('rolling'), window: z.number().int().min(2).max(366) }),
  /** Change against the bucket before, as difference and ratio. */
  z.object({ kind: z.literal('growth') }),
  /** Mean of the value a day, week, … over the period; days on which nothing happened count as zero. */
  z.object({ kind: z.literal('average_per'), grain: z.enum(GRAINS) }),
]);
export type Transform = z.infer<typeof transform>;

/** Whether the query asks for the part that its `people` are of everybody. */
export const ofEverybody = ({
  transform: asked,
  people,
}: Pick<MetricQuery, 'transform' | 'people'>): boolean =>
  people !== undefined && asked?.kind === 'share' && asked.everybody === true;

export const metricQuery = z.object({
  /** Metric ids of the semantic model. */
  metrics: z.array(z.string()).min(1).max(5),
  /** Dimension ids; at most two. */
  by: z.array(z.string()).max(2).default([]),
  /** A time axis besides `by`. */
  grain: z.enum(GRAINS).optional(),
  where: z.array(filter).max(20).default([]),
  having: z.array(threshold).max(5).default([]),
  /** Only what the customers who pass this gate did. Written out here, it would double what a model reads of a query. */
  people: z
    .unknown()
    .pipe(gate)
    .optional()
    .describe('Only what the customers who pass this gate did: a gate as hybrid_discovery takes it.'),
  period: periodExpression.default({ kind: 'all' }),
  compareTo: comparison.optional(),
  transform: transform.optional(),
  order: z.object({ by: z.string(), direction: z.enum(['asc', 'desc']) }).optional(),
  limit: z.number().int().min(1).max(1000).optional(),
  /** Of the ranking, the row at this place alone: 2 for "the second best quarter". Needs `order`. */
  place: z
    .number()
    .int()
    .min(2)
    .max(1000)
    .describe('The one row at this place of the ordered rows: 2 for the second best.')
    .optional(),
  /**
   * The limit (or place) holds in every value of this dimension of `by`, or in every bucket of the time axis
   * ("time"): "top 2 categories in each location".
   */
  each: z
    .string()
    .describe('A dimension of `by`, or "time" for the axis: the limit holds in each of its values.')
    .optional(),
  /** How many rows the answer would have, in the place of the rows ("how many categories have revenue over …"). */
  count: z.boolean().optional(),
  /** How the answer is to be shown; the numbers are the same. */
  view: z.enum(['auto', 'table', 'chart']).default('auto'),
});
export type MetricQuery = z.infer<typeof metricQuery>;
/** A metric query as written, before defaults. */
export type MetricQueryInput = z.input<typeof metricQuery>;
