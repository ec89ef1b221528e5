/**
 * From a plan to one parameterised statement. Every value is a parameter, every name comes from the model.
 *
 * The statement reads like the question: the periods (`windows`), the time axis (`buckets`), one grouped
 * reading of each source (cells), their join (`figures`), a comparison side by side (`compared`), and last
 * the rows asked for.
 */

import { gateSelect } from '../audience/compile-gate.ts';
import { parametersFrom } from '../audience/parameters.ts';
import { minDay } from '../periods/calendar.ts';
import { joinFilled, writeAverages } from './compile-average.ts';
import { bucketsSql, calendarSql } from './compile-buckets.ts';
import { type Cell, cellSql, dimensionColumn, PEOPLE, type Shape, WINDOW } from './compile-cell.ts';
import type { Figures } from './compile-compared.ts';
import {
  type FigureContext,
  metricSql,
  startsAtZero,
  transformKey,
  transformSql,
  zeroOf,
} from './compile-figures.ts';
import { finalSql } from './compile-rows.ts';
import { ofEverybody } from './metric-query.ts';
import { type AggregateMetric, partsOf, type SemanticModel } from './model.ts';
import { averagedOver, type Compiled, type Plan, type PlannedFilter } from './plan.ts';
import { cte, identifier } from './sql-text.ts';

/**
 * Compiles the plan for one tenant. The statement carries the tenant as a predicate, besides row-level
 * security, so that indexes that begin with it are used.
 */
export function compile(plan: Plan, model: SemanticModel, tenantId: string): Compiled {
  const params = parametersFrom(1);
  params.add(tenantId, 'uuid');
  const read = plan.windows.flatMap((window, index) =>
    window.read ? [{ ...window.read, ix: index + 1, begins: minDay(window.from, window.read.from) }] : [],
  );
  const spans = read.map((span, index) =>
    index === 0 && plan.leadFrom !== null ? { ...span, from: plan.leadFrom } : span,
  );
  const shape: Shape = {
    by: plan.by,
    grain: averagedOver(plan.query) ?? plan.query.grain ?? null,
    spans,
    several: plan.windows.length > 1,
    tenantId,
    timezone: plan.timezone,
    customer: plan.people?.customer ?? null,
    params,
  };
  const dimensions = plan.by.map(dimensionColumn);
  const { several } = shape;
  const ctes: string[] = [];
  if (plan.people) {
    const { gate, workspace } = plan.people;
    ctes.push(cte(PEOPLE, gateSelect(gate, { tenantId, workspace }, params)));
  }
  if (several) {
    const days = (all: readonly string[]): string => all.map((day) => params.add(day, 'date')).join(', ');
    // Where places are counted, from where: a period may begin before its data does.
    const rows = spans.map(
      ({ ix, from, to, begins }) => `(${ix}, ${days(shape.grain ? [from, to, begins] : [from, to])})`,
    );
    const names = shape.grain ? 'starts, ends, begins' : 'starts, ends';
    ctes.push(cte(`windows (${WINDOW}, ${names})`, `values ${rows.join(',\n       ')}`));
  }
  if (shape.grain) ctes.push(cte('buckets', bucketsSql(plan, shape, shape.grain)));
  if (several && plan.query.grain) ctes.push(cte('calendar', calendarSql(plan, shape, plan.query.grain)));
  const cells = cellsOf(plan, model, shape.grain !== null);
  const figures = writeFigures(plan, model, shape, cells, ctes);
  return {
    ...finalSql(plan, figures, params, { dimensions, several, grain: plan.query.grain ?? null }, ctes),
    params: params.values,
  };
}

/** The cells that the plan's metrics need: one for each source, measure and manner of counting. */
function cellsOf(plan: Plan, model: SemanticModel, bucketed: boolean): readonly Cell[] {
  const cumulates = plan.query.transform?.kind === 'cumulative' && bucketed;
  const cells = new Map<string, Cell>();
  for (const part of [...plan.metrics, ...plan.hidden].flatMap((metric) => partsOf(metric, model))) {
    const source = model.sources.get(part.source);
    if (!source) throw new Error(`no source ${part.source}`);
    const cumulative = cumulates && part.additive === 'never';
    const key = [source.id, part.per?.key, part.per?.measure, cumulative].join('\0');
    const known = cells.get(key);
    if (known?.parts.some((each) => each.id === part.id)) continue;
    cells.set(key, {
      name: known?.name ?? cellName(source.id, part, cumulative, cells.size),
      source,
      parts: [...(known?.parts ?? []), part],
      cumulative,
    });
  }
  return [...cells.values()];
}

function cellName(source: string, part: AggregateMetric, cumulative: boolean, before: number): string {
  if (part.per) return `${source}_per_key_${before + 1}`;
  return `${source}_${cumulative ? 'so_far' : 'figures'}`;
}

/** Writes the cells and their join into `ctes`, and says what columns the join has. */
function writeFigures(
  plan: Plan,
  model: SemanticModel,
  shape: Shape,
  cells: readonly Cell[],
  ctes: string[],
): Figures {
  const filtersOf = (cell: Cell): readonly PlannedFilter[] => plan.filters.get(cell.source.id) ?? [];
  for (const cell of cells) ctes.push(cte(cell.name, cellSql(cell, shape, filtersOf(cell))));
  const averaged = averagedOver(plan.query);
  const joined = averaged ? joinFilled(cells, shape, ctes) : joinCells(cells, shape, ctes, 'members');
  const whole = writeWhole(plan, shape, cells, ctes);
  const top = averaged ? '' : writeTop(plan, model, shape, cells, ctes);
  const dimensions = shape.by.map(dimensionColumn);
  const partition = [...(shape.several ? [WINDOW] : []), ...dimensions];
  const context: FigureContext = {
    model,
    part: partIn(cells, ''),
    wholePart: partIn(cells, 'whole_'),
    partition: partition.length === 0 ? '' : `partition by ${partition.join(', ')} `,
    bucket: shape.grain,
    transform: plan.query.transform ?? null,
  };
  const keys = [...partition, ...(shape.grain ? [shape.grain] : [])];
  if (shape.grain && shape.several) keys.push('place');
  const values = [...plan.metrics, ...plan.hidden].map((metric) => ({
    metric,
    sql: metricSql(metric, model, context.part),
    key: metric.id,
  }));
  if (averaged)
    return writeAverages({ plan, model, shape, partition, values, joined, grain: averaged }, ctes);
  const alone = plan.metrics.length === 1;
  const transformed = plan.metrics.flatMap((metric) => {
    const sql = transformSql(metric, context);
    return sql === null || !context.transform
      ? []
      : [{ metric, sql, key: transformKey(metric, context.transform, alone) }];
  });
  const columns = [
    ...keys,
    ...[...values, ...transformed].map(({ sql, key }) => `${sql} as ${identifier(key)}`),
  ];
  ctes.push(cte('figures', `select ${columns.join(',\n       ')}\n${joined}${whole}${top}`));
  return {
    keys,
    values,
    transformed,
    zero: startsAtZero,
  };
}

const partIn =
  (cells: readonly Cell[], prefix: string) =>
  (part: AggregateMetric): string => {
    const cell = cells.find(({ parts }) => parts.some(({ id }) => id === part.id));
    if (!cell) throw new Error(`no cell holds ${part.id}`);
    return zeroOf(part, `${prefix}${cell.name}.${identifier(part.id)}`);
  };

/**
 * The from clause that lines the cells up. Cells may lack rows that others have, and buckets may have no
 * rows at all, so a frame of all keys comes first where that can be.
 */
function joinCells(cells: readonly Cell[], shape: Shape, ctes: string[], members: string): string {
  const dimensions = shape.by.map(dimensionColumn);
  const { several } = shape;
  const keys = [...(several ? [WINDOW] : []), ...dimensions, ...(shape.grain ? [shape.grain] : [])];
  const names = cells.map(({ name }) => name);
  if (keys.length === 0) return `from ${names.join(' cross join ')}`;
  if (!shape.grain && dimensions.length > 0 && names.length === 1) return `from ${names[0]}`;
  const joins = names.map((name) => `left join ${name} using (${keys.join(', ')})`).join('\n');
  if (dimensions.length === 0) return `from ${shape.grain ? 'buckets' : 'windows'}\n${joins}`;
  const group = shape.grain ? dimensions : keys;
  const union = names.map((name) => `select ${group.join(', ')} from ${name}`).join('\nunion\n');
  ctes.push(cte(members, names.length > 1 ? union : union.replace('select', 'select distinct')));
  return `from ${members}${shape.grain ? ' cross join buckets' : ''}\n${joins}`;
}

/**
 * The whole that shares are parts of: the same metrics under the whole's filters, without the dimensions unless each
 * group has its own.
 */
function writeWhole(plan: Plan, shape: Shape, cells: readonly Cell[], ctes: string[]): string {
  if (plan.whole === null) return '';
  const whole = plan.whole;
  const grain = plan.wholeByBucket ? shape.grain : null;
  const by = plan.wholeByGroup ? shape.by : [];
  const keys = [...(shape.several ? [WINDOW] : []), ...by.map(dimensionColumn), ...(grain ? [grain] : [])];
  return cells
    .map((cell) => {
      const name = `whole_${cell.name}`;
      const spans = plan.within?.read ? [plan.within.read] : shape.spans;
      const customer = ofEverybody(plan.query) ? null : shape.customer;
      const read: Shape = { ...shape, by, grain, spans, customer };
      ctes.push(cte(name, cellSql({ ...cell, name }, read, whole.get(cell.source.id) ?? [])));
      return keys.length === 0 ? `\ncross join ${name}` : `\nleft join ${name} using (${keys.join(', ')})`;
    })
    .join('');
}

/** On a time axis a limit keeps the groups that lead over the whole period, with all their buckets. */
function writeTop(
  plan: Plan,
  model: SemanticModel,
  shape: Shape,
  cells: readonly Cell[],
  ctes: string[],
): string {
  const { limit, order, each } = plan.query;
  const [metric] = plan.metrics;
  const [span] = shape.spans;
  if (!shape.grain || shape.by.length === 0 || limit === undefined || !metric || !span) return '';
  if (each !== undefined) return '';
  const flat: Shape = { ...shape, grain: null, spans: [span], several: false };
  const named = cells.map((cell) => ({ ...cell, name: `top_${cell.name}`, cumulative: false }));
  for (const cell of named)
    ctes.push(cte(cell.name, cellSql(cell, flat, plan.filters.get(cell.source.id) ?? [])));
  const dimensions = shape.by.map(dimensionColumn).join(', ');
  const from = joinCells(named, flat, ctes, 'top_members');
  const value = metricSql(metric, model, partIn(named, ''));
  const direction = order?.direction ?? 'desc';
  ctes.push(
    cte(
      'kept_groups',
      `select ${dimensions}\n${from}\norder by ${value} ${direction} nulls last, ${dimensions}\nlimit ${shape.params.add(limit)}`,
    ),
  );
  return `\nwhere (${dimensions}) in (select ${dimensions} from kept_groups)`;
}
