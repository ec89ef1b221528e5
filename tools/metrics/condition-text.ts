/** Conditions on figures in words: "revenue over $200,000.00", "whose revenue grew by over 20.0%". */
import { type Format, formatValue } from '../../cards/format.ts';
import { capital, uncapital } from './capital.ts';
import type { MetricQuery, Threshold } from './metric-query.ts';
import { formatOf, type SemanticModel } from './model.ts';

/** What the words need besides the query. */
export interface Wording {
  readonly model: SemanticModel;
  readonly currency: string;
}

/** "over", "of at least": between a label and a number. */
export function comparisonWord(op: string): string {
  return WORDS[op] ?? op;
}

const WORDS: Readonly<Record<string, string>> = {
  '>': 'over',
  '>=': 'of at least',
  '<': 'under',
  '<=': 'of at most',
  '=': 'of exactly',
};

/** A footnote: "Revenue over $200,000.00", "Growth of revenue over 20.0%". */
export function thresholdText(threshold: Threshold, query: MetricQuery, wording: Wording): string {
  const { op, value, upper } = threshold;
  const { label, format } = measured(threshold, query, wording);
  const text = (number: number): string => formatValue(number, format);
  return op === 'between'
    ? `${label} between ${text(value)} and ${text(upper ?? value)}`
    : `${label} ${comparisonWord(op)} ${text(value)}`;
}

/** Behind a noun: "with revenue over $200,000.00", "with any orders", "whose revenue fell by over 20.0%". */
export function conditionText(threshold: Threshold, query: MetricQuery, wording: Wording): string {
  const moved = movedText(threshold, query, wording);
  if (moved !== null) return moved;
  const { label, format } = measured(threshold, query, wording);
  if (threshold.op === '>' && threshold.value === 0 && format.kind === 'integer')
    return `with any ${uncapital(label)}`;
  return `with ${uncapital(thresholdText(threshold, query, wording))}`;
}

/** "whose revenue grew by over 20.0%"; null for a condition on no change, or on one to both sides. */
function movedText(threshold: Threshold, query: MetricQuery, wording: Wording): string | null {
  const { metric, op, value } = threshold;
  if (metric === 'share' || !MADE[metric] || op === '=' || op === 'between') return null;
  const rises = op.startsWith('>');
  const orEqual = op.endsWith('=');
  if (value === 0 ? orEqual : value > 0 !== rises) return null;
  const own = uncapital(wording.model.metrics.get(query.metrics[0] ?? '')?.label ?? 'it');
  const size = formatValue(Math.abs(value), measured(threshold, query, wording).format);
  const by = value === 0 ? '' : ` by ${orEqual ? 'at least' : 'over'} ${size}`;
  return `whose ${own} ${rises ? 'grew' : 'fell'}${by}`;
}

/** What a threshold is held against: a metric, or what is made of the first one. */
function measured(
  { metric: id }: Threshold,
  { metrics }: MetricQuery,
  { model, currency }: Wording,
): { readonly label: string; readonly format: Format } {
  const metric = model.metrics.get(id);
  if (metric) return { label: metric.label, format: formatOf(metric, currency) };
  const own = model.metrics.get(metrics[0] ?? '');
  const label = own ? `${MADE[id] ?? capital(id)} of ${uncapital(own.label)}` : capital(id);
  return { label, format: own && id === 'difference' ? formatOf(own, currency) : { kind: 'percent' } };
}

const MADE: Readonly<Record<string, string>> = {
  share: 'Share',
  growth: 'Growth',
  change: 'Growth',
  difference: 'Difference',
};
