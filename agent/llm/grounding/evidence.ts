/** What this turn's tool results say, as far as a number in a text can be held against it. */
import type { Call, Card, Cell, TableColumn } from '../../../cards/card.ts';
import type { Format } from '../../../cards/format.ts';
import type { Facts } from '../../../tools/define-tool.ts';
import { readNumbers } from './read-numbers.ts';

/** `percent`: the value is a fraction. `count`: whole things, no money. `plain`: nobody said. */
type NumberKind = 'plain' | 'count' | 'currency' | 'percent';

export interface KnownNumber {
  readonly value: number;
  readonly kind: NumberKind;
}

export interface DayRange {
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
}

export interface Evidence {
  readonly numbers: readonly KnownNumber[];
  /** Numbers that were asked for (“the last 60 days”, “over 200,000”): they may be said again, as such. */
  readonly asked: readonly number[];
  /** Names out of the data that hold digits (“Nest Cam 2”, “15311”): they may be written, they are no amounts. */
  readonly labels: readonly string[];
  /** Days that may be spoken of. */
  readonly ranges: readonly DayRange[];
  /** Rows of each result: “the top 3”, “all 5 places”. */
  readonly rowCounts: readonly number[];
  /** Some result speaks of campaigns, segments and the like, not of numbers alone. */
  readonly ofThings: boolean;
}

/** The parts of a tool's result that count. */
export interface ResultSeen {
  readonly call: Call;
  readonly card: Card;
  readonly summary: string;
  readonly facts: Facts | null;
}

const NOTHING: Evidence = {
  numbers: [],
  asked: [],
  labels: [],
  ranges: [],
  rowCounts: [],
  ofThings: false,
};
/** Tools that know numbers and words, and nothing of what was sent or deleted. */
const NUMBERS_ALONE: ReadonlySet<string> = new Set(['sql_analytics', 'define_term']);

/** Everything that `results` show; `known` are days that may be spoken of anyway (the data's own bounds, today). */
export function evidenceOf(results: readonly ResultSeen[], known: readonly DayRange[]): Evidence {
  return results.map(seenIn).reduce(join, { ...NOTHING, ranges: known });
}

function join(one: Evidence, other: Evidence): Evidence {
  return {
    numbers: [...one.numbers, ...other.numbers],
    asked: [...one.asked, ...other.asked],
    labels: [...one.labels, ...other.labels],
    ranges: [...one.ranges, ...other.ranges],
    rowCounts: [...one.rowCounts, ...other.rowCounts],
    ofThings: one.ofThings || other.ofThings,
  };
}

function seenIn({ call, card, summary, facts }: ResultSeen): Evidence {
  const table = facts ?? card.table ?? null;
  const rows = table?.rows ?? [];
  const columns = table?.columns ?? [];
  const labels = [...rows.flatMap((row) => namesIn(row, columns)), ...textsIn(call.args)].filter((text) =>
    /\p{N}/u.test(text),
  );
  const cells = columns.flatMap((column) => cellsOf(column, rows));
  const said = facts ? facts.answer : summary;
  return {
    numbers: [
      ...cells,
      ...headlinesOf(card),
      ...numbersIn(said, labels),
      ...numbersIn(facts?.definition ?? '', []),
    ],
    asked: argumentsOf(call.args),
    labels,
    ranges: rangesOf(facts, columns, rows, call),
    rowCounts: rows.length > 0 ? [rows.length] : [],
    ofThings: !NUMBERS_ALONE.has(call.tool),
  };
}

type Rows = readonly Readonly<Record<string, Cell>>[];

function kindOf(format: Format): NumberKind {
  if (format.kind === 'currency') return 'currency';
  if (format.kind === 'percent') return 'percent';
  return format.kind === 'integer' ? 'count' : 'plain';
}

function cellsOf(column: TableColumn, rows: Rows): KnownNumber[] {
  if (column.role !== 'metric') return [];
  return rows.flatMap((row) => {
    const value = row[column.key];
    return typeof value === 'number' ? [{ value, kind: kindOf(column.format) }] : [];
  });
}

/** What the data calls things; times are dates and are checked as such. */
function namesIn(row: Readonly<Record<string, Cell>>, columns: readonly TableColumn[]): string[] {
  return columns.flatMap(({ key, role }) => {
    const value = row[key];
    if (role === 'metric' || role === 'time') return [];
    if (typeof value === 'number') return [String(value)];
    return typeof value === 'string' ? [value] : [];
  });
}

function headlinesOf(card: Card): KnownNumber[] {
  return (card.headlines ?? []).flatMap(({ value, format, change }) => [
    ...(typeof value === 'number' ? [{ value, kind: kindOf(format) }] : []),
    ...(change
      ? [
          { value: change.difference, kind: kindOf(change.format) },
          ...(change.ratio === null ? [] : [{ value: change.ratio, kind: 'percent' as const }]),
        ]
      : []),
  ]);
}

/** A tool's own sentence, its names taken out. */
function numbersIn(text: string, labels: readonly string[]): KnownNumber[] {
  return readNumbers(text, labels).flatMap((found): KnownNumber[] => {
    if (found.kind !== 'number') return [];
    if (found.unit === 'percent' || found.unit === 'points')
      return [{ value: found.value / 100, kind: 'percent' }];
    return [{ value: found.value, kind: found.unit === 'currency' ? 'currency' : 'plain' }];
  });
}

function argumentsOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(argumentsOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(argumentsOf);
}

function textsIn(value: unknown): string[] {
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
    .filter(({ role }) => role === 'time')
    .flatMap(({ key }) => rows.map((row) => String(row[key] ?? '')))
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day));
  const said = textsIn(args).filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day));
  return [
    ...(facts?.period ? [facts.period] : []),
    ...[...times, ...said].map((day) => ({ from: day, to: day })),
  ];
}
