/**
 * Ratios that the model file does not name: “page views per session”, “tax as a percentage of discount”. Of any two
 * numbers that add up, each is added up before one is divided by the other, as in the ratios that it does name.
 */
import { uncapital } from './capital.ts';
import { type Metric, partsOf, type RatioMetric, type SemanticModel } from './model.ts';

/** `per`: how much of the one there is for each of the other. `of`: which part the one is of the other. */
export type RatioKind = 'per' | 'of';

/** PostgreSQL cuts names of columns after 63 bytes; “cumulative_” or “_growth” may stand beside. */
const LONGEST_ID = 50;

/** The metrics of a model by id, and by `<metric>_per_<metric>` and `<metric>_of_<metric>` the ratios of them. */
export class Metrics extends Map<string, Metric> {
  override get(id: string): Metric | undefined {
    return super.get(id) ?? this.ratio(id);
  }

  private ratio(id: string): Metric | undefined {
    for (const { 1: kind = '', index } of id.matchAll(/_(per|of)_/g)) {
      const numerator = super.get(id.slice(0, index));
      const denominator = super.get(id.slice(index + kind.length + 2));
      if (!numerator || !denominator || undividable(numerator, denominator, this) !== null) continue;
      return kind === 'per' ? forEach(id, numerator, denominator) : partOf(id, numerator, denominator);
    }
    return undefined;
  }
}

/** The id of the ratio, or why there is none. */
export function ratioOfTwo(
  numerator: Metric,
  denominator: Metric,
  kind: RatioKind,
  { metrics }: SemanticModel,
): { readonly id: string } | { readonly because: string } {
  const because = undividable(numerator, denominator, metrics);
  if (because !== null) return { because };
  const id = `${numerator.id}_${kind}_${denominator.id}`;
  if (kind === 'of' && measureOf(numerator) !== measureOf(denominator))
    return {
      because: `${numerator.label} and ${uncapital(denominator.label)} are not measured in the same unit, so the one is no part of the other.`,
    };
  return metrics.get(id) ? { id } : { because: 'Ask for both numbers instead.' };
}

/** Why the one cannot be divided by the other; null where it can. */
function undividable(
  numerator: Metric,
  denominator: Metric,
  metrics: ReadonlyMap<string, Metric>,
): string | null {
  if (numerator.id === denominator.id) return 'Ask for two different numbers.';
  const uneven = [numerator, denominator].find((metric) => !addsUp(metric, { metrics }));
  if (uneven)
    return `${uneven.label} ${uneven.kind === 'ratio' ? 'is a ratio itself' : 'does not add up'}, so it cannot be divided again.`;
  return `${numerator.id}_per_${denominator.id}`.length > LONGEST_ID ? 'Ask for both numbers instead.' : null;
}

/** Sums and counts, and what is made of them by adding. */
const addsUp = (metric: Metric, model: Pick<SemanticModel, 'metrics'>): boolean =>
  metric.kind !== 'ratio' &&
  partsOf(metric, model).every(({ expression }) => /^(?:sum|count)\(/.test(expression));

/** What it is counted in: money is no part of orders. */
const measureOf = ({ format }: Metric): 'money' | 'number' => (format === 'money' ? 'money' : 'number');

/** “Invoice value per customer”, “Ratio of tax to discount”. */
function forEach(id: string, numerator: Metric, denominator: Metric): RatioMetric {
  const each = denominator.unit?.one;
  const label = each
    ? `${numerator.label} per ${each}`
    : `Ratio of ${uncapital(numerator.label)} to ${uncapital(denominator.label)}`;
  const format =
    numerator.format === 'money' && denominator.format !== 'money' ? 'money' : ('decimal' as const);
  return ratio({ id, label, format, numerator, denominator });
}

/** “Tax as a share of discount”. */
const partOf = (id: string, numerator: Metric, denominator: Metric): RatioMetric =>
  ratio({
    id,
    label: `${numerator.label} as a share of ${uncapital(denominator.label)}`,
    format: 'percent',
    numerator,
    denominator,
  });

function ratio({
  id,
  label,
  format,
  numerator,
  denominator,
}: {
  readonly id: string;
  readonly label: string;
  readonly format: RatioMetric['format'];
  readonly numerator: Metric;
  readonly denominator: Metric;
}): RatioMetric {
  return {
    kind: 'ratio',
    id,
    label,
    description: `${numerator.label} divided by ${uncapital(denominator.label)}, each added up first. ${defined(numerator)} ${defined(denominator)}`,
    synonyms: [],
    format,
    good: numerator.good,
    additive: 'never',
    unit: null,
    hidden: false,
    optional: false,
    needsHistory: null,
    about: {},
    numerator: numerator.id,
    denominator: denominator.id,
  };
}

const defined = ({ label, description }: Metric): string => `${label}: ${description}`;
