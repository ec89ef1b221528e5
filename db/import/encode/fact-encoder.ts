import type { RecordScanner } from '../read/record-scanner.ts';
import type { ColumnType } from './decode-tuples.ts';
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

/** A table of facts, and the columns of the tuples made for it. */
export interface FactTarget {
  readonly table: 'fct_sales' | 'fct_marketing_spend' | 'fct_events';
  /** The column of the day, which the key begins with. */
  readonly day: string;
  readonly columns: CopyColumns;
}

/** Turns records into tuples of one fact table. */
export interface FactEncoder {
  readonly target: FactTarget;
  /** First and last day of what was encoded; null before the first. */
  days(): { readonly from: number; readonly to: number } | null;
  /** Writes the record's tuples, or says why it cannot be read. */
  encode(record: RecordScanner, writer: TupleWriter): Rejection | null;
}
