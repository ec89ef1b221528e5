/** A metric query in plain English: “Revenue by location, November 2019”. */

import { type Format, formatValue } from '../../cards/format.ts';
import { EACH_BUCKET } from '../../tools/metrics/each-group.ts';
import type { Filter, MetricQueryInput, Threshold } from '../../tools/metrics/metric-query.ts';
import { formatOf } from '../../tools/metrics/model.ts';
import { ordinal } from '../../tools/metrics/ordinal.ts';
import { labelOf } from '../../tools/metrics/phrases.ts';
import type { PeriodExpression } from '../../tools/periods/period-expression.ts';
import { dayLabel } from '../../tools/periods/period-label.ts';
import { resolvePeriod } from '../../tools/periods/resolve-period.ts';
import type { Clock } from './dates/calendar.ts';
import type { Knowledge } from './knowledge.ts';
import { PRESENCE } from './lexicon/conventions.ts';
import { changeWords, isOnChange } from './restate-change.ts';

const lower = (label: string): string =>
  /^[A-Z]{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

/** The query in a sentence that means the same when asked again. Amounts are in `currency`. */
export function restate(
  query: MetricQueryInput,
  knowledge: Knowledge,
  clock: Clock,
  currency: string,
): string {
  const parts = [
    headOf(query, knowledge, clock, currency),
    ...compared(query, clock),
    ...(query.where ?? [])
      .filter((filter) => !isPart(query, filter))
      .map((filter) => sayFilter(filter, knowledge, currency)),
    ...(query.having ?? [])
      .filter((threshold) => !(query.count && isPresence(threshold)))
      .filter((threshold) => !isOnChange(threshold) || changeWords(query, knowledge, currency) === null)
      .map((threshold) => sayThreshold(threshold, query, knowledge, currency)),
    ...period(query, clock),
  ];
  return parts.join(', ');
}

/** “how many locations” are those with any orders, which nobody has to say. */
const isPresence = ({ metric, op, value }: Threshold): boolean =>
  PRESENCE.includes(metric) && op === '>' && value === 0;

/** “How many categories”, “Which months grew, in revenue”: a list, counted or picked by its change. */
function listHead(query: MetricQueryInput, change: string | null, knowledge: Knowledge): string {
  const [dimension = ''] = query.by ?? [];
  const things = knowledge.dimension(dimension)?.plural ?? `${query.grain ?? 'day'}s`;
  const head = `${query.count ? 'How many' : 'Which'} ${things}`;
  const label = lower(knowledge.metric(query.metrics[0] ?? '')?.label ?? '');
  return change === null ? head : `${head} ${change}, in ${label}`;
}

function headOf(query: MetricQueryInput, knowledge: Knowledge, clock: Clock, currency: string): string {
  const change = changeWords(query, knowledge, currency);
  if (query.count || change !== null) return listHead(query, change, knowledge);
  const metrics = query.metrics.map((id, index) => {
    const label = knowledge.metric(id)?.label ?? id;
    return index === 0 ? label : lower(label);
  });
  if (query.each !== undefined) return eachHead(query, metrics.join(' and '), knowledge);
  const axes = [
    ...(query.by ?? []).map((id) => lower(knowledge.dimension(id)?.label ?? id)),
    ...(query.grain ? [query.grain] : []),
  ];
  const by = axes.length > 0 ? ` by ${axes.join(' and ')}` : '';
  const body = `${transformed(query, metrics.join(' and '), knowledge, clock, currency)}${by}`;
  return ranked(query, body);
}

/** “Top 2 categories in each location by revenue”. */
function eachHead(query: MetricQueryInput, metric: string, knowledge: Knowledge): string {
  const { each, by = [], grain = 'day', limit = 1, place, order } = query;
  const inner = by.find((id) => id !== each);
  const noun = inner === undefined ? null : knowledge.dimension(inner);
  const things = lower(noun?.plural ?? `${grain}s`);
  const group = each === EACH_BUCKET ? grain : lower(knowledge.dimension(each ?? '')?.label ?? each ?? '');
  const last = order?.direction === 'asc';
  const head =
    place === undefined
      ? `${last ? 'Bottom' : 'Top'} ${limit} ${things}`
      : `The ${ordinal(place)} ${last ? 'worst' : 'best'} ${lower(noun?.label ?? grain)}`;
  return `${head} in each ${group} by ${lower(metric)}`;
}

function ranked(query: MetricQueryInput, body: string): string {
  if (!query.order) return body;
  const last = query.order.direction === 'asc';
  if (query.place !== undefined) return `${body}, ${ordinal(query.place)} ${last ? 'lowest' : 'highest'}`;
  if (query.limit === undefined) return `${body}, ${last ? 'lowest' : 'highest'} first`;
  return `${body}, ${last ? 'bottom' : 'top'} ${query.limit}`;
}

function transformed(
  query: MetricQueryInput,
  metric: string,
  knowledge: Knowledge,
  clock: Clock,
  currency: string,
): string {
  switch (query.transform?.kind) {
    case 'share': {
      const part = (query.where ?? [])
        .filter((filter) => isPart(query, filter))
        .map((filter) => sayFilter(filter, knowledge, currency));
      if (query.transform.within)
        return `Share of ${lower(metric)} of ${sayPeriod(query.transform.within, clock)}`;
      return part.length > 0
        ? `Share of ${lower(metric)} that is ${part.join(' and ')}`
        : `Share of ${lower(metric)}`;
    }
    case 'cumulative':
      return `Cumulative ${lower(metric)}`;
    case 'rolling':
      return `${query.transform.window}-${query.grain ?? 'day'} rolling average of ${lower(metric)}`;
    case 'growth':
      return `Growth of ${lower(metric)}`;
    case 'average_per':
      return `Average ${lower(metric)} per ${query.transform.grain}`;
    default:
      return metric;
  }
}

/** Whether the filter names the part of a share rather than what the share is of. */
function isPart(query: MetricQueryInput, filter: Filter): boolean {
  const { transform } = query;
  if (transform?.kind !== 'share' || !transform.of) return false;
  return !transform.of.some((other) => JSON.stringify(other) === JSON.stringify(filter));
}

function compared(query: MetricQueryInput, clock: Clock): string[] {
  const { compareTo } = query;
  switch (compareTo?.kind) {
    case 'previous':
      return ['against the period before'];
    case 'year_before':
      return ['against the year before'];
    case 'periods':
      return [compareTo.periods.map((each) => sayPeriod(each, clock)).join(' against ')];
    case 'values':
      return [compareTo.values.join(' against ')];
    default:
      return [];
  }
}

const period = (query: MetricQueryInput, clock: Clock): string[] =>
  query.compareTo?.kind === 'periods' ? [] : [sayPeriod(query.period ?? { kind: 'all' }, clock)];

/** The days of a query, as a question is restated. */
export function sayPeriod(expression: PeriodExpression, clock: Clock): string {
  if (expression.kind === 'all') return 'all dates';
  if (expression.kind === 'since') return `since ${dayLabel(expression.from)}`;
  if (expression.kind === 'until') return `until ${dayLabel(expression.to)}`;
  const resolved = resolvePeriod(expression, clock.today, { from: '1900-01-01', to: clock.lastDay });
  return resolved.kind === 'invalid' ? 'no such period' : resolved.label;
}

function sayFilter(filter: Filter, knowledge: Knowledge, currency: string): string {
  const dimension = knowledge.dimension(filter.dimension);
  const { vocabulary } = knowledge;
  const values = filter.values.map((value) => labelOf(filter.dimension, value, vocabulary, currency));
  const name = lower(dimension?.label ?? filter.dimension);
  switch (filter.op) {
    case 'in':
      return `${name} ${values.join(' or ')}`;
    case 'not_in':
      return `without ${name} ${values.join(' or ')}`;
    case 'contains':
      return `${name} with “${values.join(' or ')}” in it`;
    case 'between':
      return `${name} between ${values.join(' and ')}`;
    default:
      return `${name} ${OPS[filter.op]} ${values.join(' or ')}`;
  }
}

const OPS = {
  '>': 'over',
  '>=': 'at least',
  '<': 'under',
  '<=': 'at most',
  '=': 'exactly',
  between: 'between',
} as const;

function sayThreshold(
  threshold: Threshold,
  query: MetricQueryInput,
  knowledge: Knowledge,
  currency: string,
): string {
  const { op, value, upper } = threshold;
  const metric = knowledge.metric(threshold.metric);
  const own = knowledge.metric(
    threshold.metric === 'difference' ? (query.metrics[0] ?? '') : threshold.metric,
  );
  const format: Format = own ? formatOf(own, currency) : { kind: 'percent' };
  const said = formatValue(value, format);
  const label = lower(metric?.label ?? threshold.metric);
  const size = `${OPS[op]} ${said}${upper === undefined ? '' : ` and ${formatValue(upper, format)}`}`;
  return `${label} ${size}`;
}
