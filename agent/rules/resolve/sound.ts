/**
 * The last look at a query, new or merged. What has no answer is refused where it is planned (plan-guards.ts), whoever
 * asks; here is only what the words of a question make impossible.
 */

import type { MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import { sourcesOf } from '../../../tools/metrics/model.ts';
import { addUnits } from '../../../tools/periods/calendar.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { type Clock, spanOf } from '../dates/calendar.ts';
import type { Knowledge } from '../knowledge.ts';
import { type Problem, refuse } from './problem.ts';

/** The query as it can be answered, or why it cannot. */
export function soundQuery(
  query: MetricQueryInput,
  knowledge: Knowledge,
  clock: Clock,
): { readonly kind: 'query'; readonly query: MetricQueryInput } | Problem {
  return yearBeforeProblem(query, knowledge, clock) ?? ownAxis(query, knowledge);
}

/** A year that lies before all data has nothing to be held against. */
function yearBeforeProblem(query: MetricQueryInput, knowledge: Knowledge, clock: Clock): Problem | null {
  if (query.compareTo?.kind !== 'year_before') return null;
  const { period = { kind: 'all' } } = query;
  return noYearBefore(query.metrics, period, knowledge, clock);
}

/** Why the year before the period holds nothing; null where it may hold something. */
export function noYearBefore(
  metrics: readonly string[],
  period: PeriodExpression,
  knowledge: Knowledge,
  clock: Clock,
): Problem | null {
  const bounds = metrics
    .flatMap((id) => knowledge.metric(id) ?? [])
    .flatMap((metric) => sourcesOf(metric, knowledge.model))
    .flatMap((source) => knowledge.vocabulary.sources.get(source)?.bounds ?? []);
  const first = bounds.map(({ from }) => from).sort()[0];
  const last = bounds
    .map(({ to }) => to)
    .sort()
    .at(-1);
  if (!first || !last) return null;
  const to = period.kind === 'all' ? last : (spanOf(period, clock)?.to ?? last);
  const yearBefore = addUnits('year', to, -1);
  return yearBefore < first
    ? refuse(
        `There is nothing to compare with: the data begin in ${first.slice(0, 4)}, and the year before would end on ${yearBefore}.`,
      )
    : null;
}

/** “the best location in Chicago”: one alone is not ranked. Without a ranking, it is the number of that one. */
function ownAxis(
  query: MetricQueryInput,
  knowledge: Knowledge,
): { readonly kind: 'query'; readonly query: MetricQueryInput } | Problem {
  const { by = [], where = [] } = query;
  const held = where.find(
    ({ dimension, op, values }) => op === 'in' && values.length === 1 && by.includes(dimension),
  );
  const ranked =
    query.order || query.limit !== undefined || query.transform || (query.having ?? []).length > 0;
  if (!held || !ranked) return { kind: 'query', query };
  const name = knowledge.dimension(held.dimension)?.label.toLowerCase() ?? held.dimension;
  return refuse(
    `With only one ${name} there is nothing to rank or divide. Leave the ${name} out, or ask for its number alone.`,
  );
}
