/** What a campaign says, as it is stored in `message_template`. */
import { z } from 'zod';
import type { Variation } from '../messages/variations.ts';

export const message = z.object({
  /** E-mail only. */
  subject: z.string().nullable(),
  body: z.string(),
  /** A template that WhatsApp has approved, with its variables. */
  template_id: z.string().nullable(),
  variables: z.record(z.string(), z.string()),
});
export type Message = z.infer<typeof message>;

const stored = z
  .object({
    subject: z.string().nullish(),
    body: z.string().nullish(),
    text: z.string().nullish(),
    template_id: z.string().nullish(),
    variables: z.record(z.string(), z.coerce.string()).nullish(),
  })
  .loose();

/** The message as stored; what older rows leave out is filled in. */
export function readMessage(json: unknown): Message {
  const { data } = stored.safeParse(json ?? {});
  return {
    subject: data?.subject ?? null,
    body: data?.body ?? data?.text ?? '',
    template_id: data?.template_id ?? null,
    variables: data?.variables ?? {},
  };
}

/**
 * The campaign's message as a variation of its test says it. The variation's parts go before the campaign's; a variation
 * that is a bare text takes the place of what the campaign leaves out, subject or body, and else of the body.
 */
export function messageOf(base: Message, { content }: Pick<Variation, 'content'>): Message {
  if (content === null) return base;
  if (typeof content === 'string')
    return base.subject === null && base.body !== ''
      ? { ...base, subject: content }
      : { ...base, body: content };
  const said = readMessage(content);
  return {
    subject: said.subject ?? base.subject,
    body: said.body || base.body,
    template_id: said.template_id ?? base.template_id,
    variables: { ...base.variables, ...said.variables },
  };
}

/** Every text of it that may hold personal fields. */
export const textsOf = ({ subject, body, variables }: Message): readonly string[] => [
  ...(subject === null ? [] : [subject]),
  body,
  ...Object.values(variables),
];
