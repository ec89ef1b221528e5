/** Draft → metric query, or the first thing that stands in the way. */
import type { Comparison, Filter, MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import type { Clock } from '../dates/calendar.ts';
import type { Draft } from '../draft.ts';
import type { Knowledge } from '../knowledge.ts';
import { type Problem, refuse } from './problem.ts';
import { settleFilters } from './settle-filters.ts';
import { settleMetrics } from './settle-metrics.ts';
import { settlePeriods } from './settle-periods.ts';
import { settleShape } from './settle-shape.ts';
import { soundQuery } from './sound.ts';

export type Resolved =
  | { readonly kind: 'query'; readonly query: MetricQueryInput; readonly notes: readonly string[] }
  | Problem;

const isProblem = (value: object): value is Problem =>
  'kind' in value && (value.kind === 'refuse' || value.kind === 'choose');

/** Resolves a copy of the draft; the draft itself stays as it is. */
export function resolve(said: Draft, knowledge: Knowledge, clock: Clock): Resolved {
  const draft = structuredClone(said);
  const part = partProblem(draft);
  if (part) return part;
  const metricProblem = settleMetrics(draft, knowledge);
  if (metricProblem) return metricProblem;
  const periods = settlePeriods(draft, clock);
  if (isProblem(periods)) return periods;
  const filters = settleFilters(draft, knowledge);
  if (isProblem(filters)) return filters;
  const parts = draft.share && draft.by.length === 0 ? splitParts(filters) : filters;
  if (isProblem(parts)) return parts;
  const compareTo = periods.compareTo ?? filters.compareTo;
  const lonely = nothingToCompare(draft, compareTo);
  if (lonely) return lonely;
  const shape = settleShape(draft, periods.period, clock, knowledge, parts.part.length > 0);
  if (isProblem(shape)) return shape;
  const where = [...parts.where, ...parts.part];
  const transform =
    draft.share && parts.part.length > 0 ? { kind: 'share' as const, of: parts.where } : shape.transform;
  const query = {
    metrics: draft.metrics.map(({ id }) => id),
    ...compact({ ...shape, by: shape.by?.length ? shape.by : undefined, transform }),
    ...(where.length > 0 ? { where } : {}),
    ...(draft.having.length > 0 ? { having: draft.having } : {}),
    ...(periods.period.kind === 'all' ? {} : { period: periods.period }),
    ...(compareTo ? { compareTo } : {}),
    ...(draft.view ? { view: draft.view } : {}),
  };
  const sound = soundQuery(query, knowledge, clock);
  return sound.kind === 'query'
    ? { ...sound, notes: [...draft.notes, ...namesakes(where, knowledge)] }
    : sound;
}

/** A share's one filter is the part; of several, those behind “comes from” are. */
function splitParts(filters: {
  where: NonNullable<MetricQueryInput['where']>;
  part: NonNullable<MetricQueryInput['where']>;
}) {
  if (filters.part.length > 0 || filters.where.length === 0) return filters;
  if (filters.where.length === 1) return { where: [], part: filters.where };
  return refuse('Which part of what? Please say it as “what share of revenue in Chicago comes from women”.');
}

/** “Nest” is a category of its own beside Nest-USA: said, since somebody may have meant all of them. */
function namesakes(where: readonly Filter[], { vocabulary }: Knowledge): string[] {
  return where.flatMap(({ dimension, op, values }) => {
    const [value, more] = values;
    if (value === undefined || more !== undefined || (op !== 'in' && op !== 'not_in')) return [];
    const starts = [`${value} `, `${value}-`].map((start) => start.toLowerCase());
    const longer = vocabulary
      .values(dimension)
      .filter((known) => starts.some((start) => known.value.toLowerCase().startsWith(start)));
    const named = longer.slice(0, 3).map((known) => `“${known.label}”`);
    return named.length === 0
      ? []
      : [`“${value}” is only what bears exactly that name, not ${named.join(', ')}.`];
  });
}

/** “how much of our revenue comes from Chicago”: in money, or as a part? */
function partProblem(draft: Draft): Problem | null {
  if (!draft.howMuchOf || draft.where.length === 0 || draft.share) return null;
  return {
    kind: 'choose',
    question: 'As an amount, or as a share of the whole?',
    options: [
      { label: 'The amount', apply: (changed) => void Object.assign(changed, { howMuchOf: false }) },
      {
        label: 'The share',
        apply: (changed) => void Object.assign(changed, { howMuchOf: false, share: true }),
      },
    ],
  };
}

function nothingToCompare(draft: Draft, compareTo: Comparison | undefined): Problem | null {
  if (!draft.compare || compareTo) return null;
  if (draft.metrics.length > 1 || draft.by.length > 0 || draft.grain !== null) return null;
  return refuse('Compare with what? Name two periods, two values, or “with the month before”.');
}

function compact<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
