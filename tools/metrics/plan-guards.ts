/** Queries that would run but whose answer says nothing, each refused with the reason. */
import { uncapital } from './capital.ts';
import type { Filter, MetricQuery } from './metric-query.ts';
import { type Dimension, expressionFor, type Metric, type SemanticModel } from './model.ts';
import type { Window } from './plan.ts';
import { Refusal } from './refusal.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Customers by customer are one each. */
export function checkCountedByItself(
  metrics: readonly Metric[],
  by: readonly Dimension[],
  model: SemanticModel,
): void {
  for (const metric of metrics) {
    if (metric.kind !== 'aggregate') continue;
    const source = model.sources.get(metric.source);
    const counted = /^count\(distinct ([a-z_.]+)\)/.exec(metric.expression)?.[1] ?? metric.per?.key;
    // A median or a maximum per key is a figure of its own; a count of keys is one by each key.
    const counts = /^count\(/.test(metric.expression);
    const same = by.find(
      (dimension) => source && counts && counted && expressionFor(dimension, source) === counted,
    );
    if (!same) continue;
    const name = uncapital(metric.label);
    throw new Refusal(
      `${metric.label} by ${uncapital(same.label)} would count every ${uncapital(same.label)} once. Ask how many ${name} there are, or for a figure of each, such as revenue.`,
      [`Revenue by ${uncapital(same.label)}`],
    );
  }
}

/** A period against itself has no difference to tell. */
export function checkSamePeriods(query: MetricQuery, windows: readonly Window[]): void {
  if (query.compareTo?.kind !== 'periods') return;
  const twice = windows.find((window, index) =>
    windows.slice(index + 1).some(({ from, to }) => from === window.from && to === window.to),
  );
  if (!twice) return;
  throw new Refusal(
    `${twice.label} would be compared with itself. Name two different periods, such as “May against June”.`,
  );
}

/** Filters that exclude one another leave nothing, and a zero would read like an answer. */
export function checkContradictions(
  filters: readonly Filter[],
  metrics: readonly Metric[],
  vocabulary: Vocabulary,
): void {
  for (const id of new Set(filters.map(({ dimension }) => dimension))) {
    const dimension = vocabulary.dimensions.get(id);
    if (!dimension) continue;
    const own = filters.filter((filter) => filter.dimension === id);
    const name = uncapital(dimension.label);
    if (dimension.kind === 'number' ? emptyRange(own) : emptySet(own))
      throw new Refusal(
        `No ${name} can meet all of these conditions at once, so there is nothing to count. Ask for one of them, or for either.`,
      );
    for (const metric of metrics) {
      const value = metric.about[id];
      if (value !== undefined && emptySet([...own, { dimension: id, op: 'in', values: [value] }]))
        throw new Refusal(
          `${metric.label} are about “${value}” alone, which the condition on ${name} leaves out. Ask for one or the other.`,
        );
    }
  }
}

function emptySet(filters: readonly Filter[]): boolean {
  const wanted = filters.filter(({ op }) => op === 'in').map(({ values }) => values);
  const [first, ...others] = wanted;
  if (!first) return false;
  const excluded = new Set(filters.filter(({ op }) => op === 'not_in').flatMap(({ values }) => values));
  return !first.some((value) => !excluded.has(value) && others.every((values) => values.includes(value)));
}

function emptyRange(filters: readonly Filter[]): boolean {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let open = false;
  for (const { op, values } of filters) {
    const numbers = values.map(Number);
    const [first = 0] = numbers;
    const from = op === 'between' || op === 'in' ? Math.min(...numbers) : op.startsWith('>') ? first : low;
    const to = op === 'between' || op === 'in' ? Math.max(...numbers) : op.startsWith('<') ? first : high;
    if (op === '>' || op === '<') open = true;
    low = Math.max(low, from);
    high = Math.min(high, to);
  }
  return low > high || (open && low === high);
}

/** Ends of “between” in the order of size, with a note where they were not. */
export function orderBounds(query: MetricQuery): { query: MetricQuery; notes: readonly string[] } {
  const notes: string[] = [];
  const having = query.having.map((threshold) => {
    const { op, value, upper } = threshold;
    if (op !== 'between' || upper === undefined || upper >= value) return threshold;
    notes.push(SWAPPED);
    return { ...threshold, value: upper, upper: value };
  });
  const where = query.where.map((filter) => {
    const [low = '', high = ''] = filter.values;
    if (filter.op !== 'between' || !(Number(high) < Number(low)) || filter.values.length !== 2) return filter;
    notes.push(SWAPPED);
    return { ...filter, values: [high, low] };
  });
  return { query: { ...query, having, where }, notes: [...new Set(notes)] };
}

const SWAPPED = 'The two ends of “between” are read in order of size.';

/** A breakdown narrowed to one value of its own dimension is that value's figure: there is nothing to rank it with. */
export function withoutSettledGroups(query: MetricQuery): MetricQuery {
  if (query.compareTo?.kind === 'values' || query.having.length > 0) return query;
  const settled = new Set(
    query.where.flatMap(({ dimension, op, values }) =>
      op === 'in' && new Set(values).size === 1 ? [dimension] : [],
    ),
  );
  const by = query.by.filter((id) => !settled.has(id));
  if (by.length === query.by.length) return query;
  const { limit, order, place, each, ...rest } = query;
  // The limit counted the groups that are no longer there; an order by the settled dimension has nothing to order.
  if (by.length === 0) return { ...rest, by };
  const kept = order && !settled.has(order.by) ? { order } : {};
  const ranked = { ...(limit === undefined ? {} : { limit }), ...(place === undefined ? {} : { place }) };
  return { ...rest, by, ...kept, ...ranked, ...(each === undefined || settled.has(each) ? {} : { each }) };
}
