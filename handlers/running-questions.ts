import type { Place } from '../tools/define-tool.ts';

/** What this process is working on and can be cancelled, by the token of its Cancel button. */
export type RunningQuestions = Map<
  string,
  { readonly controller: AbortController; readonly place: Place | undefined }
>;
