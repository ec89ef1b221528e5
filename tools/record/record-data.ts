import { z } from 'zod';
import { recordRow } from './read-record.ts';
import { recordSummary } from './summarise.ts';

export const SHOWN = ['types', 'proposals'] as const;

export const recordData = z.object({
  show: z.enum(SHOWN),
  currency: z.string(),
  summary: recordSummary,
  /** The last that were scored. */
  scored: z.array(recordRow),
  omitted: z.number(),
});
export type RecordData = z.infer<typeof recordData>;
