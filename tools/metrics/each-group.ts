/** A limit inside groups: "top 2 categories in each location", "the best product of every month". */
import type { Parameters } from '../audience/parameters.ts';
import type { Axes } from './compile-compared.ts';
import type { MetricQuery } from './metric-query.ts';
import type { Dimension } from './model.ts';
import type { Plan } from './plan.ts';
import { Refusal } from './refusal.ts';

/** The value of `each` for the time axis. */
export const EACH_BUCKET = 'time';

/** Throws `Refusal` where there are not two axes, one inside the other, and a ranking. */
export function checkEach({ each, by, grain, order, limit, transform, compareTo, count }: MetricQuery): void {
  if (each === undefined) return;
  const outer = each === EACH_BUCKET ? grain !== undefined : by.includes(each);
  if (!outer || by.length + (grain ? 1 : 0) !== 2 || !order || limit === undefined)
    throw new Refusal(
      'First or last of what, in each of what? Ask for example for “the top 2 categories in each location”.',
    );
  if (transform || compareTo || count)
    throw new Refusal(
      'I can rank inside groups, or compare, count and take shares, but not both at once. Ask for one of them.',
    );
}

/** Throws `Refusal` where every day or week would rank a long list of its own: too many cells to read. */
export function checkEachSize({ each, grain }: MetricQuery, by: readonly Dimension[]): void {
  if (each === undefined || (grain !== 'day' && grain !== 'week')) return;
  const things = by.map(({ plural }) => plural.toLowerCase()).join(' and ');
  throw new Refusal(
    `There are too many ${things} to rank in each ${grain}. Ask by month, or for one ${grain}.`,
  );
}

/** The column of the groups that the limit holds in; null where it holds for the whole answer. */
export function eachColumn({ query: { each }, by }: Plan, axes: Axes): string | null {
  if (each === undefined) return null;
  if (each === EACH_BUCKET) return axes.grain;
  return axes.dimensions[by.findIndex(({ id }) => id === each)] ?? null;
}

export const whereSql = (conditions: readonly string[]): readonly string[] =>
  conditions.length > 0 ? [`where ${conditions.join('\n  and ')}`] : [];

/** The leading rows of every group, the groups in their natural order. */
export function rankedInEach(
  { query, by }: Plan,
  { each, from, where, order }: Ranked,
  params: Parameters,
): readonly string[] {
  const { place, limit = 1 } = query;
  const fixed = by.find(({ id }) => id === query.each)?.fixed;
  const groups = fixed ? `array_position(${params.add([...fixed], 'text[]')}, ${each})` : each;
  return [
    'from (',
    `  select *, row_number() over (partition by ${each} order by ${order.join(', ')}) as standing`,
    `  from ${from}`,
    ...whereSql(where).map((line) => `  ${line}`),
    ') as ranked',
    place === undefined ? `where standing <= ${params.add(limit)}` : `where standing = ${params.add(place)}`,
    `order by ${groups}, standing`,
  ];
}

interface Ranked {
  readonly each: string;
  readonly from: string;
  readonly where: readonly string[];
  readonly order: readonly string[];
}
