/** How handlers answer into a conversation of the console. */
import { z } from 'zod';
import type { SendableCard } from '../../cards/card.ts';
import type { MessageRef, Replies } from '../../handlers/surface.ts';
import type { Charts } from './charts.ts';
import type { CardVersion, Conversations } from './conversations.ts';
import type { Files } from './files.ts';

export interface ReplyDeps {
  readonly conversations: Conversations;
  readonly charts: Charts;
  readonly files: Files;
  readonly now: () => Date;
  readonly newId: () => string;
}

const consoleRef = z.object({ thread: z.string(), entry: z.string() });

/** `Replies` into `thread`. A reference from before a restart cannot be edited: that card is sent anew. */
export function createReplies(deps: ReplyDeps, thread: string): Replies {
  const { conversations, charts, files, now, newId } = deps;
  const version = (card: SendableCard): CardVersion => ({
    card,
    chartId: card.chart ? charts.keep(card.chart) : null,
  });
  const send = async (card: SendableCard): Promise<MessageRef> => {
    const id = newId();
    conversations.put(
      thread,
      { kind: 'card', id, at: now(), current: version(card), earlier: [] },
      card.title,
    );
    return { thread, entry: id };
  };
  return {
    async progress(note) {
      conversations.progress(thread, note);
    },
    async working(card) {
      conversations.cancellable(thread, card.buttons?.[0]?.token ?? null);
      return async () => conversations.cancellable(thread, null);
    },
    send,
    async edit(ref, card) {
      const parsed = consoleRef.safeParse(ref);
      const entry = parsed.success ? conversations.entry(parsed.data.thread, parsed.data.entry) : null;
      if (!parsed.success || entry?.kind !== 'card') {
        await send(card);
        return;
      }
      conversations.put(parsed.data.thread, {
        ...entry,
        current: version(card),
        earlier: [...entry.earlier, entry.current],
      });
    },
    async attach(attachment) {
      conversations.put(
        thread,
        {
          kind: 'file',
          id: newId(),
          at: now(),
          fileId: files.keep(attachment),
          name: attachment.name,
          bytes: attachment.bytes.length,
          private: attachment.private,
        },
        attachment.name,
      );
    },
  };
}
