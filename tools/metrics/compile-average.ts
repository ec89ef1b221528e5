/**
 * The mean of a metric over the days (weeks, …) of the period. A day on which nothing happened counts as zero where
 * the metric starts at zero, and is left out where it has no value then (the largest order of a day without orders).
 */

import type { Parameters } from '../audience/parameters.ts';
import type { Grain } from '../periods/period-expression.ts';
import { type Cell, dimensionColumn, type Shape, WINDOW } from './compile-cell.ts';
import type { Figures } from './compile-compared.ts';
import { startsAtZero, transformKey } from './compile-figures.ts';
import { filterCondition } from './compile-filter.ts';
import type { Dimension, Metric, SemanticModel } from './model.ts';
import type { Plan, PlannedFilter } from './plan.ts';
import { cte, identifier } from './sql-text.ts';

export interface Averages {
  readonly plan: Plan;
  readonly model: SemanticModel;
  readonly shape: Shape;
  /** Window and dimensions: what a row of the answer is of. */
  readonly partition: readonly string[];
  readonly values: readonly { readonly metric: Metric; readonly key: string; readonly sql: string }[];
  readonly joined: string;
  readonly grain: Grain;
}

/** A part of the date (the weekday): its expression over the day of a bucket, or null where it is none. */
function ofDay(dimension: Dimension, day: string): string | null {
  const expression = dimension.kind === 'time' ? dimension.expressions[0] : undefined;
  return expression?.includes('{date}') ? `(${expression.replaceAll('{date}', day)})` : null;
}

/**
 * Buckets that the filters leave out as a whole ("on Sundays", "without January") are not on the axis: a bucket stays
 * where one of its days between `from` and `to` (SQL) fits.
 */
export function bucketConditions(
  plan: Plan,
  grain: Grain,
  { from, to }: { readonly from: string; readonly to: string },
  params: Parameters,
): readonly string[] {
  const filters: readonly PlannedFilter[] = [...plan.filters.values()][0] ?? [];
  const fitting = filters.flatMap((filter) => {
    const expression = ofDay(filter.dimension, grain === 'day' ? 'day' : 'each');
    return expression === null ? [] : [filterCondition(filter, expression, params)];
  });
  if (grain === 'day' || fitting.length === 0) return fitting;
  const step = grain === 'quarter' ? '3 months' : `1 ${grain}`;
  const end = `least(day + interval '${step}' - interval '1 day', ${to})`;
  const days = `generate_series(greatest(day, ${from}), ${end}, interval '1 day') as each`;
  return [`exists (select 1 from ${days} where ${fitting.join(' and ')})`];
}

/** The cells lined up by group and bucket. Groups keep only the buckets they have rows in: the rest is zero. */
export function joinFilled(cells: readonly Cell[], shape: Shape, ctes: string[]): string {
  const dimensions = shape.by.map(dimensionColumn);
  const keys = [...(shape.several ? [WINDOW] : []), ...dimensions, ...(shape.grain ? [shape.grain] : [])];
  const names = cells.map(({ name }) => name);
  const using = keys.join(', ');
  const joins = names.map((name) => `left join ${name} using (${using})`).join('\n');
  if (dimensions.length === 0) return `from buckets\n${joins}`;
  if (names.length === 1) return `from ${names[0]}`;
  ctes.push(cte('members', names.map((name) => `select ${using} from ${name}`).join('\nunion\n')));
  return `from members\n${joins}`;
}

/** Writes `by_bucket` and, over it, `figures`: the means by group. */
export function writeAverages(averages: Averages, ctes: string[]): Figures {
  const { plan, shape, partition, values, joined, grain } = averages;
  const columns = [...partition, ...values.map(({ sql, key }) => `${sql} as ${identifier(key)}`)];
  ctes.push(cte('by_bucket', `select ${columns.join(',\n       ')}\n${joined}`));
  const places = countOfBuckets(shape, grain);
  const means = values.map(({ metric, key }) => {
    const name = identifier(key);
    return startsAtZero(metric) ? `sum(${name})::numeric / nullif(${places}, 0)` : `avg(${name})`;
  });
  const transformed = values.map(({ metric }) => ({
    metric,
    key: transformKey(metric, { kind: 'average_per', grain }, plan.metrics.length === 1),
  }));
  const written = transformed.map(({ key }, index) => `${means[index]} as ${identifier(key)}`);
  const group = partition.length > 0 ? `\ngroup by ${partition.join(', ')}` : '';
  ctes.push(
    cte('figures', `select ${[...partition, ...written].join(',\n       ')}\nfrom by_bucket${group}`),
  );
  const asked = transformed.filter(({ metric }) => plan.metrics.includes(metric));
  return { keys: partition, values: transformed, transformed: asked, zero: startsAtZero };
}

/** How many buckets a group can have rows in: the Mondays, for the group of Mondays. */
function countOfBuckets(shape: Shape, grain: Grain): string {
  const conditions = [
    ...(shape.several ? [`buckets.${WINDOW} = by_bucket.${WINDOW}`] : []),
    ...shape.by.flatMap((dimension, index) => {
      const expression = grain === 'day' ? ofDay(dimension, 'buckets.day') : null;
      if (expression === null) return [];
      return [`${expression}::text = by_bucket.${dimensionColumn(dimension, index)}`];
    }),
  ];
  const where = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '';
  return `(select count(*) from buckets${where})`;
}
