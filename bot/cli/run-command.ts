/** `walker <word> …` as `/walker <word> …`: the same handlers, the answer on the terminal. */
import { renderText } from '../../cards/text.ts';
import type { App } from '../app.ts';
import { createCliReplies } from './replies.ts';
import type { Terminal } from './terminal.ts';
import { writeFiles } from './write-files.ts';

interface RunOptions {
  /** Where to write the file that comes with the answer; without it, under its own name here. */
  readonly out?: string | undefined;
  /** False leaves out what buttons offer, where the command line has words of its own for it. */
  readonly buttons?: boolean;
}

/**
 * Runs the words as whoever sits at the machine, prints the cards and writes the files that come with them. The process
 * exits with 1 where it was refused or something went wrong.
 */
export async function runCommand(
  app: App,
  terminal: Terminal,
  words: string,
  { out, buttons = true }: RunOptions = {},
): Promise<void> {
  const replies = createCliReplies();
  const handled = await app.handlers.command(
    { sender: app.operator('cli'), thread: app.newId(), text: words, eventId: null },
    replies,
  );
  for (const { buttons: offered, ...card } of replies.cards)
    terminal.out(
      `${renderText(buttons && offered ? { ...card, buttons: offered } : card, { width: terminal.columns })}\n`,
    );
  await writeFiles(replies.attachments, terminal.out, out);
  if (handled.status !== 'answered') terminal.exit(1);
}
