/** What happened during one question that went to a language model, as it is kept. It holds no data that was found. */
import { z } from 'zod';

const modelStep = z.object({
  kind: z.literal('model'),
  name: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  ms: z.number(),
  promptTokens: z.number(),
  completionTokens: z.number(),
  estimated: z.boolean(),
  /** US dollars; null where the price is not known. */
  costUsd: z.number().nullable(),
  attempts: z.number(),
  outcome: z.string(),
});

const toolStep = z.object({
  kind: z.literal('tool'),
  name: z.string(),
  startedAt: z.string(),
  ms: z.number(),
  args: z.record(z.string(), z.unknown()).nullable(),
  outcome: z.string(),
  detail: z.string(),
  sql: z.string().nullable(),
});

const storedStep = z.discriminatedUnion('kind', [modelStep, toolStep]);
export type StoredStep = z.infer<typeof storedStep>;

export const storedTrace = z.object({
  traceId: z.string(),
  question: z.string(),
  status: z.string(),
  role: z.enum(['fast', 'strong']),
  model: z.string(),
  startedAt: z.string(),
  ms: z.number(),
  steps: z.array(storedStep).readonly(),
  promptTokens: z.number(),
  completionTokens: z.number(),
  /** Some server did not count. */
  estimated: z.boolean(),
  costUsd: z.number().nullable(),
  sentencesLeftOut: z.number(),
  limit: z.string().nullable(),
  failure: z.string().nullable(),
});
export type StoredTrace = z.infer<typeof storedTrace>;
