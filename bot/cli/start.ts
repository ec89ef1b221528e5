import { Command } from 'commander';
import { resumeInterruptedImports } from '../../db/import/index.ts';
import { type App, createApp } from '../app.ts';
import type { Config } from '../config.ts';
import { modelStatus } from '../model-status.ts';
import { assertPortFree, serve } from '../serve.ts';
import { surfaceLines } from '../surface-status.ts';
import { fillWithDemo } from './fill-with-demo.ts';
import type { MakeCommand, Terminal } from './terminal.ts';

/** `walker start`: the bot itself, until it is told to stop. */
export const startCommand: MakeCommand = ({ terminal, config }) =>
  new Command('start').description('start the bot').action(async () => {
    const settings = config();
    const app = await createApp(settings, { databaseMode: 'own' });
    try {
      await assertPortFree(settings);
      await prepareData(app, terminal);
      const serving = await serve(app);
      terminal.out(`${await banner(settings, serving.url)}\n`);
      await new Promise<void>((resolve) => terminal.onStop(resolve));
      terminal.err('Stopping: finishing the work in hand. Ctrl-C once more ends it at once.\n');
      await serving.stop();
    } catch (error) {
      await app.stop();
      throw error;
    }
  });

/** What a start does before anybody may ask: mend what was cut short, and give an empty workspace its demo data. */
async function prepareData(app: App, terminal: Terminal): Promise<void> {
  for (const line of await resumeInterruptedImports({
    db: app.db,
    now: app.now,
    log: app.log,
    onFile: (fileName) => terminal.err(`Finishing the import of ${fileName}, which was cut short\n`),
  })) {
    terminal.err(`${line}\n`);
  }
  await fillWithDemo(app, terminal);
}

async function banner(config: Config, url: string): Promise<string> {
  const lines = [...surfaceLines(config), `model      ${(await modelStatus(config.model)).line}`];
  return ['', `Audience Walker is up: ${url}`, ...lines.map((line) => `  ${line}`), ''].join('\n');
}
