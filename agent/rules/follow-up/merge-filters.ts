/** “only Chicago”, “what about women?”, “excluding Nest”: a dimension that is filtered already is filtered anew. */
import type { Filter, MetricQuery } from '../../../tools/metrics/metric-query.ts';
import type { Draft } from '../draft.ts';
import { type Problem, refuse } from '../resolve/problem.ts';
import { settleFilters } from '../resolve/settle-filters.ts';
import type { Step, Thread } from './step.ts';

export const mergeFilters: Step = (query, draft, thread) => {
  const beside = besideLast(query, draft) ?? (thread.fragment.adds ? alongside(query, draft) : null);
  if (beside) return beside;
  const settled = settleFilters(draft, thread.knowledge);
  if ('kind' in settled) return settled;
  const filters = [...settled.where, ...settled.part];
  const narrowed = filters.length > 0 ? narrow(query, filters, thread) : query;
  if ('kind' in narrowed) return narrowed;
  if (!settled.compareTo) return narrowed;
  const { dimension } = settled.compareTo.kind === 'values' ? settled.compareTo : { dimension: '' };
  return {
    ...narrowed,
    where: narrowed.where.filter((filter) => filter.dimension !== dimension),
    compareTo: settled.compareTo,
  };
};

/** “compare with California” after an answer about Chicago: both, side by side. */
function besideLast(query: MetricQuery, draft: Draft): MetricQuery | null {
  const [only, more] = draft.where;
  if (!draft.compare || !only || more || only.op !== 'in' || draft.periods.length > 0) return null;
  const held = query.where.find((filter) => filter.dimension === only.dimension && filter.op === 'in');
  if (!held) return null;
  const values = [...new Set([...held.values, ...only.values])];
  return {
    ...query,
    where: query.where.filter((filter) => filter !== held),
    compareTo: { kind: 'values', dimension: only.dimension, values },
  };
}

/** “add New York” to Chicago against California. */
function alongside(query: MetricQuery, draft: Draft): MetricQuery | null {
  const { compareTo } = query;
  const [only, more] = draft.where;
  if (compareTo?.kind !== 'values' || only?.op !== 'in' || more || only.dimension !== compareTo.dimension)
    return null;
  return {
    ...query,
    compareTo: { ...compareTo, values: [...new Set([...compareTo.values, ...only.values])] },
  };
}

function narrow(query: MetricQuery, filters: readonly Filter[], thread: Thread): MetricQuery | Problem {
  const { transform, compareTo } = query;
  const said = new Set(filters.map((filter) => filter.dimension));
  const numeric = (id: string): boolean => thread.knowledge.dimension(id)?.kind === 'number';
  const kept = query.where.filter(
    (filter) => !said.has(filter.dimension) && !(numeric(filter.dimension) && said.has(filter.dimension)),
  );
  const reversed = thread.fragment.adds
    ? filters.find((filter) => isLeftOut(filter, query.where))
    : undefined;
  if (reversed)
    return refuse(
      `“${reversed.values.join(' or ')}” is left out of the last answer. Please ask again with what should be in it.`,
    );
  const merged = filters.map((filter) =>
    joinExclusions(thread.fragment.adds ? addTo(filter, query.where) : filter, query.where),
  );
  const base = {
    ...query,
    where: [...kept, ...merged],
    compareTo: compareTo?.kind === 'values' && said.has(compareTo.dimension) ? undefined : compareTo,
  };
  if (transform?.kind !== 'share' || !transform.of) return base;
  // In a share, a filter on the part's own dimension names another part; any other narrows the whole as well.
  const whole = transform.of.filter((filter) => !said.has(filter.dimension));
  const parts = query.where.filter(
    (filter) => !transform.of?.some((other) => other.dimension === filter.dimension),
  );
  const narrowing = merged.filter((filter) => !parts.some((part) => part.dimension === filter.dimension));
  return { ...base, transform: { kind: 'share', of: [...whole, ...narrowing] } };
}

/** “also New York” after Chicago is both; “and Apparel too” after leaving out Nest leaves out both. */
function addTo(filter: Filter, held: readonly Filter[]): Filter {
  const before = held.find((other) => other.dimension === filter.dimension);
  if (filter.op !== 'in' || !before) return filter;
  if (before.op === 'in') return { ...filter, values: [...new Set([...before.values, ...filter.values])] };
  return before.op === 'not_in' ? { ...filter, op: 'not_in' } : filter;
}

const isLeftOut = (filter: Filter, held: readonly Filter[]): boolean =>
  filter.op === 'in' &&
  held.some(
    (other) =>
      other.dimension === filter.dimension &&
      other.op === 'not_in' &&
      filter.values.some((value) => other.values.includes(value)),
  );

/** “excluding Nest” and then “excluding Office”: both stay out. */
function joinExclusions(filter: Filter, held: readonly Filter[]): Filter {
  const before = held.find((other) => other.dimension === filter.dimension && other.op === 'not_in');
  return filter.op === 'not_in' && before
    ? { ...filter, values: [...new Set([...before.values, ...filter.values])] }
    : filter;
}
