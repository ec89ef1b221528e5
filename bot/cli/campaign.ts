import { Command } from 'commander';
import { runCommand } from './run-command.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker campaign …`: the same words as `/walker campaign …`. */
export const campaignCommand: MakeCommand = ({ terminal, config }) =>
  new Command('campaign')
    .description(
      'campaigns: list; show <name>; create <name> | channel=email segment=<name> | subject: … | body: …; edit <name> | …; approve, pause, resume, cancel <name>; settings [limit=… cap=… quiet=… consent=…]',
    )
    .argument('[words...]')
    .action((words: string[]) =>
      withApp(config(), (app) => {
        const [first = '', ...rest] = words;
        const command = first === 'settings' ? ['outreach', ...rest] : ['campaign', ...words];
        return runCommand(app, terminal, command.join(' '));
      }),
    );
