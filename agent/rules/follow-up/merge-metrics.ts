/** “and units?”, “also orders”, “their revenue”, “products instead”. */
import type { MetricQuery } from '../../../tools/metrics/metric-query.ts';
import type { Draft, SaidMetric } from '../draft.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { type Problem, refuse } from '../resolve/problem.ts';
import type { Step, Thread } from './step.ts';

/** “and units?” asks for units in the place of the metric before; “also units” for both. */
export const mergeMetrics: Step = (query, draft, thread) => {
  const { fragment } = thread;
  const typed = otherType(query, draft);
  if (typed) return typed;
  if (fragment.refers) return countsPeople(query, thread);
  const named = draft.metrics.map(({ id }) => id);
  if (named.length === 0 || staysRatio(query, draft, thread)) return query;
  const listed = inPlaceOfList(query, draft, thread);
  if (listed) return listed;
  if (fragment.adds && draft.where.length + draft.periods.length > 0)
    return refuse(
      'That adds two things at once. Please add one at a time, or ask it as a question of its own.',
    );
  // “their orders” after the top 5 customers is said of these five.
  const beside = fragment.adds || (fragment.theirs && query.limit !== undefined);
  const metrics = beside ? [...new Set([...query.metrics, ...named])] : named;
  if (metrics.length > 5) return refuse('Five numbers side by side are as many as I can show.');
  const first = metrics[0] ?? '';
  const order =
    query.order && query.metrics.includes(query.order.by) && !metrics.includes(query.order.by)
      ? { ...query.order, by: first }
      : query.order;
  const people = fragment.theirs ? typeOf(query) : null;
  const where = people === null ? query.where : [...query.where, people];
  return { ...query, metrics, order, where };
};

/** Metrics that are about one type of customer, each with its counterpart. */
const TYPES: Readonly<Record<string, { readonly type: string; readonly other: string }>> = {
  [CONVENTIONS.newPeople]: { type: 'New', other: CONVENTIONS.returningPeople },
  [CONVENTIONS.returningPeople]: { type: 'Returning', other: CONVENTIONS.newPeople },
  new_customer_revenue: { type: 'New', other: 'returning_customer_revenue' },
  returning_customer_revenue: { type: 'Returning', other: 'new_customer_revenue' },
};

/** “their revenue” after new customers is the revenue from new customers. */
function typeOf({ metrics }: MetricQuery): MetricQuery['where'][number] | null {
  const type = metrics.map((id) => TYPES[id]?.type).find((value) => value !== undefined);
  return type === undefined ? null : { dimension: CONVENTIONS.customerType, op: 'in', values: [type] };
}

/** “and returning?” after new customers: the other metric, since nobody is both. Takes the filter off the draft. */
function otherType(query: MetricQuery, draft: Draft): MetricQuery | null {
  const [held, more] = query.metrics;
  const [filter, another] = draft.where;
  if (more !== undefined || another || draft.metrics.length > 0 || filter?.op !== 'in') return null;
  const typed = TYPES[held ?? ''];
  if (held === undefined || !typed || filter.dimension !== CONVENTIONS.customerType) return null;
  const { type, other } = typed;
  const metric = filter.values.join() === type ? held : other;
  if (filter.values.length !== 1) return null;
  draft.where = [];
  const order = query.order?.by === held ? { ...query.order, by: metric } : query.order;
  return { ...query, metrics: [metric], order };
}

/** “how many of them” needs something that was counted. */
function countsPeople(query: MetricQuery, { knowledge }: Thread): MetricQuery | Problem {
  const counted = query.metrics.every((id) => knowledge.metric(id)?.format === 'integer');
  return counted && query.by.length === 0 && !query.grain
    ? query
    : refuse('How many of what? Name it, for example “how many customers were women?”.');
}

/** “only online spend” after ROAS narrows the spend that the ratio is made with. */
function staysRatio(query: MetricQuery, draft: Draft, { fragment, knowledge }: Thread): boolean {
  const [held, more] = query.metrics;
  const metric = knowledge.metric(held ?? '');
  if (more !== undefined || metric?.kind !== 'ratio' || !fragment.narrows || draft.where.length === 0)
    return false;
  return draft.metrics.every(({ id }) => id === metric.numerator || id === metric.denominator);
}

/** “customers” after a top 5 of products: the customers in their place, or how many they are? */
function inPlaceOfList(query: MetricQuery, draft: Draft, { fragment }: Thread): MetricQuery | Problem | null {
  const [said, more] = draft.metrics;
  const dimension = said && !more && !said.counted ? said.dimension : null;
  const listed = query.order !== undefined || query.having.length > 0;
  if (!said || !dimension || !listed || fragment.adds || query.by.length !== 1 || query.by[0] === dimension)
    return null;
  if (fragment.instead) return listOf(query, dimension);
  if (!fragment.bare) return null;
  return {
    kind: 'choose',
    question: `The list by ${dimension} in its place, or how many ${dimension}s?`,
    options: [
      {
        label: `By ${dimension}`,
        apply: (changed) => {
          changed.metrics = [];
          changed.by = [dimension];
        },
      },
      {
        label: `How many ${dimension}s`,
        apply: (changed) => {
          changed.metrics = changed.metrics.map((metric): SaidMetric => ({ ...metric, counted: true }));
        },
      },
    ],
  };
}

/** The same list of something else. */
const listOf = (query: MetricQuery, dimension: string): MetricQuery => ({ ...query, by: [dimension] });
