import { z } from 'zod';
import { audienceInput } from './audience-input.ts';

/** What `hybrid_discovery` is asked. */
export const hybridInput = audienceInput.extend({
  /** How many people are shown; more are counted. */
  limit: z.coerce.number().int().min(1).max(1000).default(10),
  /** Names and addresses, for analysts; by default whoever may see them gets them. */
  contacts: z.boolean().optional(),
  view: z.enum(['people', 'query']).default('people'),
});
export type HybridInput = z.infer<typeof hybridInput>;
