/** The last select of a statement: comparisons side by side, thresholds, order and limit. */

import type { Parameters } from '../audience/parameters.ts';
import { WINDOW } from './compile-cell.ts';
import { type Axes, comparedColumns, currentAndBase, type Figures } from './compile-compared.ts';
import { NOT_RECORDED } from './compile-filter.ts';
import { eachColumn, rankedInEach, whereSql } from './each-group.ts';
import type { Threshold } from './metric-query.ts';
import type { Compiled, Plan, ResultColumn } from './plan.ts';
import { identifier } from './sql-text.ts';

/** The statement, with the columns of its rows. */
export function finalSql(
  plan: Plan,
  figures: Figures,
  params: Parameters,
  axes: Axes,
  ctes: string[],
): Pick<Compiled, 'sql' | 'columns'> {
  const sideBySide = axes.several && (axes.dimensions.length > 0 || axes.grain !== null);
  const columns = sideBySide
    ? [...keyColumns(plan, axes, false), ...comparedColumns(plan, figures, axes, ctes)]
    : plainColumns(plan, figures, axes);
  const counted = axes.dimensions.length > 0;
  const selected = columns.map((column) =>
    column.kind === 'metric'
      ? `${identifier(column.key)}::float8 as ${identifier(column.key)}`
      : identifier(column.key),
  );
  if (counted) selected.push('count(*) over () as total_rows');
  const from = sideBySide ? 'compared' : 'figures';
  const ranked = ranksGroups(plan) ? axes.dimensions : [];
  if (ranked.length > 0)
    selected.push(
      `exists (select 1 from ${from} where ${ranked.map((name) => `${name} = '${NOT_RECORDED}'`).join(' or ')}) as left_out`,
    );
  const where = [
    ...conditions(plan, columns, axes, params),
    ...ranked.map((name) => `${name} <> '${NOT_RECORDED}'`),
  ];
  if (plan.query.count) return countSql(from, where, axes, ctes);
  const order = orderSql(plan, columns, axes, params, sideBySide);
  const limited = counted && !axes.grain ? (plan.query.limit ?? plan.maxGroups) : axesLimit(plan, axes);
  const { place } = plan.query;
  const each = eachColumn(plan, axes);
  const body =
    each === null
      ? [
          `from ${from}`,
          ...whereSql(where),
          ...(order.length > 0 ? [`order by ${order.join(', ')}`] : []),
          ...(limited === null ? [] : [`limit ${params.add(limited)}`]),
          ...(place === undefined ? [] : [`offset ${params.add(place - 1)}`]),
        ]
      : rankedInEach(plan, { each, from, where, order }, params);
  const statement = [`select ${selected.join(', ')}`, ...body].join('\n');
  return {
    sql: `with ${ctes.join(',\n')}\n${statement}`,
    columns: counted ? [...columns, { key: 'total_rows', kind: 'count' }] : columns,
  };
}

/** How many groups (buckets) meet the conditions. What is not recorded is no group of its own. */
function countSql(
  from: string,
  conditions: readonly string[],
  { dimensions }: Axes,
  ctes: readonly string[],
): Pick<Compiled, 'sql' | 'columns'> {
  const recorded = dimensions.map((name) => `${name} <> '${NOT_RECORDED}'`);
  const where = [...conditions, ...recorded].join('\n  and ');
  const statement = `select count(*)::float8 as groups\nfrom ${from}${where === '' ? '' : `\nwhere ${where}`}`;
  return { sql: `with ${ctes.join(',\n')}\n${statement}`, columns: [{ key: 'groups', kind: 'groups' }] };
}

/** "Top 5 locations": a ranking of groups, in which the unknown has no place. Who asks for the unknown gets it. */
function ranksGroups({ query }: Plan): boolean {
  return (
    query.limit !== undefined &&
    query.grain === undefined &&
    !query.where.some(({ values }) => values.includes(NOT_RECORDED))
  );
}

/** "Best three months": a limit on the buckets themselves. */
function axesLimit(plan: Plan, axes: Axes): number | null {
  return axes.grain !== null && axes.dimensions.length === 0 ? (plan.query.limit ?? null) : null;
}

function keyColumns(plan: Plan, axes: Axes, withWindow: boolean): readonly ResultColumn[] {
  return [
    ...(withWindow && axes.several ? [{ key: WINDOW, kind: 'window' as const }] : []),
    ...plan.by.map((dimension, index) => ({
      key: axes.dimensions[index] ?? dimension.id,
      kind: 'dimension' as const,
      dimension,
    })),
    ...(axes.grain ? [{ key: axes.grain, kind: 'bucket' as const }] : []),
  ];
}

function plainColumns(plan: Plan, figures: Figures, axes: Axes): readonly ResultColumn[] {
  const kind = plan.query.transform?.kind;
  const transformed = figures.transformed.map(({ metric, key }) => ({
    key,
    kind: 'metric' as const,
    metric,
    of: kind ?? ('value' as const),
  }));
  // A running total or mean stands in the place of the value.
  const replaced = kind === 'cumulative' || kind === 'rolling' || kind === 'average_per';
  const shown = replaced ? figures.values.slice(plan.metrics.length) : figures.values;
  const values = shown.map(({ metric, key }) => ({
    key,
    kind: 'metric' as const,
    metric,
    of: 'value' as const,
  }));
  return [...keyColumns(plan, axes, true), ...transformed, ...values];
}

function conditions(
  plan: Plan,
  columns: readonly ResultColumn[],
  axes: Axes,
  params: Parameters,
): readonly string[] {
  const [window] = plan.windows;
  const lead =
    plan.leadFrom !== null && axes.grain && window?.read
      ? [`${axes.grain} >= date_trunc('${axes.grain}', ${params.add(window.read.from, 'date')})::date`]
      : [];
  return [...lead, ...plan.query.having.map((threshold) => thresholdSql(plan, threshold, columns, params))];
}

function thresholdSql(
  plan: Plan,
  { metric, op, value, upper }: Threshold,
  columns: readonly ResultColumn[],
  params: Parameters,
): string {
  const [current] = currentAndBase(plan);
  const column =
    madeOf(columns, metric) ??
    columns.find((each) => each.key === metric) ??
    columns.find(
      (each) =>
        each.kind === 'metric' &&
        each.metric.id === metric &&
        (each.window === current - 1 || each.of === 'average_per'),
    );
  const name = identifier(column?.key ?? metric);
  const low = params.add(value, 'numeric');
  if (op === 'between') return `${name} between ${low} and ${params.add(upper ?? value, 'numeric')}`;
  return `${name} ${op} ${low}`;
}

function orderSql(
  plan: Plan,
  columns: readonly ResultColumn[],
  axes: Axes,
  params: Parameters,
  sideBySide: boolean,
): readonly string[] {
  const { order, compareTo, grain } = plan.query;
  const ties = [...(axes.grain ? [axes.grain] : []), ...axes.dimensions];
  if (axes.several && !sideBySide) return [WINDOW];
  if (compareTo?.kind === 'values') {
    const at = `array_position(${params.add([...compareTo.values], 'text[]')}, ${axes.dimensions[0]})`;
    return [...(axes.grain ? [axes.grain] : []), at, ...axes.dimensions.slice(1)];
  }
  const named = order ? namedOrder(plan, order.by, columns, params) : null;
  if (order && named !== null) return [`${named} ${order.direction} nulls last`, ...ties];
  if (axes.dimensions.length === 0)
    return axes.grain ? [`${axes.grain} ${grain && order?.direction === 'desc' ? 'desc' : 'asc'}`] : [];
  const [current] = currentAndBase(plan);
  const lead = columns.find(
    (column) => column.kind === 'metric' && (!sideBySide || column.window === current - 1),
  );
  const direction = order?.direction ?? 'desc';
  const ranked = lead ? [`${identifier(lead.key)} ${direction} nulls last`] : [];
  return [...(axes.grain ? [axes.grain] : []), ...ranked, ...axes.dimensions];
}

/** The column that is made of a metric: its share, its growth (the change of a comparison). Null for a metric's own name. */
function madeOf(columns: readonly ResultColumn[], name: string): ResultColumn | null {
  const kinds = name === 'growth' ? ['growth', 'change'] : MADE.has(name) ? [name] : [];
  return columns.find((column) => column.kind === 'metric' && kinds.includes(column.of)) ?? null;
}

const MADE: ReadonlySet<string> = new Set(['share', 'difference', 'change']);

/** What `order.by` means among the columns: a metric, a change, a dimension (in its natural order), the time. */
function namedOrder(
  plan: Plan,
  by: string,
  columns: readonly ResultColumn[],
  params: Parameters,
): string | null {
  const [current] = currentAndBase(plan);
  const made = madeOf(columns, by);
  if (made) return identifier(made.key);
  const ofMetric = columns.find(
    (column) =>
      column.kind === 'metric' &&
      column.metric.id === by &&
      (column.window === undefined || column.window === current - 1),
  );
  if (ofMetric) return identifier(ofMetric.key);
  const index = plan.by.findIndex((dimension) => dimension.id === by);
  const dimension = plan.by[index];
  const column = columns.find((each) => each.kind === 'dimension' && each.dimension === dimension);
  if (dimension && column) {
    const name = identifier(column.key);
    return dimension.fixed ? `array_position(${params.add([...dimension.fixed], 'text[]')}, ${name})` : name;
  }
  return plan.hidden.some((metric) => metric.id === by) ? identifier(by) : null;
}
