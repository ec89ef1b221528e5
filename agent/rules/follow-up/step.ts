/** What a step of the merge sees and gives. */
import type { MetricQuery } from '../../../tools/metrics/metric-query.ts';
import type { Clock } from '../dates/calendar.ts';
import type { Draft } from '../draft.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Problem } from '../resolve/problem.ts';
import type { Fragment } from './fragment.ts';

export interface Thread {
  readonly last: MetricQuery;
  readonly fragment: Fragment;
  readonly knowledge: Knowledge;
  readonly clock: Clock;
}

/** One step of the merge: a changed query or what stands in the way. */
export type Step = (query: MetricQuery, draft: Draft, thread: Thread) => MetricQuery | Problem;
