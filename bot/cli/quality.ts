import { Command } from 'commander';
import { renderText } from '../../cards/text.ts';
import { createCliReplies } from './replies.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker quality`: runs every data-quality check now. */
export const qualityCommand: MakeCommand = ({ terminal, config }) =>
  new Command('quality')
    .description('check the data: what is missing, doubled, out of range')
    .action(async () => {
      await withApp(config(), async (app) => {
        const replies = createCliReplies();
        const handled = await app.handlers.command(
          { sender: app.operator('cli'), thread: app.newId(), text: 'quality', eventId: null },
          replies,
        );
        for (const card of replies.cards) terminal.out(`${renderText(card, { width: terminal.columns })}\n`);
        if (handled.status !== 'answered') terminal.exit(1);
      });
    });
