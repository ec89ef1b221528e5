import { Command } from 'commander';
import type { App } from '../app.ts';
import { runCommand } from './run-command.ts';
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

/** Buttons are left out: the command line has words of its own for what they offer. */
function run(app: App, terminal: Terminal, tool: string, id: string, out?: string): Promise<void> {
  const words = `${tool} ${JSON.stringify({ customer_id: id })}`;
  return runCommand(app, terminal, words, { out, buttons: false });
}
