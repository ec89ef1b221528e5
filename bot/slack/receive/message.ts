/** Which of the messages that Slack delivers are meant for the bot, and what they say. Pure. */
import { z } from 'zod';
import { decodeText, mentions, mentionsAnyone, namedChannels } from './decode.ts';

/** Subtypes that are still a person saying something; edits, joins, bots and the rest are not. */
const SPOKEN = new Set([undefined, 'file_share', 'thread_broadcast']);

const envelope = z.object({
  event_id: z.string().optional(),
  team_id: z.string().optional(),
  event: z.object({
    type: z.enum(['app_mention', 'message']),
    subtype: z.string().optional(),
    channel: z.string().min(1),
    channel_type: z.string().optional(),
    user: z.string().optional(),
    text: z.string().optional(),
    ts: z.string().min(1),
    thread_ts: z.string().optional(),
    parent_user_id: z.string().optional(),
    bot_id: z.string().nullish(),
    edited: z.unknown().optional(),
    files: z.array(z.unknown()).optional(),
    team: z.string().optional(),
    user_team: z.string().optional(),
    source_team: z.string().optional(),
  }),
});

export interface HeardMessage {
  readonly kind: 'heard';
  readonly eventId: string | null;
  /** The sender's own team, which differs from the bot's in a channel shared between companies. */
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  /** Where the thread begins: the message itself where it is in none. */
  readonly root: string;
  readonly text: string;
  /** Ids of the channels that the text names, by name. */
  readonly named: Readonly<Record<string, string>>;
  readonly attachments: number;
  readonly direct: boolean;
  /** Not addressed to the bot: to be answered only where the bot is already part of the thread. */
  readonly followUp: boolean;
  /** The thread was begun by the bot (an answer to a slash command, say). */
  readonly underOwnMessage: boolean;
}

export type Heard = HeardMessage | { readonly kind: 'ignored'; readonly because: string };

const ignored = (because: string): Heard => ({ kind: 'ignored', because });

/** Reads an `app_mention` or `message` event. Anything it does not understand is ignored, never thrown. */
export function hear(body: unknown, bot: { readonly userId: string; readonly botId: string }): Heard {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return ignored('not a message');
  const { event } = parsed.data;
  const text = event.text ?? '';
  if (!SPOKEN.has(event.subtype)) return ignored('not something a person said');
  if (event.edited !== undefined) return ignored('an edit');
  if (!event.user || event.bot_id || event.user === bot.userId) return ignored('a bot');
  const direct = event.channel_type === 'im' || event.channel.startsWith('D');
  const mentioned = mentions(text, bot.userId);
  if (event.type === 'message' && !direct) {
    // Slack sends such a message a second time as `app_mention`; that one is answered.
    if (mentioned) return ignored('comes as a mention too');
    if (!event.thread_ts) return ignored('not in a thread');
    if (mentionsAnyone(text)) return ignored('addressed to someone else');
  }
  return {
    kind: 'heard',
    eventId: parsed.data.event_id ?? null,
    team: event.user_team ?? event.source_team ?? event.team ?? parsed.data.team_id ?? '',
    user: event.user,
    channel: event.channel,
    root: event.thread_ts ?? event.ts,
    text: decodeText(text, bot.userId),
    named: namedChannels(text),
    attachments: event.files?.length ?? 0,
    direct,
    followUp: event.type === 'message' && !direct,
    underOwnMessage: event.parent_user_id === bot.userId,
  };
}
