import { Command } from 'commander';
import type { Config } from '../config.ts';
import { databaseLines } from '../database-status.ts';
import { modelStatus } from '../model-status.ts';
import { surfaceLines } from '../surface-status.ts';
import type { MakeCommand, Terminal } from './terminal.ts';

/**
 * `walker doctor`: what is on, what is off and why. It looks and changes nothing. Exit code 1 where something that should
 * work does not.
 */
export const doctorCommand: MakeCommand = ({ terminal, config }) =>
  new Command('doctor').description('print what is on, what is off and why').action(async () => {
    const settings = config();
    terminal.out(`node       ${process.version}\n`);
    const healthy = await examineDatabase(settings, terminal);
    for (const line of surfaceLines(settings)) terminal.out(`${line}\n`);
    const model = await modelStatus(settings.model);
    terminal.out(`model      ${model.line}\n`);
    if (!healthy || !model.works) terminal.exit(1);
  });

async function examineDatabase(settings: Config, terminal: Terminal): Promise<boolean> {
  try {
    for (const line of await databaseLines(settings)) terminal.out(`${line}\n`);
    return true;
  } catch (error) {
    terminal.out(`server     NOT WORKING: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}
