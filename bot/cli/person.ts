import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { renderText } from '../../cards/text.ts';
import type { App } from '../app.ts';
import { createCliReplies } from './replies.ts';
import type { MakeCommand, Terminal } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker person …`: what is held about a customer, as a file, or no more. */
export const personCommand: MakeCommand = ({ terminal, config }) => {
  const person = new Command('person').description('what is held about a customer: show, export or erase it');
  person
    .command('show')
    .description('count what is held about a customer')
    .argument('<customer id>')
    .action((id: string) => withApp(config(), (app) => run(app, terminal, 'show_person', id)));
  person
    .command('export')
    .description('write everything that is held about a customer to a JSON file')
    .argument('<customer id>')
    .option('--out <file>', 'where to write it (default: person-<id>.json here)')
    .action((id: string, { out }: { out?: string }) =>
      withApp(config(), (app) => run(app, terminal, 'export_person', id, out)),
    );
  person
    .command('erase')
    .description('remove a customer from everywhere, for good')
    .argument('<customer id>')
    .option('--yes', 'do it: without, it only counts what is held')
    .action((id: string, { yes }: { yes?: boolean }) =>
      withApp(config(), async (app) => {
        await run(app, terminal, yes ? 'erase_person' : 'show_person', id);
        if (!yes) terminal.out('Nothing was erased. Add --yes to erase it; this cannot be taken back.\n');
      }),
    );
  return person;
};

async function run(app: App, terminal: Terminal, tool: string, id: string, out?: string): Promise<void> {
  const replies = createCliReplies();
  const handled = await app.handlers.command(
    {
      sender: app.operator('cli'),
      thread: app.newId(),
      text: `${tool} ${JSON.stringify({ customer_id: id })}`,
      eventId: null,
    },
    replies,
  );
  for (const { buttons: _buttons, ...card } of replies.cards)
    terminal.out(`${renderText(card, { width: terminal.columns })}\n`);
  for (const { name, bytes } of replies.attachments) {
    const path = out ?? name;
    // Nobody else on this machine needs to read it.
    await writeFile(path, bytes, { mode: 0o600 });
    terminal.out(`Written to ${path}\n`);
  }
  if (handled.status !== 'answered') terminal.exit(1);
}
