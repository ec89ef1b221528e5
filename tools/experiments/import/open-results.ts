/** A file with test results, read row by row. */
import { basename } from 'node:path';
import { DateEvidence } from '../../../db/import/detect/dates.ts';
import { detectNumberFormat } from '../../../db/import/detect/number-format.ts';
import { readSample, type Sample } from '../../../db/import/detect/read-sample.ts';
import type { Rejection } from '../../../db/import/encode/fact-encoder.ts';
import { ImportError } from '../../../db/import/import-error.ts';
import { parseMap } from '../../../db/import/map/map-file.ts';
import { readRows } from '../../../db/import/read/read-rows.ts';
import type { RecordScanner } from '../../../db/import/read/record-scanner.ts';
import type { DateOrder } from '../../../db/import/values/date-format.ts';
import { DateReader } from '../../../db/import/values/date-reader.ts';
import { plainNumber } from '../../../db/import/values/read-number.ts';
import { Zone } from '../../../db/import/values/zone.ts';
import { type Layout, layoutSentence, matchColumns, type PersonLayout } from './match-columns.ts';

const DAY_SECONDS = 86_400;

/** A line as read: whose, of which variation as the file calls it, and what happened. */
export interface ResultLine {
  readonly line: number;
  readonly original: string;
  readonly user: string;
  readonly variation: string;
  /** Null where the file has no times. */
  readonly at: Date | null;
  readonly events: readonly { readonly type: string; readonly value: number | null }[];
}

interface RejectedResult extends Rejection {
  readonly line: number;
  readonly original: string;
}

export interface ResultsFile {
  readonly fileName: string;
  readonly sentences: readonly string[];
  readonly hasTimes: boolean;
  /** The lines, some at a time, with those that could not be read. */
  read(): AsyncGenerator<{
    readonly lines: readonly ResultLine[];
    readonly rejected: readonly RejectedResult[];
  }>;
}

/** Finds out how the file is written. Times without a zone are in `timezone`. Throws `ImportError`. */
export async function openResults(path: string, timezone: string): Promise<ResultsFile> {
  const fileName = basename(path);
  const sample = await readSample(path, fileName, parseMap({}));
  const { dialect } = sample;
  const layout = matchColumns(dialect.headers, fileName);
  const toLine = lineReader(layout, sample, fileName, timezone);
  return {
    fileName,
    sentences: [
      layoutSentence(layout, dialect.headers),
      ...(layout.user === null ? ['There is no customer in it, so each line counts as another person.'] : []),
    ],
    hasTimes: layout.at !== null,
    async *read() {
      let lines: ResultLine[] = [];
      let rejected: RejectedResult[] = [];
      const visitor = {
        row(record: RecordScanner) {
          const line = toLine(record);
          if ('reason' in line) return line;
          lines.push(line);
          return null;
        },
        reject: (record: RecordScanner, rejection: Rejection) => {
          rejected.push({ ...rejection, line: record.line, original: record.original() });
        },
      };
      for await (const _ of readRows({ path, dialect }, visitor)) {
        yield { lines, rejected };
        lines = [];
        rejected = [];
      }
    },
  };
}

/** Leaves the reading of a line: what is in the column cannot be used. */
class BadCell extends Error {
  readonly column: number;
  constructor(column: number, reason: string) {
    super(reason);
    this.column = column;
  }
}

/** Reads one record; or says why it cannot be. */
function lineReader(layout: Layout, sample: Sample, fileName: string, timezone: string) {
  const numberIn = numberReader(sample, layout.value);
  const timeIn = timeReader(sample, layout.at, fileName, timezone);
  return (record: RecordScanner): ResultLine | Rejection => {
    const text = (column: number) => record.text(column).trim();
    const filled = (column: number, what: string) => {
      const found = text(column);
      if (found === '') throw new BadCell(column, `${what} is missing`);
      return found;
    };
    try {
      return {
        line: record.line,
        original: record.original(),
        variation: filled(layout.variation, 'the variation'),
        user: layout.user === null ? `line ${record.line}` : filled(layout.user, 'the customer'),
        at: timeIn(text),
        events:
          layout.kind === 'events'
            ? [{ type: filled(layout.event, 'the event type').toLowerCase(), value: numberIn(text) }]
            : outcomesOf(layout, text, numberIn(text)),
      };
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      return { column: sample.dialect.headers[error.column]?.trim() ?? '', reason: error.message };
    }
  };
}

type CellText = (column: number) => string;

/** That they were there, what they did, and what it was worth. */
function outcomesOf({ outcomes }: PersonLayout, text: CellText, value: number | null): ResultLine['events'] {
  const did = outcomes.filter(({ column }) => {
    const flag = readFlag(text(column));
    if (flag === null) throw new BadCell(column, `“${text(column)}” is neither yes nor no`);
    return flag;
  });
  return [
    { type: 'assigned', value: null },
    ...did.map(({ event }) => ({ type: event, value: null })),
    ...(value === null || value === 0 ? [] : [{ type: 'spent', value }]),
  ];
}

/** Null where nothing stands in the column, or there is none. */
function numberReader({ rows }: Sample, column: number | null): (text: CellText) => number | null {
  if (column === null) return () => null;
  const values = rows.map((row) => (row[column] ?? '').trim());
  const format = detectNumberFormat(values.filter((value) => value !== ''));
  return (text) => {
    const written = text(column);
    if (written === '') return null;
    const plain = plainNumber(written, format);
    if (plain === null) throw new BadCell(column, `“${written}” is no number`);
    return Number(plain);
  };
}

/** "1", "yes", "true", a count or a date mean that they did it; "0", "no", nothing that they did not; null for neither. */
function readFlag(text: string): boolean | null {
  if (/^(?:|0+(?:\.0+)?|no|n|false|f|-|null|none|nan)$/i.test(text)) return false;
  return /^(?:yes|y|true|t|x|\d+(?:\.\d+)?)$/i.test(text) ? true : null;
}

/** Null where the file has no times. */
function timeReader(
  { rows, dialect }: Sample,
  column: number | null,
  fileName: string,
  timezone: string,
): (text: CellText) => Date | null {
  if (column === null) return () => null;
  const header = dialect.headers[column]?.trim() ?? '';
  const order = dateOrder(
    rows.map((row) => row[column] ?? ''),
    header,
    fileName,
  );
  const zone = new Zone(timezone);
  const reader = new DateReader(order, zone);
  return (text) => {
    const bytes = Buffer.from(text(column));
    if (!reader.read(bytes, 0, bytes.length)) throw new BadCell(column, `“${text(column)}” is no date`);
    const seconds = reader.hasTime ? reader.instant : zone.instantOf(reader.day * DAY_SECONDS);
    return new Date(seconds * 1000 + reader.micros / 1000);
  };
}

function dateOrder(values: readonly string[], header: string, fileName: string): DateOrder {
  const evidence = new DateEvidence();
  for (const value of values) evidence.add(value);
  const verdict = evidence.verdict();
  if (verdict.kind === 'settled') return verdict.order;
  if (verdict.kind === 'empty') return 'ymd';
  throw new ImportError(
    verdict.kind === 'ambiguous' ? 'ambiguous_date' : 'unknown_date',
    verdict.kind === 'ambiguous'
      ? `The times in “${header}” of ${fileName} can be read as day/month and as month/day (for example “${verdict.example}”). Write them as year-month-day.`
      : `The times in “${header}” of ${fileName} could not be read (for example “${verdict.example}”). Write them as year-month-day hour:minute.`,
  );
}
