/** `/walker …`, by whatever name the app's manifest gives it. */
import type { App } from '@slack/bolt';
import { cut, literalLine, mrkdwn } from '../escape.ts';
import { decodeText, namedChannels } from '../receive/decode.ts';
import { type CommandRead, readCommand } from '../receive/interaction.ts';
import { answering, channelOf, commandThread, type ListenerDeps } from './deps.ts';

const QUOTED = 300;

export function listenToCommands(app: App, deps: ListenerDeps): void {
  app.command(/.*/, async ({ ack, body }) => {
    const command = readCommand(body);
    const said = command?.text.trim();
    // Slack shows the typed command to nobody, so the person is shown what is being worked on.
    await ack(said ? { response_type: 'ephemeral', text: `On it: ${mrkdwn(cut(said, QUOTED))}` } : undefined);
    if (command) await deps.work.take('command', () => answer(command, deps));
  });
}

async function answer(command: CommandRead, deps: ListenerDeps): Promise<void> {
  const { channel, team, user, responseUrl } = command;
  const sender = await deps.senders.describe(team, user);
  const text = decodeText(command.text, (await deps.identity()).userId);
  const thread = commandThread(channel, user);
  const quoted = cut(literalLine(text), QUOTED);
  const replies = deps.replies({
    channel,
    root: null,
    user,
    team,
    // The channel may be a conversation between two other people.
    direct: false,
    responseUrl,
    pressed: null,
    conversation: thread,
    asked: text === '' ? null : `${sender.displayName ?? 'Somebody'} asked: ${quoted}`,
  });
  await answering(replies, () =>
    deps.handlers.command(
      {
        sender,
        where: { channel: channelOf(channel), named: namedChannels(command.text) },
        thread,
        text,
        eventId: `command:${command.triggerId}`,
      },
      replies,
    ),
  );
}
