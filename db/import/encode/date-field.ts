import type { FilePlan } from '../detect/file-plan.ts';
import type { LineContent } from '../keys/line-content.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { DateReader } from '../values/date-reader.ts';
import { Zone } from '../values/zone.ts';
import { type Cell, cellOf } from './cell.ts';
import type { Rejection } from './fact-encoder.ts';
import type { TupleWriter } from './tuple-writer.ts';

const DAY_SECONDS = 86_400;

/** The date that a fact must have, with its time where the file gives one. */
export class DateField {
  readonly #cell: Cell | null;
  readonly #field: string;
  readonly #reader: DateReader;
  readonly #zone: Zone;

  constructor(plan: FilePlan, field: string) {
    this.#field = field;
    this.#cell = cellOf(plan, field);
    this.#zone = new Zone(plan.timezone);
    this.#reader = new DateReader(plan.dates.get(field) ?? 'ymd', this.#zone);
  }

  /** Days since 1970. */
  get day(): number {
    return this.#reader.day;
  }

  /** 1 to 12. */
  get month(): number {
    return this.#reader.month;
  }

  load(record: RecordScanner): Rejection | null {
    const cell = this.#cell;
    if (cell === null || !cell.load(record))
      return { column: cell?.header ?? this.#field, reason: 'the date is missing' };
    if (this.#reader.read(cell.bytes, cell.from, cell.to)) return null;
    return { column: cell.header, reason: `${cell.quoted()} is no date` };
  }

  /** @param first number of the first of two fields */
  addTo(content: LineContent, first: number): void {
    const reader = this.#reader;
    content.integer(first, reader.day);
    if (!reader.hasTime) return;
    content.integer(first + 1, reader.instant);
    if (reader.micros > 0) content.integer(first + 1, reader.micros);
  }

  writeDay(writer: TupleWriter): void {
    writer.date(this.#reader.day);
  }

  /** Null where the file gives no time. */
  writeInstant(writer: TupleWriter): void {
    if (this.#reader.hasTime) writer.timestamp(this.#reader.instant, this.#reader.micros);
    else writer.null();
  }

  /** A timestamp, that of the day's beginning where the file gives no time; then the date. */
  writeInstantFirst(writer: TupleWriter): void {
    const reader = this.#reader;
    if (reader.hasTime) writer.timestamp(reader.instant, reader.micros);
    else writer.timestamp(this.#zone.instantOf(reader.day * DAY_SECONDS), 0);
    writer.date(reader.day);
  }
}
