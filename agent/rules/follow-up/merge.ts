/** The thread's last query, changed by what a follow-up says. */
import type { MetricQuery, MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import type { Draft } from '../draft.ts';
import { type Problem, refuse } from '../resolve/problem.ts';
import { soundQuery } from '../resolve/sound.ts';
import { mergeAxes } from './merge-axes.ts';
import { mergeChange } from './merge-change.ts';
import { mergeFilters } from './merge-filters.ts';
import { mergeMetrics } from './merge-metrics.ts';
import { mergePeople } from './merge-people.ts';
import { mergePeriod } from './merge-period.ts';
import { mergeTogether } from './merge-together.ts';
import { mergeTransform } from './merge-transform.ts';
import type { Step, Thread } from './step.ts';

const isProblem = (value: MetricQuery | Problem): value is Problem => 'kind' in value;

const STEPS: readonly Step[] = [
  keepCount,
  clear,
  mergeChange,
  mergeTogether,
  mergeMetrics,
  mergeAxes,
  mergeFilters,
  mergePeople,
  mergePeriod,
  mergeTransform,
  mergeView,
];

export function mergeFollowUp(
  draft: Draft,
  thread: Thread,
): { readonly kind: 'query'; readonly query: MetricQueryInput; readonly notes: readonly string[] } | Problem {
  let query: MetricQuery = thread.last;
  for (const step of STEPS) {
    const next = step(query, draft, thread);
    if (isProblem(next)) return next;
    query = next;
  }
  if (JSON.stringify(query) === JSON.stringify(thread.last) && !thread.fragment.clears)
    return refuse(
      'I do not see what to change in the last answer. Say for example “by month”, “only last quarter” or “and orders?”.',
    );
  const sound = soundQuery(query, thread.knowledge, thread.clock);
  return sound.kind === 'query' ? { ...sound, notes: draft.notes } : sound;
}

/** A count stays one of the same things: another number or axis would leave it as it is, or make it another. */
function keepCount(query: MetricQuery, draft: Draft): MetricQuery | Problem {
  if (draft.count)
    return refuse(
      'Please ask that as a question of its own, for example “how many locations have over 1,000 orders”.',
    );
  const other = draft.by.length > 0 || draft.grain !== null || draft.ranking !== null || draft.sort !== null;
  const worked =
    draft.share || draft.cumulative || draft.rolling || draft.averagePer || draft.change || draft.compare;
  const renamed = draft.metrics.length > 0 && draft.having.length === 0;
  if (!query.count || !(other || worked || renamed)) return query;
  return refuse(
    'The last answer was a count. Please ask for the list instead, for example “categories with revenue over 100,000”.',
  );
}

function clear(query: MetricQuery, _draft: Draft, { fragment }: Thread): MetricQuery {
  if (!fragment.clears) return query;
  const transform = query.transform?.kind === 'share' && query.transform.of ? undefined : query.transform;
  return { ...query, where: [], having: [], people: undefined, transform };
}

function mergeView(query: MetricQuery, draft: Draft): MetricQuery {
  return draft.view ? { ...query, view: draft.view } : query;
}
