import { Command } from 'commander';
import { runCommand } from './run-command.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker outbox …`: the same words as `/walker outbox …`; what changes something says what it means before it is done. */
export const outboxCommand: MakeCommand = ({ terminal, config }) =>
  new Command('outbox')
    .description(
      'messages of which nobody knows whether they left: unknown [<campaign>]; count them as sent, or send them again: sent|again <campaign>, sent|again message <number>',
    )
    .argument('[words...]')
    .option('--yes', 'do it: without, it only says what it means')
    .action((words: string[], { yes }: { yes?: boolean }) =>
      withApp(config(), async (app) => {
        const settles = /^(sent|again|resend)$/i.test(words[0] ?? '');
        const all = ['outbox', ...words, ...(settles && yes ? ['--yes'] : [])];
        await runCommand(app, terminal, all.join(' '), { buttons: false });
        if (settles && !yes) terminal.out('Nothing was done. Add --yes to do it.\n');
      }),
    );
