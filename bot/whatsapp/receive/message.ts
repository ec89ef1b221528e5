/** What Twilio posts, read as what it means. */
import { z } from 'zod';
import { oneLine } from '../../../cards/plain-text.ts';
import type { Sender } from '../../../handlers/surface.ts';

const text = z.string().default('');
const sid = z.string().regex(/^[A-Za-z0-9]{2,64}$/);
const count = z.coerce.number().int().min(0).max(100).catch(0);

/** Fields of the webhook that matter here; Twilio may add others at any time. */
const webhook = z.object({
  MessageSid: sid,
  From: z.string().regex(/^whatsapp:\+\d{6,15}$/),
  To: z.string().regex(/^whatsapp:\+\d{4,15}$/),
  Body: text,
  NumMedia: count,
  ProfileName: text,
  ButtonPayload: text,
  Latitude: text,
  /** Set when the post tells of a message that we sent. */
  MessageStatus: text,
});

export interface Inbound {
  /** `MessageSid`: the same in every redelivery. */
  readonly eventId: string;
  readonly sender: Sender;
  readonly text: string;
  readonly attachments: number;
  /** The token of a quick-reply button that we put under a message; null for anything else. */
  readonly token: string | null;
}

/** Payloads of our own buttons begin with this; those of other templates are read as their text. */
const BUTTON_PREFIX = 'press:';

/** Null for what is no message from a person: a status report, another channel, a field missing. */
export function readInbound(body: unknown): Inbound | null {
  const parsed = webhook.safeParse(body);
  if (!parsed.success) return null;
  const post = parsed.data;
  if (post.MessageStatus !== '' && post.MessageStatus !== 'received') return null;
  const number = bareNumber(post.From);
  const displayName = oneLine(post.ProfileName).slice(0, 80);
  return {
    eventId: post.MessageSid,
    sender: {
      surface: 'whatsapp',
      account: bareNumber(post.To),
      externalId: number,
      ...(displayName ? { displayName } : {}),
    },
    text: post.Body,
    attachments: post.NumMedia + (post.Latitude === '' ? 0 : 1),
    token: post.ButtonPayload.startsWith(BUTTON_PREFIX)
      ? post.ButtonPayload.slice(BUTTON_PREFIX.length)
      : null,
  };
}

const report = z.object({
  MessageSid: sid,
  MessageStatus: z.string(),
  ErrorCode: z.coerce.number().int().optional().catch(undefined),
  To: z.string().default(''),
});

export interface StatusReport {
  readonly sid: string;
  readonly status: string;
  readonly code: number | null;
  readonly number: string;
}

/** What became of a message that we sent; null for anything else. */
export function readStatus(body: unknown): StatusReport | null {
  const parsed = report.safeParse(body);
  if (!parsed.success) return null;
  const { MessageSid, MessageStatus, ErrorCode, To } = parsed.data;
  return { sid: MessageSid, status: MessageStatus, code: ErrorCode ?? null, number: bareNumber(To) };
}

/** `+14155238886` of `whatsapp:+14155238886`. */
function bareNumber(address: string): string {
  return address.replace(/^whatsapp:/, '');
}
