import { STREAM_LIFETIME_MS } from '../limits.ts';

/** When progress is shown; milliseconds. */
export interface ProgressTiming {
  readonly statusAfterMs: number;
  readonly streamAfterMs: number;
  /** Between two updates of a streamed message, at least. */
  readonly appendEveryMs: number;
  readonly streamLifetimeMs: number;
  /** An answer does not wait longer than this for progress that is still under way. */
  readonly patienceMs: number;
  /** When work that can be cancelled gets a button for it. */
  readonly cancelAfterMs: number;
}

export const PROGRESS_TIMING: ProgressTiming = {
  // Most answers are there sooner than anyone looks; telling about those would only cost calls.
  statusAfterMs: 300,
  streamAfterMs: 1_500,
  // Slack allows about a hundred a minute for the whole workspace.
  appendEveryMs: 1_000,
  streamLifetimeMs: STREAM_LIFETIME_MS,
  patienceMs: 2_000,
  cancelAfterMs: 3_000,
};
