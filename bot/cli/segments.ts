import { Command } from 'commander';
import { runCommand } from './run-command.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker segments …`: the same words as `/walker segments …`. */
export const segmentsCommand: MakeCommand = ({ terminal, config }) =>
  new Command('segments')
    .description(
      'list segments; show <name>; moves; makeup <name>; members <name>; download <name>; save <name>: <customer numbers>; rename <name> to <new>; delete <name>; recluster [how many]; scheme five|ten',
    )
    .argument('[words...]')
    .action((words: string[]) =>
      withApp(config(), (app) => runCommand(app, terminal, ['segments', ...words].join(' '))),
    );
