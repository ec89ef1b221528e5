/** What an audience is asked for by. */
import { z } from 'zod';
import { gate } from '../audience/gate.ts';

export const audienceInput = z.object({
  /** What they did and who they are. */
  gate: gate.default({ kind: 'everyone' }),
  /** What they like, in anybody's words: "high-end lifestyle", "sporty, but no luxury". */
  interest: z.string().trim().min(1).max(500).optional(),
});
