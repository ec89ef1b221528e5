/** What a result says each of its numbers of: the row's members, the period, the column. */
import type { Call, Cell, TableColumn } from '../../../cards/card.ts';
import type { Format } from '../../../cards/format.ts';
import type { DayRange, KnownNumber, ResultSeen } from './result-seen.ts';
import { periodIn } from './said-periods.ts';

/** A number, and what it is said of as far as that is known. */
export interface Stated extends KnownNumber {
  /** The metric, in small letters: “average order value”. */
  readonly of: string;
  /** The column was named by whoever wrote a query, and by no semantic model. */
  readonly freely: boolean;
  /** How much something rose or fell: its sign says which. */
  readonly change: boolean;
  /** Values of dimensions, by the dimension; several where a filter let several in. A dimension that is not here is unknown. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  /** Null where it is not known, or where there are two. */
  readonly period: DayRange | null;
}

type Row = Readonly<Record<string, Cell>>;
interface Rows {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Row[];
}

/** A row of these is what its first columns say; a step of a funnel or a test is said of two at once. */
const ROWS_OF_MEMBERS: ReadonlySet<string> = new Set(['sql_analytics', 'run_sql']);
const CHANGES = /(?:^|_)(?:difference|change|growth)(?:_|$)/;

/** Every number of `tables`, which are those of the result. */
export function statedIn(result: ResultSeen, tables: readonly Rows[]): Stated[] {
  const { call, facts } = result;
  const known = ROWS_OF_MEMBERS.has(call.tool);
  const where = known ? membersOf(call.args) : NO_MEMBERS;
  const period = known && isOfOnePeriod(call.args) ? (facts?.period ?? null) : null;
  const around = facts?.period ?? null;
  return tables.flatMap(({ columns, rows }) => {
    const metrics = columns
      .filter(({ role }) => role === 'metric')
      .map((column) => metricIn(column, call, around));
    return rows.flatMap((row) => {
      const members = known ? new Map([...where, ...membersIn(row, columns)]) : NO_MEMBERS;
      const own = known ? periodOf(row, columns, around) : null;
      return metrics.flatMap(({ key, period: inColumn, ...metric }): Stated[] => {
        const value = row[key];
        if (typeof value !== 'number') return [];
        return [
          {
            ...metric,
            value,
            members,
            period: inColumn && own ? null : (inColumn ?? own ?? (metric.change ? null : period)),
          },
        ];
      });
    });
  });
}

interface MetricColumn extends Pick<Stated, 'kind' | 'of' | 'freely' | 'change' | 'period'> {
  readonly key: string;
}

function metricIn(column: TableColumn, { tool }: Call, around: DayRange | null): MetricColumn {
  const kind = kindOf(column.format);
  const change = CHANGES.test(column.key);
  const period = ROWS_OF_MEMBERS.has(tool) && !change ? periodIn(column.label, around) : null;
  return {
    key: column.key,
    kind: tool === 'run_sql' && kind === 'plain' ? 'computed' : kind,
    of: metricOf(column, period !== null),
    freely: tool !== 'sql_analytics',
    change,
    period,
  };
}

const NO_MEMBERS: ReadonlyMap<string, ReadonlySet<string>> = new Map();

/** By how much the card says that something changed. */
export function changesOf({ card }: ResultSeen): Stated[] {
  const unknown = { freely: true, change: true, members: NO_MEMBERS, period: null };
  return (card.headlines ?? []).flatMap(({ label, change }) => {
    if (!change) return [];
    const of = label.toLowerCase();
    const difference = { ...unknown, of, value: change.difference, kind: kindOf(change.format) };
    return change.ratio === null
      ? [difference]
      : [difference, { ...unknown, of, value: change.ratio, kind: 'percent' as const }];
  });
}

export function kindOf(format: Format): KnownNumber['kind'] {
  if (format.kind === 'currency') return 'currency';
  if (format.kind === 'percent' || format.kind === 'points') return 'percent';
  return format.kind === 'integer' ? 'count' : 'plain';
}

/** “revenue_1” is labelled with its period, and is revenue all the same. */
const metricOf = ({ key, label }: TableColumn, isPeriod: boolean): string =>
  (isPeriod ? key.replace(/_\d+$/, '') : label).replaceAll('_', ' ').toLowerCase();

const isName = ({ role }: TableColumn): boolean => role === 'dimension' || role === 'text';

function membersIn(row: Row, columns: readonly TableColumn[]): [string, ReadonlySet<string>][] {
  return columns.filter(isName).flatMap(({ key }): [string, ReadonlySet<string>][] => {
    const value = row[key];
    return typeof value === 'string' && key !== 'period' ? [[key, new Set([value])]] : [];
  });
}

/** What a filter kept; of one that leaves something out nobody knows what is left. */
function membersOf(args: Call['args']): ReadonlyMap<string, ReadonlySet<string>> {
  const where = Array.isArray(args.where) ? (args.where as readonly unknown[]) : [];
  return new Map(
    where.flatMap((one): [string, ReadonlySet<string>][] => {
      const { dimension, op, values } = one as Readonly<Record<string, unknown>>;
      return typeof dimension === 'string' && op === 'in' && Array.isArray(values)
        ? [[dimension, new Set(values.map(String))]]
        : [];
    }),
  );
}

/** Customers who are picked by when they did something have a period of their own. */
function isOfOnePeriod({ compareTo, people }: Call['args']): boolean {
  const kind = (compareTo as { readonly kind?: unknown } | undefined)?.kind;
  return people === undefined && (kind === undefined || kind === 'values');
}

/** That of the row's bucket or window. */
function periodOf(row: Row, columns: readonly TableColumn[], around: DayRange | null): DayRange | null {
  for (const { key, role, format } of columns) {
    if (role === 'metric') continue;
    const value = row[key];
    if (typeof value !== 'string') continue;
    const week = format.kind === 'bucket' && format.grain === 'week';
    const period = periodIn(value, around, week ? 7 : 1);
    if (period) return period;
  }
  return null;
}

/** Names that rows or filters of these numbers have, each with its dimension. */
export function namesOf(stated: readonly Stated[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { members } of new Set(stated))
    for (const [dimension, values] of members)
      for (const value of values) {
        const dimensions = names.get(value) ?? new Set();
        names.set(value, dimensions.add(dimension));
      }
  return names;
}
