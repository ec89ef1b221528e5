import { z } from 'zod';
import { gate } from '../audience/gate.ts';
import { audienceInput } from './audience-input.ts';

/** What `hybrid_discovery` is asked. */
export const hybridInput = audienceInput.extend({
  /** How many people are shown; more are counted. */
  limit: z.coerce.number().int().min(1).max(1000).default(10),
  /** Names and addresses, for analysts; by default whoever may see them gets them. */
  contacts: z.boolean().optional(),
  among: z
    .unknown()
    .pipe(gate)
    .optional()
    .describe(
      'Another gate, of people of whom the answer tells the share: {"kind":"everyone"} for all customers.',
    ),
  view: z.enum(['people', 'query']).default('people'),
});
export type HybridInput = z.infer<typeof hybridInput>;
