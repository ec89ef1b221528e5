/** From the rows of the statement to the rows of the answer: labels for windows and buckets, no helper columns. */
import type { Cell, TableColumn } from '../../cards/card.ts';
import type { Format } from '../../cards/format.ts';
import { partsOf } from '../periods/calendar.ts';
import type { Grain } from '../periods/period-expression.ts';
import type { AnswerData, AnswerRow } from './answer-data.ts';
import { capital, uncapital } from './capital.ts';
import { startsAtZero } from './compile-figures.ts';
import { type Dimension, formatOf, type Metric } from './model.ts';
import { averagedOver, countedThings, type Plan, type ResultColumn } from './plan.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface AnswerTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly AnswerRow[];
  readonly omitted: number;
  /** Rows without a value for the dimension were left out of the ranking. */
  readonly leftOut: boolean;
}

type DbRow = Readonly<Record<string, unknown>>;

/** The rows of the answer, with their columns. Windows without data get a row of nulls in their place. */
export function answerTable(
  plan: Plan,
  resultColumns: readonly ResultColumn[],
  dbRows: readonly DbRow[],
  currency: string,
): AnswerTable {
  const shown = shownColumns(plan, resultColumns);
  const columns = shown.map((column) => tableColumn(plan, column, currency));
  const rows = dbRows.map((row) =>
    Object.fromEntries(
      shown.map((column, index) => [columns[index]?.key ?? column.key, cellOf(plan, column, row)]),
    ),
  );
  const total = Number(dbRows[0]?.total_rows ?? rows.length);
  const complete = shown.some(({ kind }) => kind === 'window')
    ? withEmptyWindows(plan, columns, rows)
    : withEmptyValues(plan, shown, columns, rows);
  return {
    columns,
    rows: complete,
    omitted: Math.max(0, total - rows.length),
    leftOut: dbRows[0]?.left_out === true,
  };
}

/** Columns that people see: not the row count, not the metrics that only a threshold or the order names. */
function shownColumns(plan: Plan, columns: readonly ResultColumn[]): readonly ResultColumn[] {
  const share = plan.query.transform?.kind === 'share' && plan.by.length === 0 && !plan.query.grain;
  return columns.filter((column) => {
    if (column.kind === 'count') return false;
    if (column.kind !== 'metric') return true;
    // "What share …?" has one number for an answer.
    if (share && column.of === 'value') return false;
    return plan.metrics.includes(column.metric);
  });
}

/** What people read for stored values (“Female” for “F”), by column; only where the two differ. */
export function labelsOf(plan: Plan, vocabulary: Vocabulary): AnswerData['labels'] {
  const columns = plan.by.flatMap((dimension) => {
    const differing = vocabulary
      .values(dimension.id)
      .filter(({ value, label }) => value !== label)
      .map(({ value, label }) => [value, label] as const);
    return differing.length === 0 ? [] : [[dimensionKey(dimension), Object.fromEntries(differing)] as const];
  });
  return Object.fromEntries(columns);
}

/** The rows with labels in the place of stored values, as sentences, tables and pictures show them. */
export function labelled(rows: readonly AnswerRow[], labels: AnswerData['labels']): readonly AnswerRow[] {
  const columns = Object.entries(labels);
  if (columns.length === 0) return rows;
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(
      columns.map(([key, names]) => {
        const value = row[key] ?? null;
        return [key, typeof value === 'string' ? (names[value] ?? value) : value];
      }),
    ),
  }));
}

/** The key under which a dimension's labels stand: its id, or the imported column's name. */
function dimensionKey(dimension: Dimension): string {
  return dimension.attribute ?? dimension.id;
}

function tableColumn(plan: Plan, column: ResultColumn, currency: string): TableColumn {
  switch (column.kind) {
    case 'window':
      return { key: 'period', label: 'Period', role: 'text', format: { kind: 'text' } };
    case 'dimension':
      return {
        key: dimensionKey(column.dimension),
        label: column.dimension.label,
        role: 'dimension',
        format: { kind: 'text' },
      };
    case 'bucket': {
      const grain = plan.query.grain ?? 'day';
      const label = grain.charAt(0).toUpperCase() + grain.slice(1);
      return { key: grain, label, role: 'time', format: { kind: 'bucket', grain } };
    }
    case 'count':
      return { key: column.key, label: 'Rows', role: 'metric', format: { kind: 'integer' } };
    case 'groups':
      return {
        key: column.key,
        label: capital(countedThings(plan)),
        role: 'metric',
        format: { kind: 'integer' },
      };
    case 'metric':
      return {
        key: column.key,
        label: metricColumnLabel(plan, column),
        role: 'metric',
        format: numberFormat(plan, column, currency),
      };
  }
}

function numberFormat(
  { query: { transform } }: Plan,
  { of, metric }: Extract<ResultColumn, { kind: 'metric' }>,
  currency: string,
): Format {
  const own = formatOf(metric, currency);
  switch (of) {
    case 'share':
    case 'growth':
    case 'change':
      return { kind: 'percent' };
    case 'average_per':
      return averageFormat(metric, currency);
    case 'difference':
      // Shares are apart by points, whatever they are shares of.
      if (transform?.kind === 'share') return { kind: 'points' };
      return own.kind === 'percent' ? { ...own, kind: 'points' } : own;
    default:
      return own;
  }
}

/** A mean of counts has a fraction. */
function averageFormat(metric: Metric, currency: string): Format {
  const format = formatOf(metric, currency);
  return format.kind === 'integer' || format.kind === 'number' ? { kind: 'number', decimals: 1 } : format;
}

function metricColumnLabel(plan: Plan, column: Extract<ResultColumn, { kind: 'metric' }>): string {
  const { metric, of, window } = column;
  const name = nameOf(metric, of, plan);
  if (window === undefined) return name;
  const period = plan.windows[window]?.label ?? '';
  return plan.metrics.length > 1 ? `${name}, ${period}` : period;
}

function nameOf(metric: Metric, of: Extract<ResultColumn, { kind: 'metric' }>['of'], plan: Plan): string {
  const lower = uncapital(metric.label);
  const several = plan.metrics.length > 1;
  switch (of) {
    case 'value':
      return metric.label;
    case 'share':
      return `Share of ${lower}`;
    case 'growth':
      return several ? `Growth of ${lower}` : 'Growth';
    case 'cumulative':
      return `${metric.label} so far`;
    case 'rolling': {
      const window = plan.query.transform?.kind === 'rolling' ? plan.query.transform.window : 0;
      return `${metric.label}, mean of ${window} ${plan.query.grain ?? 'day'}s`;
    }
    case 'average_per':
      return `Average ${lower} per ${averagedOver(plan.query) ?? 'day'}`;
    case 'difference':
      return several ? `Difference in ${lower}` : 'Difference';
    case 'change':
      return several ? `Change in ${lower}` : 'Change';
  }
}

function cellOf(plan: Plan, column: ResultColumn, row: DbRow): Cell {
  const value = row[column.key];
  if (column.kind === 'window') return plan.windows[Number(value) - 1]?.label ?? String(value);
  if (column.kind === 'bucket') return bucketKey(String(value), plan.query.grain ?? 'day');
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** How a bucket is written in rows: `2019`, `2019-Q1`, `2019-01`, weeks and days by their first day. */
export function bucketKey(firstDay: string, grain: Grain): string {
  const { year, month } = partsOf(firstDay);
  switch (grain) {
    case 'year':
      return String(year);
    case 'quarter':
      return `${year}-Q${Math.ceil(month / 3)}`;
    case 'month':
      return firstDay.slice(0, 7);
    default:
      return firstDay;
  }
}

function withEmptyWindows(
  plan: Plan,
  columns: readonly TableColumn[],
  rows: readonly AnswerRow[],
): readonly AnswerRow[] {
  return plan.windows.map((window, index) => {
    const position = plan.windows.slice(0, index).filter(({ read }) => read !== null).length;
    const row = window.read ? rows[position] : undefined;
    return row ?? Object.fromEntries(columns.map(({ key }) => [key, key === 'period' ? window.label : null]));
  });
}

/** Values compared side by side each get a row: one without sales has sold nothing, and that is an answer. */
function withEmptyValues(
  plan: Plan,
  shown: readonly ResultColumn[],
  columns: readonly TableColumn[],
  rows: readonly AnswerRow[],
): readonly AnswerRow[] {
  const { compareTo, grain, having, limit } = plan.query;
  const [key] = columns;
  if (compareTo?.kind !== 'values' || !key || plan.by.length > 1 || grain || having.length > 0 || limit)
    return rows;
  return compareTo.values.map((value) => {
    const empty = columns.map((column, index): [string, Cell] => {
      const result = shown[index];
      const zero = result?.kind === 'metric' && result.of === 'value' && startsAtZero(result.metric);
      return [column.key, index === 0 ? value : zero ? 0 : null];
    });
    return rows.find((row) => row[key.key] === value) ?? Object.fromEntries(empty);
  });
}
