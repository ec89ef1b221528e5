import type { FilePlan } from '../detect/file-plan.ts';
import type { CustomerSpan } from '../load/customer-days.ts';
import type { FoundProduct } from '../load/product-index.ts';
import type { Rates } from '../load/rates.ts';

/** All that reading a file of facts needs. Plain data: it is handed to a thread. */
export interface FactsJob {
  readonly plan: FilePlan;
  readonly tenantId: string;
  readonly importId: string;
  /** The workspace's. */
  readonly currency: string;
  /** What the file is expected to hold. */
  readonly lines: number;
  /** Of the workspace; asked for by sales only. */
  readonly rates: Rates;
}

export interface RejectedLine {
  readonly line: number;
  /** The header of the column at fault; empty where it is the line as a whole. */
  readonly column: string;
  readonly reason: string;
  readonly original: string;
}

export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

/** What a block of the file came to. */
export interface FactsBlock {
  /** Of the file, up to the end of the block. */
  readonly bytesRead: number;
  readonly rows: number;
  /** The rows as tuples; every piece whole ones. */
  readonly pieces: readonly Buffer[];
  /** In the order of their lines. */
  readonly rejects: readonly RejectedLine[];
  /** Met for the first time, or known better than before. */
  readonly products: readonly FoundProduct[];
  /** First and last day (since 1970) of all rows up to here; null before the first. */
  readonly days: DaySpan | null;
  /** With the last block. */
  readonly end: FactsEnd | null;
}

export interface FactsEnd {
  /** Null where they were too many to remember. */
  readonly customers: readonly CustomerSpan[] | null;
}
