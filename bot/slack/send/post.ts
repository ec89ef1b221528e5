/** New messages: paced by channel, and looked for before they are sent again. */

import { conversationMark } from '../conversation-mark.ts';
import type { Block } from '../render/budget.ts';
import type { Answer, SlackCalls } from './calls.ts';
import type { ChannelPace } from './channel-pace.ts';

export interface Message {
  readonly blocks: readonly Block[];
  readonly text: string;
}

export interface Poster {
  /** Posts into the thread, or at top level where `root` is null. Resolves to where the message stands. */
  post(
    channel: string,
    root: string | null,
    message: Message,
    conversation?: string | null,
  ): Promise<{ channel: string; ts: string }>;
  /** Shows the message to one person only. */
  postEphemeral(channel: string, root: string | null, user: string, message: Message): Promise<string>;
  update(channel: string, ts: string, message: Message): Promise<void>;
}

const LOOK_BACK_SECONDS = 300;

export function createPoster(deps: {
  readonly calls: SlackCalls;
  readonly pace: ChannelPace;
  readonly now: () => Date;
  readonly newId: () => string;
}): Poster {
  const { calls, pace, now, newId } = deps;

  /** A message of ours is known by the id on its first block. */
  async function find(channel: string, root: string | null, id: string): Promise<Answer | null> {
    const oldest = String(Math.floor(now().getTime() / 1_000) - LOOK_BACK_SECONDS);
    const found = root
      ? await calls.call('conversations.replies', { channel, ts: root, oldest, limit: 100 })
      : await calls.call('conversations.history', { channel, oldest, limit: 100 });
    const messages = Array.isArray(found.messages) ? found.messages : [];
    const ours = messages.find((message) => message?.blocks?.[0]?.block_id === id);
    return ours ? { ok: true, channel, ts: String(ours.ts) } : null;
  }

  return {
    post: (channel, root, message, conversation) =>
      pace.run(channel, async () => {
        const id = `card-${newId()}`;
        const answer = await calls.call(
          'chat.postMessage',
          {
            channel,
            ...(root ? { thread_ts: root } : {}),
            ...body(message, id),
            ...(conversation ? { metadata: conversationMark(conversation) } : {}),
            unfurl_links: false,
            unfurl_media: false,
          },
          { find: () => find(channel, root, id) },
        );
        return { channel: String(answer.channel ?? channel), ts: String(answer.ts) };
      }),
    postEphemeral: (channel, root, user, message) =>
      pace.run(channel, async () => {
        // Cannot be looked for; seen by one person and gone on reload, so sending it again does no harm.
        const answer = await calls.call('chat.postEphemeral', {
          channel,
          user,
          ...(root ? { thread_ts: root } : {}),
          ...body(message),
        });
        return String(answer.message_ts ?? '');
      }),
    update: async (channel, ts, message) => {
      await calls.call('chat.update', { channel, ts, ...body(message) });
    },
  };
}

function body({ blocks, text }: Message, id?: string) {
  const [first, ...rest] = blocks;
  if (!first) return { text };
  return { blocks: id ? [{ ...first, block_id: id }, ...rest] : blocks, text };
}
