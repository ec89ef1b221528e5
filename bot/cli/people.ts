import { Command } from 'commander';
import { renderText } from '../../cards/text.ts';
import { createCliReplies } from './replies.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker people …`: the same words as `/walker people …`. */
export const peopleCommand: MakeCommand = ({ terminal, config }) =>
  new Command('people')
    .description('list people; add <name> <+number> <role>; role <who> <role>; remove <who>; default <role>')
    .argument('[words...]')
    .action(async (words: string[]) => {
      await withApp(config(), async (app) => {
        const replies = createCliReplies();
        const handled = await app.handlers.command(
          {
            sender: app.operator('cli'),
            thread: app.newId(),
            text: ['people', ...words].join(' '),
            eventId: null,
          },
          replies,
        );
        for (const card of replies.cards) terminal.out(`${renderText(card, { width: terminal.columns })}\n`);
        if (handled.status !== 'answered') terminal.exit(1);
      });
    });
