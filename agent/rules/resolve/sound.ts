/** The last look at a query, new or merged: what can be computed but would answer another question than was asked. */

import type { MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import { sourcesOf } from '../../../tools/metrics/model.ts';
import { addUnits } from '../../../tools/periods/calendar.ts';
import { type Clock, spanOf } from '../dates/calendar.ts';
import type { Knowledge } from '../knowledge.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { type Problem, refuse } from './problem.ts';

/** The query as it can be answered, or why it cannot. */
export function soundQuery(
  query: MetricQueryInput,
  knowledge: Knowledge,
  clock: Clock,
): { readonly kind: 'query'; readonly query: MetricQueryInput } | Problem {
  const problem =
    onesProblem(query, knowledge) ??
    typeProblem(query) ??
    itselfProblem(query, clock) ??
    yearBeforeProblem(query, knowledge, clock);
  return problem ?? ownAxis(query, knowledge);
}

/** What each of these counts: broken down by it, every row would be a 1. */
const COUNTED: Readonly<Record<string, string>> = {
  [CONVENTIONS.people]: CONVENTIONS.customer,
  [CONVENTIONS.newPeople]: CONVENTIONS.customer,
  [CONVENTIONS.returningPeople]: CONVENTIONS.customer,
  [CONVENTIONS.peopleOnFile]: CONVENTIONS.customer,
  products_sold: 'sku',
  categories_sold: 'category',
};

function onesProblem({ metrics, by = [] }: MetricQueryInput, knowledge: Knowledge): Problem | null {
  const id = metrics.find((metric) => by.includes(COUNTED[metric] ?? ''));
  const dimension = knowledge.dimension(COUNTED[id ?? ''] ?? '');
  if (!dimension) return null;
  return refuse(
    `Counted by ${dimension.label.toLowerCase()}, every ${dimension.label.toLowerCase()} is one. Ask how many there are, or for another number, for example “revenue by ${dimension.label.toLowerCase()}”.`,
  );
}

const TYPES: Readonly<Record<string, string>> = {
  [CONVENTIONS.newPeople]: 'Returning',
  [CONVENTIONS.returningPeople]: 'New',
  new_customer_revenue: 'Returning',
  returning_customer_revenue: 'New',
};

/** Nobody is new and returning in one period. */
function typeProblem({ metrics, where = [] }: MetricQueryInput): Problem | null {
  const contradicts = metrics.some((metric) =>
    where.some(
      ({ dimension, op, values }) =>
        dimension === CONVENTIONS.customerType && op === 'in' && values.join() === TYPES[metric],
    ),
  );
  return contradicts
    ? refuse(
        'No customer is new and returning in one period. Ask for new customers, or for returning customers.',
      )
    : null;
}

/** “H1 vs H1”: two names for the same days. */
function itselfProblem({ compareTo }: MetricQueryInput, clock: Clock): Problem | null {
  if (compareTo?.kind !== 'periods') return null;
  const spans = compareTo.periods.map((period) => JSON.stringify(spanOf(period, clock)));
  return new Set(spans).size < spans.length
    ? refuse(
        'Two of these periods are the same days. Which should be compared? Please name the year with each.',
      )
    : null;
}

/** A year that lies before all data has nothing to be held against. */
function yearBeforeProblem(query: MetricQueryInput, knowledge: Knowledge, clock: Clock): Problem | null {
  if (query.compareTo?.kind !== 'year_before') return null;
  const bounds = query.metrics
    .flatMap((id) => knowledge.metric(id) ?? [])
    .flatMap((metric) => sourcesOf(metric, knowledge.model))
    .flatMap((source) => knowledge.vocabulary.sources.get(source)?.bounds ?? []);
  const first = bounds.map(({ from }) => from).sort()[0];
  const last = bounds
    .map(({ to }) => to)
    .sort()
    .at(-1);
  if (!first || !last) return null;
  const { period = { kind: 'all' } } = query;
  const to = period.kind === 'all' ? last : (spanOf(period, clock)?.to ?? last);
  const yearBefore = addUnits('year', to, -1);
  return yearBefore < first
    ? refuse(
        `There is nothing to compare with: the data begin in ${first.slice(0, 4)}, and the year before would end on ${yearBefore}.`,
      )
    : null;
}

/** “revenue by location in Chicago” is one number; “the best location in Chicago” is no question. */
function ownAxis(
  query: MetricQueryInput,
  knowledge: Knowledge,
): { readonly kind: 'query'; readonly query: MetricQueryInput } | Problem {
  const { by = [], where = [] } = query;
  const held = where.find(
    ({ dimension, op, values }) => op === 'in' && values.length === 1 && by.includes(dimension),
  );
  if (!held) return { kind: 'query', query };
  const name = knowledge.dimension(held.dimension)?.label.toLowerCase() ?? held.dimension;
  if (query.order || query.limit !== undefined || query.transform || (query.having ?? []).length > 0)
    return refuse(
      `With only one ${name} there is nothing to rank or divide. Leave the ${name} out, or ask for its number alone.`,
    );
  return { kind: 'query', query: { ...query, by: by.filter((id) => id !== held.dimension) } };
}
