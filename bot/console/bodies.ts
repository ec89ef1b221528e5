/** What the page may send, and what it is told where it sends something else. */
import { z } from 'zod';
import { isTimezone } from '../timezone.ts';

const thread = z
  .string({ error: '“thread” must name the conversation' })
  .regex(/^[A-Za-z0-9-]{8,64}$/, '“thread” must be 8 to 64 letters, digits or dashes');

/** The browser's timezone; one that is not known here counts as none. */
const timezone = z.string().max(64).refine(isTimezone).optional().catch(undefined);

export const messageBody = z.object({
  thread,
  text: z.string({ error: '“text” must be the words to answer' }),
  timezone,
});

export const pressBody = z.object({
  thread,
  token: z.string({ error: '“token” must name the button' }).min(1, '“token” must name the button').max(200),
  values: z
    .record(z.string().max(100), z.string().max(1000), { error: '“values” must be texts by name' })
    .optional(),
  timezone,
});

export const threadParam = thread;

export const traceParam = z.uuid({ error: 'the id of the steps is not one' });

/** A request that cannot be served, with the sentence to say so. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** `value` as `schema` reads it. Throws `RequestRefused` (400) with the first thing that is wrong. */
export function readAs<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RequestRefused(400, `The request does not fit: ${issue?.message ?? 'it is empty'}.`);
}
