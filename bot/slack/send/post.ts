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
    options?: PostOptions,
  ): Promise<{ channel: string; ts: string }>;
  /** Where the message of that id stands at top level, posted about `since`; null where it is not there. */
  find(channel: string, id: string, since: Date): Promise<{ channel: string; ts: string } | null>;
  /** Shows the message to one person only. */
  postEphemeral(channel: string, root: string | null, user: string, message: Message): Promise<string>;
  update(channel: string, ts: string, message: Message): Promise<void>;
}

interface PostOptions {
  /** What replies under it belong to. */
  readonly conversation?: string | null;
  /** By which it can be found again; drawn where it is not given. */
  readonly id?: string;
}

const LOOK_BACK_SECONDS = 300;
/** A message was posted within this time of its claim, or not at all: calls wait and try again no longer. */
const LOOK_AHEAD_SECONDS = 1_800;
const MOST_LOOKED_AT = 999;

export function createPoster(deps: {
  readonly calls: SlackCalls;
  readonly pace: ChannelPace;
  readonly now: () => Date;
  readonly newId: () => string;
}): Poster {
  const { calls, pace, now, newId } = deps;

  async function find(channel: string, root: string | null, id: string): Promise<Answer | null> {
    const oldest = String(Math.floor(now().getTime() / 1_000) - LOOK_BACK_SECONDS);
    const found = root
      ? await calls.call('conversations.replies', { channel, ts: root, oldest, limit: 100 })
      : await calls.call('conversations.history', { channel, oldest, limit: 100 });
    const ts = tsOf(found, id);
    return ts ? { ok: true, channel, ts } : null;
  }

  return {
    post: (channel, root, message, { conversation, id: given } = {}) =>
      pace.run(channel, async () => {
        const id = `card-${given ?? newId()}`;
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
    async find(channel, id, since) {
      const from = Math.floor(since.getTime() / 1_000);
      const found = await calls.call('conversations.history', {
        channel,
        oldest: String(from - LOOK_BACK_SECONDS),
        latest: String(from + LOOK_AHEAD_SECONDS),
        limit: MOST_LOOKED_AT,
      });
      const ts = tsOf(found, `card-${id}`);
      if (!ts && found.has_more === true) throw new Error('too much was said since to look for the message');
      return ts ? { channel, ts } : null;
    },
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

/** A message of ours is known by the id on its first block. */
function tsOf(answer: Answer, id: string): string | null {
  const messages = Array.isArray(answer.messages) ? answer.messages : [];
  const ours = messages.find((message) => message?.blocks?.[0]?.block_id === id);
  return ours ? String(ours.ts) : null;
}

function body({ blocks, text }: Message, id?: string) {
  const [first, ...rest] = blocks;
  if (!first) return { text };
  return { blocks: id ? [{ ...first, block_id: id }, ...rest] : blocks, text };
}
