import type { Db } from '../../db.ts';
import type { FilePlan } from '../detect/file-plan.ts';
import type { RejectsFile } from '../rejects-file.ts';

/** What a loader is given, and the counts it keeps. */
export interface LoadRun {
  readonly db: Db;
  readonly plan: FilePlan;
  readonly tenantId: string;
  /** The workspace's. */
  readonly currency: string;
  readonly importId: string;
  readonly sizeBytes: number;
  readonly rejects: RejectsFile;
  readonly signal: AbortSignal | undefined;
  /** Whether a file of so many lines is read in a thread. */
  readInThread(lines: number): boolean;
  readonly counts: LoadCounts;
  /** Before the first row is written. */
  beforeFirstWrite(): Promise<void>;
  /** Rows are safely in the database; called after each commit and while reading. */
  acknowledge(bytesRead: number): Promise<void>;
}

interface LoadCounts {
  read: number;
  added: number;
  changed: number;
  same: number;
}
