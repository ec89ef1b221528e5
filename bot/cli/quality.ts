import { Command } from 'commander';
import { runCommand } from './run-command.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker quality`: runs every data-quality check now. */
export const qualityCommand: MakeCommand = ({ terminal, config }) =>
  new Command('quality')
    .description('check the data: what is missing, doubled, out of range')
    .action(() => withApp(config(), (app) => runCommand(app, terminal, 'quality')));
