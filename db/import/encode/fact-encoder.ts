import type { RecordScanner } from '../read/record-scanner.ts';
import type { ColumnType } from './decode-tuples.ts';
import type { FactBatch } from './fact-batch.ts';
import type { TupleWriter } from './tuple-writer.ts';

/** Why a row cannot be read. */
export interface Rejection {
  /** The header of the column at fault; empty where it is the line as a whole. */
  readonly column: string;
  readonly reason: string;
}

/** A column of a COPY and its type. */
export type CopyColumns = readonly (readonly [name: string, type: ColumnType])[];

/** A column of a tuple and how its value for the record at hand is written. */
export interface TuplePart {
  readonly column: CopyColumns[number];
  write(writer: TupleWriter): void;
}

/** Turns records into tuples of one fact table. */
export interface FactEncoder {
  readonly table: 'fct_sales' | 'fct_marketing_spend' | 'fct_events';
  readonly columns: CopyColumns;
  /** First and last day of what was encoded; null before the first. */
  days(): { readonly from: number; readonly to: number } | null;
  /** Adds the record's tuples to the batch, or says why it cannot be read. */
  encode(record: RecordScanner, batch: FactBatch): Rejection | null;
}
