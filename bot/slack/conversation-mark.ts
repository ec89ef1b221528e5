/**
 * An answer to a slash command stands at the top of a channel; what is replied under it belongs to the command's
 * conversation. The message carries that conversation's name as metadata, so any process can find it again.
 */
import { z } from 'zod';
import type { SlackCalls } from './send/calls.ts';

const EVENT_TYPE = 'walker_conversation';

export function conversationMark(thread: string) {
  return { event_type: EVENT_TYPE, event_payload: { thread } };
}

const marked = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z
          .object({ event_type: z.literal(EVENT_TYPE), event_payload: z.object({ thread: z.string() }) })
          .optional()
          .catch(undefined),
      }),
    )
    .min(1),
});

/** The conversation of our message `ts`; null where it carries none or cannot be read. */
export async function readConversationMark(
  calls: SlackCalls,
  channel: string,
  ts: string,
): Promise<string | null> {
  const answer = await calls
    .call('conversations.replies', { channel, ts, limit: 1, include_all_metadata: true }, { attempts: 2 })
    .catch(() => null);
  const parsed = marked.safeParse(answer);
  if (!parsed.success) return null;
  const [root] = parsed.data.messages;
  return root?.ts === ts ? (root.metadata?.event_payload.thread ?? null) : null;
}
