import { DATASETS } from '../columns/fields.ts';
import type { Binding } from '../columns/match-headers.ts';
import { ImportError } from '../import-error.ts';
import type { MapFile } from '../map/map-file.ts';
import { RECORD, RecordScanner, STARVED } from '../read/record-scanner.ts';
import { textBlocks } from '../read/text-blocks.ts';
import { type DateOrder, dateOrderName, parseDatePattern } from '../values/date-format.ts';
import { DateEvidence, type DateVerdict } from './dates.ts';
import type { Sample } from './read-sample.ts';

export interface SettledDates {
  readonly orders: ReadonlyMap<string, DateOrder>;
  readonly sentences: readonly string[];
}

/**
 * Settles how each date column is written: by the map, by the first rows, or where those leave it open by
 * reading on until a date settles it. Throws `ImportError('ambiguous_date')` where none does.
 */
export async function settleDates(
  path: string,
  fileName: string,
  sample: Sample,
  binding: Binding,
  map: MapFile,
): Promise<SettledDates> {
  const orders = new Map<string, DateOrder>();
  const sentences: string[] = [];
  const told = map.date_format === undefined ? null : parseDatePattern(map.date_format);
  for (const [field, column] of binding.fields) {
    if (DATASETS[binding.dataset].fields[field]?.kind !== 'date') continue;
    const header = sample.dialect.headers[column]?.trim() ?? field;
    if (told) {
      orders.set(field, told);
      sentences.push(`Dates in “${header}” are ${dateOrderName(told)}, as the map says.`);
      continue;
    }
    const evidence = new DateEvidence();
    for (const row of sample.rows) evidence.add(row[column] ?? '');
    if (evidence.verdict().kind === 'ambiguous') await readOn(path, sample, column, evidence);
    const verdict = evidence.verdict();
    const order = orderOf(verdict, fileName, header);
    if (order === null) continue;
    orders.set(field, order);
    const proof = verdict.kind === 'settled' && verdict.evidence ? `: “${verdict.evidence}” settles it` : '';
    sentences.push(`Dates in “${header}” are ${dateOrderName(order)}${proof}.`);
  }
  return { orders, sentences };
}

function orderOf(verdict: DateVerdict, fileName: string, header: string): DateOrder | null {
  switch (verdict.kind) {
    case 'settled':
      return verdict.order;
    case 'empty':
      return null;
    case 'ambiguous':
      throw new ImportError(
        'ambiguous_date',
        `The dates in “${header}” of ${fileName} can be read both as day/month/year and as month/day/year (for example “${verdict.example}”), and no date in the file settles which. Say it in a map: “date_format: DD/MM/YYYY” or “date_format: MM/DD/YYYY”, and import with --map map.yml.`,
      );
    case 'unknown':
      throw new ImportError(
        'unknown_date',
        `The dates in “${header}” of ${fileName} could not be read (for example “${verdict.example}”). Name their order in a map, such as “date_format: DD/MM/YYYY”, or name another column: “columns: {…}”.`,
      );
  }
}

/** Reads the column on until a date settles its order. */
async function readOn(path: string, sample: Sample, column: number, evidence: DateEvidence): Promise<void> {
  const { dialect } = sample;
  const scanner = new RecordScanner(dialect.delimiter.charCodeAt(0));
  let preamble = dialect.preamble;
  let last = '';
  for await (const block of textBlocks(path, dialect.encoding, dialect).read()) {
    scanner.feed(block, false);
    for (let found = scanner.next(); found !== STARVED; found = scanner.next()) {
      if (preamble > 0) preamble -= 1;
      else if (found === RECORD && column < scanner.count) {
        const value = scanner.text(column);
        if (value !== last) evidence.add(value);
        last = value;
      }
    }
    if (evidence.verdict().kind !== 'ambiguous') return;
  }
}
