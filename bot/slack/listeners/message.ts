/** Mentions, direct messages, and follow-ups in threads that the bot is part of. */
import type { App } from '@slack/bolt';
import { readConversationMark } from '../conversation-mark.ts';
import { type HeardMessage, hear } from '../receive/message.ts';
import { answering, channelOf, type ListenerDeps, threadName } from './deps.ts';

export function listenToMessages(app: App, deps: ListenerDeps): void {
  const onMessage = (body: unknown) =>
    deps.work.take('message', async () => {
      const heard = hear(body, await deps.identity());
      if (heard.kind === 'heard') await answer(heard, deps);
    });
  app.event('app_mention', ({ body }) => onMessage(body));
  app.event('message', ({ body }) => onMessage(body));
}

/** The conversation the message belongs to; null where it is a follow-up in a thread the bot is no part of. */
async function conversationOf(heard: HeardMessage, deps: ListenerDeps): Promise<string | null> {
  const { handlers, senders, calls } = deps;
  const thread = threadName(heard.channel, heard.root);
  if (!heard.followUp && !heard.underOwnMessage) return thread;
  const sender = senders.bare(heard.team, heard.user);
  if (await handlers.knowsThread(sender, thread)) return thread;
  const marked = heard.underOwnMessage ? await readConversationMark(calls, heard.channel, heard.root) : null;
  if (marked && (await handlers.knowsThread(sender, marked))) return marked;
  return heard.followUp ? null : thread;
}

async function answer(heard: HeardMessage, deps: ListenerDeps): Promise<void> {
  const { handlers, senders } = deps;
  const { channel, root, team, user } = heard;
  const thread = await conversationOf(heard, deps);
  if (!thread) return;
  const replies = deps.replies({
    channel,
    root,
    user,
    team,
    direct: heard.direct,
    responseUrl: null,
    pressed: null,
    conversation: null,
    asked: null,
  });
  const sender = await senders.describe(team, user);
  const { text, attachments, eventId, named } = heard;
  const where = { channel: channelOf(channel), named };
  await answering(replies, () =>
    handlers.message({ sender, where, thread, text, attachments, eventId }, replies),
  );
}
