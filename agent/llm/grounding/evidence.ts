/** What this turn's tool results say, as far as a number in a text can be held against it. */
import type { Call, Card, Cell, TableColumn } from '../../../cards/card.ts';
import type { Format } from '../../../cards/format.ts';
import type { Facts } from '../../../tools/define-tool.ts';
import { daysFromTo } from '../../../tools/periods/calendar.ts';
import { type FoundDate, type FoundNumber, readNumbers } from './read-numbers.ts';

/** `percent`: the value is a fraction. `count`: whole things, no money. `plain`: nobody said. `computed`: by free SQL, so that a fraction may be meant as a percentage. */
type NumberKind = 'plain' | 'count' | 'currency' | 'percent' | 'computed';

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
  /** Numbers that calls were made with (“the last 60 days”, “over 200,000”): they may be said again, as such. */
  readonly asked: readonly number[];
  /** Numbers of the question: where a call was made with them too, they may be said again in any way. */
  readonly question: readonly FoundNumber[];
  /** Numbers that a button would be pressed with: they may be said of the button. */
  readonly offered: readonly KnownNumber[];
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
  question: [],
  offered: [],
  labels: [],
  ranges: [],
  rowCounts: [],
  ofThings: false,
};
/** Tools that know numbers and words, and nothing of what was sent or deleted. */
const NUMBERS_ALONE: ReadonlySet<string> = new Set(['sql_analytics', 'define_term']);

/** What may be said besides the results. */
export interface Besides {
  /** Days that may be spoken of anyway: the data's own bounds, today. */
  readonly days: readonly DayRange[];
  readonly question: string;
  /** The calls behind the buttons that were offered. */
  readonly offers: readonly Call[];
  /** The text is a question back or a refusal: it may say all that was asked. */
  readonly saidBack: boolean;
}

/** Everything that `results` show, and what may be said besides. */
export function evidenceOf(results: readonly ResultSeen[], besides: Partial<Besides> = {}): Evidence {
  const { days = [], question = '', offers = [], saidBack = false } = besides;
  const said = readNumbers(question);
  const numbers = said.filter((one) => one.kind === 'number');
  return results.map(seenIn).reduce(join, {
    ...NOTHING,
    question: numbers,
    asked: saidBack ? numbers.map(({ value }) => value) : [],
    ranges: [...days, ...(saidBack ? said.flatMap((one) => (one.kind === 'date' ? rangeOf(one) : [])) : [])],
    offered: offers.flatMap(offeredBy),
    labels: offers.flatMap(({ args }) => textsIn(args)).filter(hasDigits),
    rowCounts: offers.length > 0 ? [offers.length] : [],
  });
}

const rangeOf = ({ year }: FoundDate): DayRange[] =>
  year === null ? [] : [{ from: `${year}-01-01`, to: `${year}-12-31` }];

/** Of a call that nobody has made yet: its numbers, and how many things its lists hold. */
function offeredBy({ args }: Call): KnownNumber[] {
  const lists = Object.values(args).filter((value) => Array.isArray(value));
  const counts = lists.map(({ length }) => ({ value: length, kind: 'plain' as const }));
  return [...counts, ...argumentsOf(args).flatMap(eitherWay)];
}

/** An argument of a button: “value: 15” may be 15 percent, “holdout: 0.1” a tenth. */
const eitherWay = (value: number): KnownNumber[] => [
  { value, kind: 'plain' },
  { value: value > 1 ? value / 100 : value, kind: 'percent' },
];

function join(one: Evidence, other: Evidence): Evidence {
  return {
    numbers: [...one.numbers, ...other.numbers],
    asked: [...one.asked, ...other.asked],
    question: [...one.question, ...other.question],
    offered: [...one.offered, ...other.offered],
    labels: [...one.labels, ...other.labels],
    ranges: [...one.ranges, ...other.ranges],
    rowCounts: [...one.rowCounts, ...other.rowCounts],
    ofThings: one.ofThings || other.ofThings,
  };
}

function seenIn({ call, card, summary, facts }: ResultSeen): Evidence {
  const { private: hidden, table } = card;
  const tables = [facts, hidden ? null : table].flatMap((one) => (one ? [one] : []));
  const labels = [
    ...tables.flatMap(({ rows, columns }) => rows.flatMap((row) => namesIn(row, columns))),
    ...textsIn(call.args),
  ].filter(hasDigits);
  const cells = tables.flatMap(({ rows, columns }) => columns.flatMap((column) => cellsOf(column, rows)));
  const said = [
    facts ? facts.answer : summary,
    facts?.definition ?? '',
    ...(hidden ? [] : [...(card.text ?? []), ...notesOf(card)]),
  ];
  return {
    ...NOTHING,
    numbers: [
      ...(call.tool === 'run_sql' ? cells.map(asComputed) : cells),
      ...headlinesOf(card),
      ...said.flatMap((text) => numbersIn(text, labels)),
    ],
    asked: [...argumentsOf(call.args), ...literalsIn(call), ...lengthsOf(facts?.period ?? null)],
    labels,
    ranges: tables.flatMap(({ rows, columns }) => rangesOf(facts, columns, rows, call)),
    rowCounts: tables.flatMap(({ rows }) => (rows.length > 0 ? [rows.length] : [])),
    ofThings: !NUMBERS_ALONE.has(call.tool),
  };
}

const hasDigits = (text: string): boolean => /\p{N}/u.test(text);

/** What a card says under the answer of the numbers in it; how fresh they are is said once for all. */
export const notesOf = ({ footnotes = [] }: Card): string[] =>
  footnotes.filter(({ kind }) => kind !== 'cost' && kind !== 'freshness').map(({ text }) => text);

const asComputed = (number: KnownNumber): KnownNumber =>
  number.kind === 'plain' ? { ...number, kind: 'computed' } : number;

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

function kindOf(format: Format): NumberKind {
  if (format.kind === 'currency') return 'currency';
  if (format.kind === 'percent' || format.kind === 'points') return 'percent';
  return format.kind === 'integer' ? 'count' : 'plain';
}

function cellsOf(column: TableColumn, rows: Rows): KnownNumber[] {
  if (column.role !== 'metric') return [];
  return rows.flatMap((row) => {
    const value = row[column.key];
    return typeof value === 'number' ? [{ value, kind: kindOf(column.format) }] : [];
  });
}

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
    .filter(isTime)
    .flatMap(({ key }) => rows.map((row) => String(row[key] ?? '')))
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day));
  const said = textsIn(args).filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day));
  return [
    ...(facts?.period ? [facts.period] : []),
    ...[...times, ...said].map((day) => ({ from: day, to: day })),
  ];
}
