import { open } from 'node:fs/promises';
import { ImportError } from '../import-error.ts';
import type { MapFile } from '../map/map-file.ts';
import { RECORD, RecordScanner, STARVED } from '../read/record-scanner.ts';
import { detectDelimiter } from './delimiter.ts';
import { detectEncoding } from './encoding.ts';
import type { Dialect } from './file-plan.ts';
import { looksNumeric } from './number-format.ts';

const SAMPLE_BYTES = 1024 * 1024;
const SAMPLE_ROWS = 5000;
const EXCEL_HINT = /^sep=(.)\r?\n/;

export interface Sample {
  readonly dialect: Dialect;
  /** The first rows, header excluded. */
  readonly rows: readonly (readonly string[])[];
  /** On average, as the file has them. */
  readonly bytesPerRow: number;
}

/** Reads the beginning of a file and tells its dialect. Throws `ImportError` where there is nothing to read. */
export async function readSample(path: string, fileName: string, map: MapFile): Promise<Sample> {
  const { bytes, whole } = await firstBytes(path, fileName);
  const encoding = map.encoding ?? detectEncoding(bytes);
  // As a stream, too, because Node 20 decodes Windows-1252 as Latin-1 in one go (€ is lost).
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  const loneCarriageReturns = text.includes('\r') && !text.includes('\n');
  const lines = loneCarriageReturns ? text.replaceAll('\r', '\n') : text;
  const hint = EXCEL_HINT.exec(lines)?.[1];
  const utf8 = Buffer.from(lines);
  const hinted = [',', ';', '\t', '|'].find((candidate) => candidate === hint) as
    | Dialect['delimiter']
    | undefined;
  const delimiter = map.delimiter ?? hinted ?? detectDelimiter(utf8);
  const { records, bytesPerRow } = recordsOf(utf8, delimiter, whole);
  if (hint !== undefined) records.shift();
  const [first] = records;
  if (!first) throw new ImportError('empty_file', `${fileName} is empty: there is nothing to import.`);
  const hasHeader = map.header ?? true;
  if (hasHeader && map.header === undefined) assertHeader(first, fileName);
  return {
    dialect: {
      encoding,
      delimiter,
      loneCarriageReturns,
      preamble: (hasHeader ? 1 : 0) + (hint === undefined ? 0 : 1),
      headers: hasHeader ? first : first.map((_, index) => `column ${index + 1}`),
    },
    rows: hasHeader ? records.slice(1) : records,
    bytesPerRow,
  };
}

async function firstBytes(path: string, fileName: string): Promise<{ bytes: Buffer; whole: boolean }> {
  try {
    const file = await open(path);
    try {
      const buffer = Buffer.alloc(SAMPLE_BYTES);
      const { bytesRead } = await file.read(buffer, 0, SAMPLE_BYTES, 0);
      return { bytes: buffer.subarray(0, bytesRead), whole: bytesRead < SAMPLE_BYTES };
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new ImportError(
      code === 'ENOENT' ? 'no_such_file' : 'unreadable_file',
      code === 'ENOENT'
        ? `There is no file ${path}.`
        : `${fileName} cannot be read (${code ?? 'unknown error'}).`,
      { cause: error },
    );
  }
}

function recordsOf(
  bytes: Buffer,
  delimiter: string,
  whole: boolean,
): { records: string[][]; bytesPerRow: number } {
  const scanner = new RecordScanner(delimiter.charCodeAt(0));
  scanner.feed(bytes, whole);
  const records: string[][] = [];
  for (let found = scanner.next(); found !== STARVED && records.length <= SAMPLE_ROWS; found = scanner.next())
    if (found === RECORD)
      records.push(Array.from({ length: scanner.count }, (_, field) => scanner.text(field)));
  return { records, bytesPerRow: Math.max(1, scanner.recordEnd / Math.max(1, records.length)) };
}

/** A header has words in it; a line in which every filled field is a number or a date is data. */
function assertHeader(first: readonly string[], fileName: string): void {
  const filled = first.map((field) => field.trim()).filter((field) => field !== '');
  if (
    filled.length > 0 &&
    !filled.every((field) => looksNumeric(field) || /^\d{1,4}[-/.]\d{1,2}[-/.]\d/.test(field))
  )
    return;
  throw new ImportError(
    'no_header',
    `The first line of ${fileName} holds data, not the names of columns. Add a line of names, or a map with “header: false” and “columns” by number (customer_id: 1).`,
  );
}
