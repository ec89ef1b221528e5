/** What one tool's result says, as far as a number in a text can be held against it. */
import type { Call, Card, Cell, TableColumn } from '../../../cards/card.ts';
import type { Facts } from '../../../tools/define-tool.ts';
import { daysFromTo } from '../../../tools/periods/calendar.ts';
import { createNames, type Names } from './names.ts';
import { readNumbers } from './read-numbers.ts';
import type { DayRange, KnownNumber, ResultSeen } from './result-seen.ts';
import { periodIn } from './said-periods.ts';
import { shows } from './shown.ts';
import { changesOf, kindOf, type Stated, statedIn } from './stated.ts';

/** See `Evidence`, which is made of these. */
export interface Seen {
  readonly stated: readonly Stated[];
  readonly loose: readonly KnownNumber[];
  readonly asked: readonly number[];
  readonly labels: readonly string[];
  readonly ranges: readonly DayRange[];
  readonly rowCounts: readonly number[];
  readonly ofThings: boolean;
}

/** Tools that know numbers and words, and nothing of what was sent or deleted. */
const NUMBERS_ALONE: ReadonlySet<string> = new Set(['sql_analytics', 'define_term']);

/** Everything that `result` shows. */
export function seenIn(result: ResultSeen): Seen {
  const { call, card, summary, facts } = result;
  const { private: hidden, table } = card;
  const tables = [facts, hidden ? null : table].flatMap((one) => (one ? [one] : []));
  const around = facts?.period ?? null;
  // “Q3 2019” in a row is a period, and is checked as one.
  const inRows = tables
    .flatMap(({ rows, columns }) => rows.flatMap((row) => namesIn(row, columns)))
    .filter((name) => hasDigits(name) && periodIn(name, around) === null);
  const labels = [...inRows, ...textsIn(call.args).filter(hasDigits)];
  const cells = statedIn(result, tables);
  const changes = changesOf(result);
  const names = createNames(labels);
  const said = [
    facts ? facts.answer : summary,
    facts?.definition ?? '',
    ...(hidden ? [] : [...(card.text ?? []), ...notesOf(card)]),
  ];
  const loose = [
    ...headlinesOf(card).filter((one) => !cells.some(({ value }) => isSame(value, one.value))),
    ...said.flatMap((text) => numbersIn(text, names, [...cells, ...changes])),
  ];
  return {
    stated: [...cells, ...changes],
    loose,
    asked: [...argumentsOf(call.args), ...literalsIn(call), ...lengthsOf(around)],
    labels,
    ranges: once([
      ...tables.flatMap(({ rows, columns }) => rangesOf(facts, columns, rows, call)),
      ...cells.flatMap(({ period }) => (period ? [period] : [])),
    ]),
    rowCounts: tables.flatMap(({ rows }) => (rows.length > 0 ? [rows.length] : [])),
    ofThings: !NUMBERS_ALONE.has(call.tool),
  };
}

const once = (ranges: readonly DayRange[]): DayRange[] => [
  ...new Map(ranges.map((range) => [`${range.from} ${range.to}`, range])).values(),
];

export const hasDigits = (text: string): boolean => /\p{N}/u.test(text);

/** What a card says under the answer of the numbers in it; how fresh they are is said once for all. */
export const notesOf = ({ footnotes = [] }: Card): string[] =>
  footnotes.filter(({ kind }) => kind !== 'cost' && kind !== 'freshness').map(({ text }) => text);

/** Numbers that a query was written with. */
function literalsIn({ tool, args }: Call): number[] {
  if (tool !== 'run_sql') return [];
  return [...String(args.sql ?? '').matchAll(/(?<![\w.])\d+(?:\.\d+)?(?![\w.])/g)].map(([text]) =>
    Number(text),
  );
}

/** How long a period is, in days and in whole weeks. */
function lengthsOf(period: DayRange | null): number[] {
  if (!period) return [];
  const days = daysFromTo(period.from, period.to) + 1;
  return days % 7 === 0 ? [days, days / 7] : [days];
}

type Rows = readonly Readonly<Record<string, Cell>>[];

const isTime = ({ role, format }: TableColumn): boolean => role === 'time' || format.kind === 'date';

/** What the data calls things; times are dates and are checked as such. */
function namesIn(row: Readonly<Record<string, Cell>>, columns: readonly TableColumn[]): string[] {
  return columns.flatMap((column) => {
    const value = row[column.key];
    if (column.role === 'metric' || isTime(column)) return [];
    if (typeof value === 'number') return [String(value)];
    return typeof value === 'string' ? [value] : [];
  });
}

/** Without their changes, which are stated. */
const headlinesOf = ({ headlines = [] }: Card): KnownNumber[] =>
  headlines.flatMap(({ value, format }) =>
    typeof value === 'number' ? [{ value, kind: kindOf(format) }] : [],
  );

const isSame = (one: number, other: number): boolean =>
  Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));

/** A tool's own sentence: its numbers that stand in none of its rows, without its names. */
function numbersIn(text: string, names: Names, stated: readonly Stated[]): KnownNumber[] {
  return readNumbers(text, names).flatMap((found): KnownNumber[] => {
    if (found.kind !== 'number' || stated.some((one) => shows(found, one))) return [];
    if (found.unit === 'percent' || found.unit === 'points')
      return [{ value: found.value / 100, kind: 'percent' }];
    return [{ value: found.value, kind: found.unit === 'currency' ? 'currency' : 'plain' }];
  });
}

export function argumentsOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(argumentsOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(argumentsOf);
}

export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length <= 120 ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
}

function rangesOf(
  facts: Facts | null,
  columns: readonly TableColumn[],
  rows: Rows,
  { args }: Call,
): DayRange[] {
  const times = columns
    .filter(isTime)
    .flatMap(({ key }) => rows.map((row) => String(row[key] ?? '')))
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day));
  const said = textsIn(args).filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day));
  return [
    ...(facts?.period ? [facts.period] : []),
    ...[...times, ...said].map((day) => ({ from: day, to: day })),
  ];
}
