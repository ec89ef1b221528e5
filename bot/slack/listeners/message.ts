/** Mentions, direct messages, and follow-ups in threads that the bot is part of. */
import type { App } from '@slack/bolt';
import { type HeardMessage, hear } from '../receive/message.ts';
import { answering, type ListenerDeps, threadName } from './deps.ts';

export function listenToMessages(app: App, deps: ListenerDeps): void {
  const onMessage = (body: unknown) =>
    deps.work.take('message', async () => {
      const heard = hear(body, await deps.identity());
      if (heard.kind === 'heard') await answer(heard, deps);
    });
  app.event('app_mention', ({ body }) => onMessage(body));
  app.event('message', ({ body }) => onMessage(body));
}

async function answer(heard: HeardMessage, deps: ListenerDeps): Promise<void> {
  const { handlers, senders } = deps;
  const { channel, root, team, user } = heard;
  const thread = threadName(channel, root);
  if (heard.followUp && !(await handlers.knowsThread(senders.bare(team, user), thread))) return;
  const replies = deps.replies({
    channel,
    root,
    user,
    team,
    direct: heard.direct,
    responseUrl: null,
    pressed: null,
    asked: null,
  });
  const sender = await senders.describe(team, user);
  const { text, attachments, eventId } = heard;
  await answering(replies, () => handlers.message({ sender, thread, text, attachments, eventId }, replies));
}
