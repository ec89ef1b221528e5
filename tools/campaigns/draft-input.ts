/** What can be said of a draft, by whoever makes or edits it. */
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { CHANNELS, channelCalled } from './channels.ts';
import { readSendAt } from './send-at.ts';
import { offer } from './starters.ts';

const TEMPLATE_ID = /^HX[0-9a-f]{32}$/i;

export const draftFields = {
  channel: z.preprocess(
    (said) => (typeof said === 'string' ? (channelCalled(said) ?? said) : said),
    z.enum(CHANNELS),
  ),
  /** Name or id. */
  segment: z.string().trim().min(1).max(255),
  /** E-mail only; may hold personal fields. */
  subject: z.string().trim().min(1).max(200),
  /** Text with personal fields: `Hello {{first_name|there}}`. Left out, it comes from the message kind or the template. */
  body: z
    .string()
    .trim()
    .min(1)
    .max(20_000)
    // Forms in a browser end lines in two characters.
    .overwrite((text) => text.replace(/\r\n?/g, '\n')),
  /** A text to begin from, such as win_back. */
  template: z.string().trim().toLowerCase().min(1).max(60),
  /** Goes into the text to begin from. */
  offer,
  /** Part of the audience that gets nothing, to measure what it brings: 0 to 0.5. */
  holdout: z.coerce.number().min(0).max(0.5),
  /** “tomorrow 9:00”, “2026-03-20 09:00”; left out, it goes out once approved. */
  send_at: z.string().trim().min(1).max(60),
  /** Messages of this kind begin from the default that a test's winner has left. */
  message_kind: z.string().trim().min(1).max(120),
  /** WhatsApp: a template that it has approved, HX…. */
  template_id: z.string().trim().regex(TEMPLATE_ID, 'must look like HX and 32 characters'),
  /** WhatsApp: what stands for {{1}}, {{2}} of the approved template; may hold personal fields. */
  variables: z.record(z.string().max(40), z.string().max(1_000)),
  /** A running A/B test whose variations go out by its split; name or id. */
  test: z.string().trim().min(1).max(500),
} as const;

/** The instant said, or null for as soon as possible. Throws a `Refusal` for what is no time, or is over. */
export function sendAtOf(words: string, now: Date, timezone: string): Date | null {
  const at = readSendAt(words, now, timezone);
  if (at === 'now') return null;
  if (at === null)
    throw new Refusal(`I cannot read “${words}” as a time.`, [
      'Write it like “tomorrow 9:00”, “monday 6pm” or “2026-03-20 09:00”.',
    ]);
  if (at.getTime() < now.getTime()) throw new Refusal(`“${words}” is over already.`);
  return at;
}
