import { Command } from 'commander';
import { runCommand } from './run-command.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker people …`: the same words as `/walker people …`. */
export const peopleCommand: MakeCommand = ({ terminal, config }) =>
  new Command('people')
    .description('list people; add <name> <+number> <role>; role <who> <role>; remove <who>; default <role>')
    .argument('[words...]')
    .action((words: string[]) =>
      withApp(config(), (app) => runCommand(app, terminal, ['people', ...words].join(' '))),
    );
