/** “by location”, “monthly instead”, “top 3”, “sort ascending”, “over 10,000”. */
import type { Filter, MetricQuery } from '../../../tools/metrics/metric-query.ts';
import type { Draft } from '../draft.ts';
import { DEFAULT_LIMIT } from '../lexicon/conventions.ts';
import { type Problem, refuse } from '../resolve/problem.ts';
import type { Fragment } from './fragment.ts';
import type { Step } from './step.ts';

export const mergeAxes: Step = (query, draft, thread) => {
  const split = splitBy(query, draft, thread.fragment);
  if ('kind' in split) return split;
  const ranked = rank(split, draft);
  if ('kind' in ranked) return ranked;
  const sorted = sort(ranked, draft, thread.fragment.reverses);
  if ('kind' in sorted) return sorted;
  return draft.having.length > 0 ? { ...sorted, having: havingOf(sorted, draft) } : sorted;
};

/** “over 100 orders” after “with revenue over 200,000”: both hold; another amount of revenue takes its place. */
const havingOf = (query: MetricQuery, draft: Draft): MetricQuery['having'] => [
  ...query.having.filter((held) => draft.having.every((said) => said.metric !== held.metric)),
  ...draft.having,
];

function splitBy(query: MetricQuery, draft: Draft, { adds, all }: Fragment): MetricQuery | Problem {
  if (draft.by.length === 0 && draft.grain === null) return query;
  const by = adds ? [...new Set([...query.by, ...draft.by])] : draft.by;
  if (by.length > 2) return refuse('I can break a number down by two things at most.');
  const grain = draft.grain ?? (adds ? query.grain : undefined);
  const where = query.where.filter((filter) => !lifts(filter, draft, all));
  const needsAxis = query.transform && query.transform.kind !== 'share';
  const { order: _order, limit: _limit, place: _place, each: _each, ...plain } = query;
  return {
    ...plain,
    where,
    by,
    grain,
    // “which categories grew” → “and locations?”: those that grew; an amount was one of the old groups.
    having: query.having.filter(({ metric }) => MADE.has(metric)),
    transform: needsAxis && !grain ? undefined : query.transform,
    compareTo: query.compareTo?.kind === 'values' && !adds && by.length > 1 ? undefined : query.compareTo,
  };
}

/** Thresholds on a share or a change, which any list can meet. */
const MADE: ReadonlySet<string> = new Set(['share', 'growth', 'difference', 'change']);

/** “by location” or “all locations” after Chicago alone: the list is of all of them. */
const lifts = ({ dimension, op, values }: Filter, draft: Draft, all: boolean): boolean =>
  draft.by.includes(dimension) &&
  op === 'in' &&
  (all || values.length === 1) &&
  draft.where.every((filter) => filter.dimension !== dimension);

function rank(query: MetricQuery, draft: Draft): MetricQuery | Problem {
  if (!draft.ranking) return query;
  if (query.by.length === 0 && !query.grain)
    return refuse('First or last of what? Ask for example for the top 5 categories or locations.');
  if (query.by.length + (query.grain ? 1 : 0) > 1 && query.each === undefined)
    return refuse('I can rank along one thing at a time, not within groups.');
  const { direction, limit, place } = draft.ranking;
  const metric = query.order?.by ?? query.metrics[0] ?? '';
  const one = draft.pick !== null && !draft.pick.plural;
  const { place: _, ...others } = query;
  const order = { by: metric, direction };
  if (place !== undefined) return { ...others, order, limit: 1, place };
  return { ...others, order, limit: limit ?? (one ? 1 : DEFAULT_LIMIT) };
}

/** “sorted by name”. */
function byName(query: MetricQuery, direction: 'asc' | 'desc'): MetricQuery | Problem {
  const [dimension, more] = query.by;
  if (dimension === undefined || more !== undefined || query.grain || query.limit !== undefined)
    return refuse('I can sort by name where one thing is listed in full.');
  return { ...query, order: { by: dimension, direction } };
}

/** Turning the order of a top 5 round would make another five of it: said, not done silently. */
function sort(query: MetricQuery, draft: Draft, reverses: boolean): MetricQuery | Problem {
  const now = query.order?.direction ?? 'desc';
  const wanted = reverses ? (now === 'desc' ? 'asc' : 'desc') : draft.ranking ? null : draft.sort;
  if (!wanted) return query;
  if (query.by.length === 0 && !query.grain)
    return refuse('There is only one number to sort. Break it down first, for example “by category”.');
  const order = { by: query.order?.by ?? query.metrics[0] ?? '', direction: wanted };
  const { limit } = query;
  if (draft.sortedByName) return byName(query, wanted);
  if (limit === undefined || wanted === now) return { ...query, order };
  return {
    kind: 'choose',
    question: `These are the ${now === 'desc' ? 'top' : 'bottom'} ${limit}. Sorted the other way round they would be other rows.`,
    options: [
      {
        label: `${wanted === 'asc' ? 'Bottom' : 'Top'} ${limit} instead`,
        apply: (changed) => {
          changed.sort = null;
          changed.ranking = { direction: wanted, limit };
        },
      },
      {
        label: 'All, in that order',
        apply: (changed) => {
          changed.sort = null;
          changed.ranking = { direction: wanted, limit: 1000 };
        },
      },
    ],
  };
}
