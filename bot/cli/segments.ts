import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { renderText } from '../../cards/text.ts';
import { createCliReplies } from './replies.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker segments …`: the same words as `/walker segments …`. */
export const segmentsCommand: MakeCommand = ({ terminal, config }) =>
  new Command('segments')
    .description(
      'list segments; show <name>; moves; makeup <name>; members <name>; download <name>; save <name>: <customer numbers>; rename <name> to <new>; delete <name>; recluster [how many]; scheme five|ten',
    )
    .argument('[words...]')
    .action(async (words: string[]) => {
      await withApp(config(), async (app) => {
        const replies = createCliReplies();
        const handled = await app.handlers.command(
          {
            sender: app.operator('cli'),
            thread: app.newId(),
            text: ['segments', ...words].join(' '),
            eventId: null,
          },
          replies,
        );
        for (const card of replies.cards) terminal.out(`${renderText(card, { width: terminal.columns })}\n`);
        for (const { name, bytes } of replies.attachments) {
          // Nobody else on this machine needs to read it.
          await writeFile(name, bytes, { mode: 0o600 });
          terminal.out(`Written to ${name}\n`);
        }
        if (handled.status !== 'answered') terminal.exit(1);
      });
    });
