/**
 * A *cell* is one grouped reading of one source: the parts of metrics that can be aggregated together, by
 * the dimensions and the bucket of the answer. Metrics of several sources are joined after grouping, so that
 * no fact is counted twice.
 */

import { inSet } from '../audience/compile-trait.ts';
import type { Parameters } from '../audience/parameters.ts';
import type { Grain } from '../periods/period-expression.ts';
import type { Span } from '../periods/resolve-period.ts';
import { filterCondition, isPerKey, NOT_RECORDED } from './compile-filter.ts';
import { type AggregateMetric, aliasesIn, type Dimension, expressionFor, type Source } from './model.ts';
import type { PlannedFilter } from './plan.ts';
import { identifier, indent } from './sql-text.ts';

export interface Cell {
  readonly name: string;
  readonly source: Source;
  /** Parts that share this reading; all have the same `per`, or none. */
  readonly parts: readonly AggregateMetric[];
  /** Each bucket counts everything from the start of the period to its end (distinct counts cannot be summed). */
  readonly cumulative: boolean;
}

/** What all cells of a statement share. */
export interface Shape {
  readonly by: readonly Dimension[];
  readonly grain: Grain | null;
  /** The spans read: one is bound directly, those of a comparison stand in the CTE `windows(ix, starts, ends)`. */
  readonly spans: readonly Span[];
  /** A comparison of periods, even where only one of them has data. */
  readonly several: boolean;
  readonly tenantId: string;
  readonly timezone: string;
  /** Whose a row is, where only those in the CTE `people` are read. */
  readonly customer: Dimension | null;
  readonly params: Parameters;
}

/** Column that holds the number of the window, in a statement with several. */
export const WINDOW = 'ix';

/** The CTE of the customers read, in a statement about some of them. */
export const PEOPLE = 'people';

/** The grouped select of a cell. */
export function cellSql(cell: Cell, shape: Shape, filters: readonly PlannedFilter[]): string {
  const groups = groupColumns(cell, shape);
  const per = cell.parts[0]?.per ?? null;
  const expressions = per
    ? [...groups.map((group) => group.sql), per.key, per.measure]
    : [...groups.map((group) => group.sql), ...cell.parts.map((part) => part.expression)];
  const body = fromSql(cell, shape, filters, expressions);
  if (!per) {
    const columns = [
      ...groups.map((group) => `${group.sql} as ${group.name}`),
      ...cell.parts.map((part) => `${fill(part.expression, cell, shape)} as ${identifier(part.id)}`),
    ];
    return `select ${columns.join(',\n       ')}\n${body}${groupBy(groups.length)}`;
  }
  const inner = [
    ...groups.map((group) => `${group.sql} as ${group.name}`),
    `${per.key} as key`,
    `${fill(per.measure, cell, shape)} as measure`,
  ];
  const outer = [
    ...groups.map((group) => group.name),
    ...cell.parts.map((part) => `${part.expression} as ${identifier(part.id)}`),
  ];
  const measured = `select ${inner.join(',\n       ')}\n${body}${groupBy(groups.length + 1)}`;
  return `select ${outer.join(', ')}\nfrom (\n${indent(measured)}\n) as measured\nwhere key is not null${groupBy(groups.length)}`;
}

const groupBy = (count: number): string =>
  count === 0 ? '' : `\ngroup by ${Array.from({ length: count }, (_, index) => index + 1).join(', ')}`;

/** The name of a dimension's column: its id, or `attribute_1` for one made from an imported column. */
export function dimensionColumn(dimension: Dimension, index: number): string {
  return dimension.attribute === null ? identifier(dimension.id) : `attribute_${index + 1}`;
}

/** Columns that identify a row of the cell: window, dimensions, bucket. */
function groupColumns(cell: Cell, shape: Shape): readonly { name: string; sql: string }[] {
  const dimensions = shape.by.map((dimension, index) => ({
    name: dimensionColumn(dimension, index),
    sql: `coalesce(nullif((${dimensionSql(dimension, cell, shape)})::text, ''), '${NOT_RECORDED}')`,
  }));
  const window = shape.several ? [{ name: WINDOW, sql: `windows.${WINDOW}` }] : [];
  const bucket = shape.grain
    ? [{ name: shape.grain, sql: cell.cumulative ? `buckets.${shape.grain}` : bucketOf(cell, shape.grain) }]
    : [];
  return [...window, ...dimensions, ...bucket];
}

function bucketOf(cell: Cell, grain: Grain): string {
  return grain === 'day' ? `${cell.source.date}` : `date_trunc('${grain}', ${cell.source.date})::date`;
}

function dimensionSql(dimension: Dimension, cell: Cell, shape: Shape): string {
  const expression = expressionFor(dimension, cell.source);
  if (expression === null) throw new Error(`${cell.source.id} does not reach ${dimension.id}`);
  return fill(withAttribute(expression, dimension, shape.params), cell, shape);
}

function withAttribute(expression: string, dimension: Dimension, params: Parameters): string {
  return dimension.attribute === null
    ? expression
    : expression.replaceAll('{attribute}', params.add(dimension.attribute, 'text'));
}

/** Puts the source's date, the start of what is counted, and the zone in place of their placeholders. */
function fill(expression: string, cell: Cell, shape: Shape): string {
  return expression
    .replaceAll('{date}', cell.source.date ?? '')
    .replaceAll('{timezone}', () => shape.params.add(shape.timezone, 'text'))
    .replaceAll('{window_start}', () => windowStart(cell, shape));
}

function windowStart(cell: Cell, shape: Shape): string {
  const [only] = shape.spans;
  const start = shape.several || !only ? 'windows.starts' : shape.params.add(only.from, 'date');
  if (!shape.grain || cell.cumulative) return start;
  return `greatest(${bucketOf(cell, shape.grain)}, ${start})`;
}

/** From the source to the end of the where clause. `expressions` say which joins are needed. */
function fromSql(
  cell: Cell,
  shape: Shape,
  filters: readonly PlannedFilter[],
  expressions: readonly string[],
): string {
  const { source } = cell;
  const plain = filters.filter(({ dimension }) => !isPerKey(dimension));
  const conditions = plain.map((filter) =>
    filterCondition(filter, dimensionSql(filter.dimension, cell, shape), shape.params),
  );
  if (shape.customer)
    conditions.push(inSet(dimensionSql(shape.customer, cell, shape), `select customer_id from ${PEOPLE}`));
  const keyed = filters.flatMap((filter) =>
    isPerKey(filter.dimension) ? [keyCondition(filter, filter.dimension.per, cell, shape, plain)] : [],
  );
  const aliases = new Set([...expressions, ...conditions].flatMap(aliasesIn));
  const joins = [...source.joins.values()].filter((join) => aliases.has(join.alias));
  const where = [`${source.id}.tenant_id = ${shape.params.add(shape.tenantId, 'uuid')}`];
  const days = daysSql(cell, shape);
  return [
    days.from,
    ...joins.map(
      (join) =>
        `left join ${join.table} as ${join.alias}\n  on ${join.alias}.tenant_id = ${source.id}.tenant_id and ${join.on}`,
    ),
    `where ${[...where, ...days.where, ...conditions, ...keyed].join('\n  and ')}`,
  ].join('\n');
}

/** How the days of the answer restrict the source. */
function daysSql(cell: Cell, shape: Shape): { from: string; where: readonly string[] } {
  const { source } = cell;
  const table = `${source.table} as ${source.id}`;
  const [span] = shape.spans;
  if (source.date === null || !span) return { from: `from ${table}`, where: [] };
  if (shape.several)
    return {
      from: `from windows\njoin ${table} on ${source.date} between windows.starts and windows.ends`,
      where: [],
    };
  const from = shape.params.add(span.from, 'date');
  const to = shape.params.add(span.to, 'date');
  const between = `${source.date} between ${from} and ${to}`;
  if (!cell.cumulative || !shape.grain) return { from: `from ${table}`, where: [between] };
  const end = `buckets.${shape.grain} + interval '${shape.grain === 'quarter' ? '3 months' : `1 ${shape.grain}`}'`;
  return { from: `from buckets\njoin ${table} on ${source.date} < ${end}`, where: [between] };
}

/**
 * Keeps the rows of the orders (customers) whose aggregate over the same period and filters fits.
 *
 * A plain `key in (select …)` becomes a join, and on tables without statistics a nested loop over every pair of rows.
 * `is true` keeps it a look-up in a hash table; `unnest` makes the planner expect few keys, so that it always hashes.
 */
function keyCondition(
  filter: PlannedFilter,
  key: string,
  cell: Cell,
  shape: Shape,
  plain: readonly PlannedFilter[],
): string {
  const [expression = ''] = filter.dimension.expressions;
  const whole = { ...cell, cumulative: false };
  const keys = [
    ...(shape.several ? [{ name: WINDOW, sql: `windows.${WINDOW}` }] : []),
    { name: 'key', sql: key },
  ];
  const body = fromSql(whole, shape, plain, [key, expression]);
  const having = filterCondition(filter, fill(expression, whole, shape), shape.params);
  const columns = keys.map(({ name, sql }) => `${sql} as ${name}`).join(', ');
  const select = `select ${columns}\n${body}${groupBy(keys.length)}\nhaving ${having}`;
  const found = keys.map(({ name }) => `unnest(array_agg(fitting.${name}))`).join(', ');
  const sought = keys.map(({ sql }) => sql).join(', ');
  return `((${sought}) in (\n    select ${found}\n    from (\n${indent(select, 6)}\n    ) as fitting\n  )) is true`;
}
