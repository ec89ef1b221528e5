import { Command } from 'commander';
import { renderText } from '../../cards/text.ts';
import type { App } from '../app.ts';
import { createOutboundSurfaces } from '../create-surfaces.ts';
import { runCommand } from './run-command.ts';
import type { MakeCommand, Terminal } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker brief`: this morning's, or one that is made now. */
export const briefCommand: MakeCommand = ({ terminal, config }) =>
  new Command('brief')
    .description('show this morning’s brief')
    .option('--now', 'analyse now and send the brief to everybody who is subscribed')
    .option('--dry-run', 'show what the brief would be now; nothing is kept, nothing is sent')
    .action((options: { now?: boolean; dryRun?: boolean }) =>
      withApp(config(), async (app) => {
        if (options.dryRun) await preview(app, terminal);
        else {
          if (options.now) await sendNow(app, terminal);
          await runCommand(app, terminal, 'brief');
        }
        if ((await app.workspace()).data === null) terminal.out(FIRST_STEPS);
      }),
    );

const NOBODY = 'nobody is subscribed yet: “/walker subscribe” in Slack or on WhatsApp does that';

/** A brief of nothing leaves whoever set this up wondering what is missing. */
const FIRST_STEPS = `
What to do next:
  npm run walker -- import path/to/folder   load your own CSV files (docs/import.md)
  npm run walker -- demo                    or look around in an invented shop
  npm run walker -- brief --now             then make the brief again
`;

async function preview(app: App, terminal: Terminal): Promise<void> {
  for (const { card } of await app.mornings.preview(app.home.tenantId))
    terminal.out(`${renderText(card, { width: terminal.columns })}\n`);
  terminal.out('This is only a look: nothing was kept, nothing was sent. Audiences were read as they are.\n');
}

async function sendNow(app: App, terminal: Terminal): Promise<void> {
  const surfaces = await createOutboundSurfaces(app);
  const { phases, delivered } = await app.mornings
    .runNow(app.mornings.posts(surfaces), app.home.tenantId)
    .finally(() => Promise.all(surfaces.map((surface) => surface.stop())));
  for (const { phase, state, ms, errorId } of phases)
    terminal.out(
      `${phase.padEnd(14)}${state === 'done' ? `${(ms / 1000).toFixed(1)} s` : `FAILED (id ${errorId})`}\n`,
    );
  const counts = Object.entries(delivered).filter(([, count]) => count > 0);
  const said = counts.map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  terminal.out(`messages: ${said || NOBODY}\n\n`);
}
