/**
 * The semantic model: what the team's words mean, as SQL. Written in `model.yml` (docs/semantic-model.md),
 * read once at start.
 */
import type { Format } from '../../cards/format.ts';

/** A table that facts are counted in. Its id is its alias in every expression. */
export interface Source {
  readonly id: string;
  readonly table: string;
  /** "marketing spend": how a refusal names it. */
  readonly label: string;
  /** Expression of the day a row belongs to; null where rows have none (the customer list). */
  readonly date: string | null;
  readonly attributes: string | null;
  /** What fills it: “walker import”, or “walker refresh”. */
  readonly renewedBy: 'import' | 'refresh';
  readonly joins: ReadonlyMap<string, Join>;
}

/** Another table that a source reaches, under its alias. Always a left join within the tenant. */
interface Join {
  readonly alias: string;
  readonly table: string;
  readonly on: string;
  readonly attributes: string | null;
}

/** `always` sums over any groups; `time` over buckets only (an order touches several categories); `never` (distinct people). */
type Additivity = 'always' | 'time' | 'never';

/** `money` is in the workspace's currency; `times` is a ratio written 3.4×. */
type MetricFormat = 'money' | 'integer' | 'number' | 'decimal' | 'percent' | 'times';

interface MetricBase {
  readonly id: string;
  readonly label: string;
  /** The definition shown to people. */
  readonly description: string;
  /** Other words for it, lower case. */
  readonly synonyms: readonly string[];
  readonly format: MetricFormat;
  readonly good: 'up' | 'down' | 'neutral';
  readonly additive: Additivity;
  /** "order", "orders": follows a count in a sentence. */
  readonly unit: { readonly one: string; readonly many: string } | null;
  /** A part of other metrics that people do not ask for. */
  readonly hidden: boolean;
  /** Its column may be empty in a workspace; then the metric is not offered there. */
  readonly optional: boolean;
  /**
   * Set where the metric looks at what happened before the period; the id of the metric to offer where the
   * period begins with the data, so that nothing can have happened before.
   */
  readonly needsHistory: string | null;
  /** The one value of a dimension that it counts, by dimension id: a filter that leaves it out leaves nothing. */
  readonly about: Readonly<Record<string, string>>;
}

/** An aggregate over one source; with `per`, over `measure` computed per key (order, customer) first. */
export interface AggregateMetric extends MetricBase {
  readonly kind: 'aggregate';
  readonly source: string;
  readonly expression: string;
  readonly per: { readonly key: string; readonly measure: string } | null;
}

/** Ratio of two metrics, each aggregated before dividing. */
export interface RatioMetric extends MetricBase {
  readonly kind: 'ratio';
  readonly numerator: string;
  readonly denominator: string;
}

/** A formula over other metrics: `{revenue} - {spend}`. */
interface DerivedMetric extends MetricBase {
  readonly kind: 'derived';
  readonly formula: string;
  readonly inputs: readonly string[];
}

export type Metric = AggregateMetric | RatioMetric | DerivedMetric;

export interface ValueWords {
  readonly label: string;
  /** Other words for the value, lower case. */
  readonly synonyms: readonly string[];
}

export interface Dimension {
  readonly id: string;
  readonly label: string;
  readonly plural: string;
  readonly synonyms: readonly string[];
  /** `number` dimensions are for filters with numeric operators only; `time` are parts of the date. */
  readonly kind: 'categorical' | 'number' | 'time';
  /** A source uses the first expression it can reach. */
  readonly expressions: readonly string[];
  /** An aggregate per key (order value, orders of a customer): filters keep the keys that fit. */
  readonly per: string | null;
  /** The key of an ad-hoc dimension over imported extra columns; bound as a parameter. */
  readonly attribute: string | null;
  /** A number that is an amount in the workspace's currency. */
  readonly money: boolean;
  /** Identifies a person: exports need the analyst role and go by direct message. */
  readonly personal: boolean;
  /** Too many values to list: a value is looked up instead. */
  readonly open: boolean;
  /** Sources that a filter may narrow alone where a ratio's other source does not know the value. */
  readonly narrowsAlone: readonly string[];
  /** The values there can be, in their natural order, where the expression makes them. */
  readonly fixed: readonly string[] | null;
  /** Words for stored values, by stored value. */
  readonly values: ReadonlyMap<string, ValueWords>;
  readonly needsHistory: boolean;
  /** How a condition on a number begins in a sentence: "from customers who spent", on a weekday: "on"; null for "with <label>". */
  readonly condition: string | null;
}

export interface SemanticModel {
  readonly sources: ReadonlyMap<string, Source>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly dimensions: ReadonlyMap<string, Dimension>;
}

/** How a metric's values are written for people. `currency` is the workspace's. */
export function formatOf(metric: Metric, currency: string): Format {
  switch (metric.format) {
    case 'money':
      return { kind: 'currency', currency };
    case 'integer':
      return { kind: 'integer' };
    case 'number':
      return { kind: 'number', decimals: 0 };
    case 'decimal':
      return { kind: 'number', decimals: 2 };
    case 'percent':
      return { kind: 'percent' };
    case 'times':
      return { kind: 'number', decimals: 2 };
  }
}

/** The sources a metric reads, each once, in the order of its parts. */
export function sourcesOf(metric: Metric, model: SemanticModel): readonly string[] {
  return [...new Set(partsOf(metric, model).map((part) => part.source))];
}

/** The aggregates a metric is made of, each once: itself, or those of its numerator and denominator. */
export function partsOf(metric: Metric, model: Pick<SemanticModel, 'metrics'>): readonly AggregateMetric[] {
  if (metric.kind === 'aggregate') return [metric];
  const inputs = metric.kind === 'ratio' ? [metric.numerator, metric.denominator] : metric.inputs;
  const parts = inputs.flatMap((id) => {
    const input = model.metrics.get(id);
    return input ? partsOf(input, model) : [];
  });
  return [...new Map(parts.map((part) => [part.id, part])).values()];
}

const ALIAS = /\b([a-z_]+)\.[a-z_]/g;

/** The aliases (source and joins) that an expression names. */
export function aliasesIn(expression: string): readonly string[] {
  return [...new Set([...expression.matchAll(ALIAS)].map((match) => match[1] ?? ''))];
}

/** True where a source can compute the expression: it names only the source, its joins, and a date it has. */
export function reaches(source: Source, expression: string): boolean {
  if (source.date === null && /\{(date|window_start)\}/.test(expression)) return false;
  return aliasesIn(expression).every((alias) => alias === source.id || source.joins.has(alias));
}

/** The expression by which a source computes the dimension, or null where it cannot. */
export function expressionFor(dimension: Dimension, source: Source): string | null {
  return dimension.expressions.find((expression) => reaches(source, expression)) ?? null;
}
