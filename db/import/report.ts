/** What an import tells: while it runs (`ImportProgress`) and when it is done (`ImportReport`). */

/** What people may name with `--as`. */
export const IMPORTABLE = ['sales', 'customers', 'products', 'spend', 'events'] as const;
export type Importable = (typeof IMPORTABLE)[number];

/** What a file can turn out to be. Coupons and tax rates belong to sales. */
export type Dataset = Importable | 'coupons' | 'tax_rates';

export interface ImportProgress {
  readonly phase: 'detecting' | 'loading' | 'finishing';
  readonly fileName: string;
  /** Rows of this file that are safely in the database. */
  readonly rows: number;
  /** Bytes of this file that have been read. */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface RowCounts {
  /** read = added + changed + same + rejected */
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly rejected: number;
}

export interface FileReport {
  readonly fileName: string;
  readonly path: string;
  /** Null where the file was not recognised. */
  readonly dataset: Dataset | null;
  readonly importId: string | null;
  readonly state: 'done' | 'failed' | 'skipped';
  /** How the file was read, in plain sentences. */
  readonly detected: readonly string[];
  readonly rows: RowCounts;
  /** The rows that could not be read, with line, column and reason; null where all could. */
  readonly rejectsPath: string | null;
  /** The first of those rows, in a sentence each. */
  readonly rejects: readonly string[];
  /** What a person should know besides: what was inferred, converted, removed, or why it failed. */
  readonly notes: readonly string[];
  readonly durationMs: number;
}

export interface ImportReport {
  readonly files: readonly FileReport[];
  /** About the import as a whole ("Removed the demo data."). */
  readonly notes: readonly string[];
  readonly durationMs: number;
}

export const NO_ROWS: RowCounts = { read: 0, added: 0, changed: 0, same: 0, rejected: 0 };
