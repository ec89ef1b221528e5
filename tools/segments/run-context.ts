import type { Workspace } from '../workspace.ts';

/** What a refresh gives each of its parts. */
export interface RunContext {
  /** Its `today` is what recency counts back from. */
  readonly workspace: Workspace;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly progress?: (note: string) => void;
  readonly signal?: AbortSignal;
}
