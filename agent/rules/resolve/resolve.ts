/** Draft → metric query, or the first thing that stands in the way. */
import type { Comparison, Filter, MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import type { Clock } from '../dates/calendar.ts';
import type { Draft } from '../draft.ts';
import type { Knowledge } from '../knowledge.ts';
import { partProblem } from './part-problem.ts';
import { type Problem, refuse } from './problem.ts';
import { settleCount } from './settle-count.ts';
import { type SettledFilters, settleFilters } from './settle-filters.ts';
import { settleMetrics } from './settle-metrics.ts';
import { type SettledPeriods, settlePeriods } from './settle-periods.ts';
import { settleShape } from './settle-shape.ts';
import { settleWithin, type Within } from './settle-within.ts';
import { soundQuery } from './sound.ts';

export type Resolved =
  | { readonly kind: 'query'; readonly query: MetricQueryInput; readonly notes: readonly string[] }
  | Problem;

const isProblem = (value: object): value is Problem =>
  'kind' in value && (value.kind === 'refuse' || value.kind === 'choose');

/** Resolves a copy of the draft; the draft itself stays as it is. */
export function resolve(said: Draft, knowledge: Knowledge, clock: Clock): Resolved {
  const draft = structuredClone(said);
  const problem = settleCount(draft, knowledge) ?? partProblem(draft) ?? settleMetrics(draft, knowledge);
  if (problem) return problem;
  // “more than 10% of revenue” asks for the share of each.
  const held = draft.having.some(({ metric }) => metric === 'share');
  draft.share ||= held;
  const within = settleWithin(draft, knowledge, clock);
  if (within && isProblem(within)) return within;
  const periods: SettledPeriods | Problem = within ?? settlePeriods(draft, clock);
  if (isProblem(periods)) return periods;
  setPartApart(draft);
  const filters = settleFilters(draft, knowledge);
  if (isProblem(filters)) return filters;
  const splits = draft.share && draft.by.length === 0 && !within && !held;
  const parts = splits ? splitParts(filters) : filters;
  if (isProblem(parts)) return parts;
  const compareTo = periods.compareTo ?? filters.compareTo;
  const lonely = nothingToCompare(draft, compareTo) ?? changeProblem(draft, compareTo);
  if (lonely) return lonely;
  const shape = settleShape(
    draft,
    periods.period,
    clock,
    knowledge,
    within !== null || parts.part.length > 0,
  );
  if (isProblem(shape)) return shape;
  const transform = shareOfWhole(draft, parts, within) ?? shape.transform;
  const query = queryOf(draft, { ...shape, transform, period: periods.period, compareTo }, parts);
  const sound = soundQuery(query, knowledge, clock);
  return sound.kind === 'query'
    ? { ...sound, notes: [...draft.notes, ...namesakes(query.where ?? [], knowledge)] }
    : sound;
}

/** The settled parts as one query, what is not said left out. */
function queryOf(
  { metrics, having, count, view }: Draft,
  { by, period, ...shape }: Omit<MetricQueryInput, 'metrics'>,
  parts: SettledFilters,
): MetricQueryInput {
  const where = [...parts.where, ...parts.part];
  return {
    metrics: metrics.map(({ id }) => id),
    ...compact({
      ...shape,
      by: by?.length ? by : undefined,
      where: where.length > 0 ? where : undefined,
      having: having.length > 0 ? having : undefined,
      period: period?.kind === 'all' ? undefined : period,
      count: count || undefined,
      view: view ?? undefined,
    }),
  };
}

/** What a share is of, where it is one part alone: a longer period, or all that the part's filters are taken from. */
function shareOfWhole(
  { share }: Draft,
  { where, part }: SettledFilters,
  within: Within | null,
): MetricQueryInput['transform'] {
  if (within) return { kind: 'share', within: within.within };
  return share && part.length > 0 ? { kind: 'share', of: where } : undefined;
}

/** “categories that grew” needs two periods, “months that grew” the one before each. */
function changeProblem(draft: Draft, compareTo: Comparison | undefined): Problem | null {
  if (!draft.changeCondition) return null;
  if (draft.by.length > 0 && draft.grain !== null)
    return refuse('Grew from when to when? Please name two periods, for example “from Q3 to Q4”.');
  if (draft.by.length > 0 && compareTo?.kind !== 'values' && compareTo) return null;
  if (draft.by.length === 0 && !compareTo) return null;
  return refuse(
    draft.by.length > 0
      ? 'From when to when? Say for example “categories that grew from Q3 to Q4”.'
      : 'I can hold each month against the one before it, or two periods against each other, but not both.',
  );
}

/**
 * “percentage of Office revenue from women”: what stands right before the metric is the whole, what comes behind is
 * the part. “Apparel's share of revenue from women”: there the part stands in front of “share”.
 */
function setPartApart(draft: Draft): void {
  const { shareAt, where, part, by } = draft;
  const metric = draft.metrics[0];
  if (shareAt === null || !metric || part.length > 0 || by.length > 0 || where.length < 2) return;
  const owners = where.filter(({ at }) => at < shareAt);
  const behind = where.filter(({ at }) => at > metric.at);
  const parts = owners.length > 0 ? owners : behind;
  if (parts.length !== 1 || parts.length === where.length || metric.at < shareAt) return;
  draft.part = parts;
  draft.where = where.filter((filter) => !parts.includes(filter));
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

function nothingToCompare(draft: Draft, compareTo: Comparison | undefined): Problem | null {
  if (!draft.compare || compareTo) return null;
  const [only, more] = draft.periods;
  const held = only?.joint === 'versus' && !more;
  if (!held && (draft.metrics.length > 1 || draft.by.length > 0 || draft.grain !== null)) return null;
  return refuse('Compare with what? Name two periods, two values, or “with the month before”.');
}

function compact<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
