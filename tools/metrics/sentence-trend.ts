/** A time axis in one sentence. */
import type { TableColumn } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import type { AnswerRow } from './answer-data.ts';
import { capital, uncapital } from './capital.ts';
import { partialBuckets } from './chart-lines.ts';
import { currentAndBase } from './compile-compared.ts';
import { type Metric, partsOf, type SemanticModel } from './model.ts';
import { listed } from './phrases.ts';
import type { Plan } from './plan.ts';
import {
  groupOf,
  metricColumns,
  type SentenceContext,
  subject,
  superlative,
  text,
  verb,
  whenOf,
} from './sentence-parts.ts';

/** The highest and the lowest bucket, and the sum where there is one; with a limit, the leading buckets. */
export function trend(context: SentenceContext): string {
  const { plan, table, model } = context;
  const grain = plan.query.grain ?? 'month';
  const compared = plan.windows.length > 1;
  const column = metricColumns(table)[compared ? currentAndBase(plan)[0] - 1 : 0];
  const time = table.columns.find(({ role }) => role === 'time');
  if (!column || !time) return 'There is nothing to show.';
  const when = whenOf(context);
  const name = subject(context, trendName(plan, column));
  const numbers = table.rows.filter((row) => typeof row[column.key] === 'number');
  const by =
    plan.by.length > 0 ? ` and ${plan.by.map(({ label }) => label.toLowerCase()).join(' and ')}` : '';
  const sorted = [...numbers].sort((a, b) => Number(b[column.key]) - Number(a[column.key]));
  const top = sorted[0];
  const bottom = lowest(context, sorted, time.key);
  const { place } = plan.query;
  if (!top && place !== undefined) return `There are fewer than ${place} ${grain}s to rank${when}.`;
  if (!top || !bottom)
    return `${name} by ${grain}${by}${when} cannot be told: there is nothing to divide by.`;
  const bucketText = (row: AnswerRow): string => formatValue(row[time.key] ?? null, time.format);
  const at = (row: AnswerRow): string => {
    const group = groupOf(plan, table, row);
    return `${group === '' ? '' : `${group}, `}${formatValue(row[time.key] ?? null, time.format)} (${text(row, column)})`;
  };
  const [first, ...others] = table.rows;
  if (plan.query.limit !== undefined && plan.by.length === 0 && first)
    return leading({ plan, name, when, grain, best: superlative(plan, column) }, first, others, (row) => ({
      period: bucketText(row),
      value: text(row, column),
    }));
  const [only] = numbers;
  if (only && numbers.length === 1 && !compared && plan.by.length === 0)
    return `${name} ${verb(column.label)} ${text(only, column)}${when}, which is one ${grain} only.`;
  const on = grain === 'day' && plan.by.length === 0 ? 'on' : 'in';
  const last = numbers.at(-1);
  if (plan.query.transform?.kind === 'cumulative' && only && last && !compared && plan.by.length === 0)
    return `${name} by ${grain}${when}: from ${text(only, column)} ${on} ${bucketText(only)} to ${text(last, column)} ${on} ${bucketText(last)}.`;
  const total = sumText(context, column, numbers, plan.metrics[0], model);
  return `${name} by ${grain}${by}${when}: highest ${on} ${at(top)}, lowest ${on} ${at(bottom)}${total}.`;
}

/** The last of the sorted rows; of what adds up, a bucket that is cut short is low for that alone. */
function lowest(
  { plan, model }: SentenceContext,
  sorted: readonly AnswerRow[],
  time: string,
): AnswerRow | undefined {
  const [metric] = plan.metrics;
  const { grain, transform } = plan.query;
  if (!grain || !addsUp(metric, model) || transform) return sorted.at(-1);
  const partial = new Set(partialBuckets(plan, grain));
  const whole = sorted.filter((row) => !partial.has(String(row[time])));
  return whole.length > 1 ? whole.at(-1) : sorted.at(-1);
}

interface Leading {
  readonly plan: Plan;
  readonly name: string;
  readonly when: string;
  readonly grain: string;
  /** “the most”. */
  readonly best: string;
}

interface Bucket {
  readonly period: string;
  readonly value: string;
}

/** The buckets that a limit leaves: the best of all, or in the order of time the first or last. */
function leading(
  { plan, name, when, grain, best }: Leading,
  first: AnswerRow,
  others: readonly AnswerRow[],
  read: (row: AnswerRow) => Bucket,
): string {
  const at = ({ period, value }: Bucket): string => `${period} (${value})`;
  const rest = others.slice(0, 2).map((row) => at(read(row)));
  const then = rest.length > 0 ? `, then ${listed(rest, 'and')}` : '';
  const bucket = read(first);
  const { by, direction } = plan.query.order ?? {};
  if (by === 'time')
    return `${direction === 'asc' ? 'First' : 'Last'} ${grain} of ${uncapital(name)}${when}: ${at(bucket)}${then}.`;
  return `${capital(bucket.period)} had ${best} ${uncapital(name)} of any ${grain}${when}: ${bucket.value}${then}.`;
}

/** Whether the buckets of time sum up to the whole. */
const addsUp = (metric: Metric | undefined, model: SemanticModel): boolean =>
  metric?.kind === 'aggregate' && partsOf(metric, model).every(({ additive }) => additive !== 'never');

function trendName(plan: Plan, column: TableColumn): string {
  const metric = plan.metrics[0]?.label ?? column.label;
  if (plan.query.transform?.kind === 'growth') return `Growth of ${uncapital(metric)}`;
  return plan.windows.length > 1 ? metric : column.label;
}

function sumText(
  { plan }: SentenceContext,
  column: TableColumn,
  rows: readonly AnswerRow[],
  metric: Metric | undefined,
  model: SemanticModel,
): string {
  if (
    !metric ||
    !addsUp(metric, model) ||
    plan.query.transform ||
    plan.query.limit !== undefined ||
    plan.windows.length > 1
  )
    return '';
  // An order may lie in several groups, so only what adds up always is summed over them.
  if (plan.by.length > 0 && metric.additive !== 'always') return '';
  const sum = rows.reduce((so, row) => so + Number(row[column.key]), 0);
  return `, ${formatValue(sum, column.format)} in all`;
}
