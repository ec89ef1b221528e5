import { z } from 'zod';

/** One thing that somebody did, or tried to. */
export const entry = z.object({
  at: z.iso.datetime(),
  who: z.string(),
  /** What was done, as a tool or as words: “apply_test_winner”. */
  tool: z.string(),
  what: z.string(),
  /** Which test, campaign or proposal; null where the log keeps no name. */
  about: z.string().nullable(),
  /** “a button in Slack” */
  from: z.string(),
  result: z.string(),
});
export type Entry = z.infer<typeof entry>;
