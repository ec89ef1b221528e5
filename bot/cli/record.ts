import { Command } from 'commander';
import { runCommand } from './run-command.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker record …`: the same words as `/walker record …`. */
export const recordCommand: MakeCommand = ({ terminal, config }) =>
  new Command('record')
    .description('how good the proposals have been: predicted against realised; proposals lists each')
    .argument('[words...]')
    .action((words: string[]) =>
      withApp(config(), (app) => runCommand(app, terminal, ['record', ...words].join(' '))),
    );
