import { Command } from 'commander';
import { runCommand } from './run-command.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker log …`: the same words as `/walker log …`. */
export const logCommand: MakeCommand = ({ terminal, config }) =>
  new Command('log')
    .description(
      'who did what: [today|yesterday|week|<date>] [proposals | briefs | <person> | <tool> | approved | applied]',
    )
    .argument('[words...]')
    .action((words: string[]) =>
      withApp(config(), (app) => runCommand(app, terminal, ['log', ...words].join(' '))),
    );
