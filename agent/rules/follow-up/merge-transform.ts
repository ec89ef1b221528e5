/** “as a share”, “cumulative”, “7-day rolling average”, “growth by month”, “trend”. */

import type { MetricQuery } from '../../../tools/metrics/metric-query.ts';
import { daysFromTo } from '../../../tools/periods/calendar.ts';
import { type Clock, spanOf } from '../dates/calendar.ts';
import type { Draft } from '../draft.ts';
import { refuse } from '../resolve/problem.ts';
import type { Step } from './step.ts';

export const mergeTransform: Step = (query, draft, { clock }) => {
  if (draft.trend && !query.grain && draft.grain === null) return overTime(query, draft.by, clock);
  if (draft.share) return shareOfOne(query, draft) ?? share(query);
  if (draft.averagePer)
    return { ...query, grain: undefined, transform: { kind: 'average_per', grain: draft.averagePer } };
  if (draft.cumulative) return { ...query, grain: query.grain ?? 'month', transform: { kind: 'cumulative' } };
  if (draft.rolling) {
    const { window } = draft.rolling;
    if (window === null || window < 2 || window > 366)
      return refuse('Rolling over how long? Say for example “7-day rolling average”.');
    return { ...query, grain: draft.grain ?? query.grain ?? 'day', transform: { kind: 'rolling', window } };
  }
  if (draft.change && query.grain && !query.compareTo) return { ...query, transform: { kind: 'growth' } };
  if (draft.change && !query.compareTo)
    return refuse('Growth from when to when? Say for example “growth by month”.');
  return draft.average
    ? refuse('An average of what? Ask for example for the average order value or the revenue per customer.')
    : query;
};

/** “what share is Nest?” after a list by category: what Nest is of them all. */
function shareOfOne(query: MetricQuery, draft: Draft): MetricQuery | null {
  const [said, more] = [...draft.where, ...draft.part];
  if (!said || more || said.op !== 'in' || !query.by.includes(said.dimension) || query.grain) return null;
  const { order: _order, limit: _limit, place: _place, each: _each, ...plain } = query;
  const whole = query.where.filter(({ dimension }) => dimension !== said.dimension);
  const by = query.by.filter((dimension) => dimension !== said.dimension);
  return by.length > 0 || query.compareTo
    ? null
    : { ...plain, by, having: [], transform: { kind: 'share', of: whole } };
}

function share(query: MetricQuery) {
  if (query.by.length === 0 && !query.grain)
    return refuse('A share of what? Break the number down first, for example “by category”.');
  return { ...query, transform: { kind: 'share' as const } };
}

function overTime(query: MetricQuery, by: string[], clock: Clock): MetricQuery {
  const span = query.period.kind === 'all' ? null : spanOf(query.period, clock);
  return {
    ...query,
    by,
    grain: span && daysFromTo(span.from, span.to) < 62 ? 'day' : 'month',
    limit: undefined,
    place: undefined,
    each: undefined,
    order: undefined,
  };
}
