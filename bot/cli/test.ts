import { join } from 'node:path';
import { Command, Option } from 'commander';
import { importResults, PRIMARY_METRICS, type ResultsReport } from '../../tools/experiments/index.ts';
import { removeReturned } from '../../tools/privacy/index.ts';
import { runCommand } from './run-command.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

interface ImportOptions {
  readonly test: string;
  readonly control?: string;
  readonly metric?: (typeof PRIMARY_METRICS)[number];
}

/** `walker test …`: the same words as `/walker test …`, and results from a file. */
export const testCommand: MakeCommand = ({ terminal, config }) => {
  const test = new Command('test')
    .description(
      'A/B tests: list; show <name> [by <metric>]; create <name> | <variation>: <text> | …; start, stop, split, apply, undo <name>; assign <name> | <people>; import <file> --test <name>',
    )
    .argument('[words...]')
    .action((words: string[]) =>
      withApp(config(), (app) => runCommand(app, terminal, ['test', ...words].join(' '))),
    );
  test
    .command('import')
    .description('load results of a test from a CSV file; doing it twice changes nothing')
    .argument('<file>', 'a line per event, or a line per person with a column per outcome')
    .requiredOption('--test <name>', 'the test; made of the variations in the file where there is none')
    .option('--control <variation>', 'what the others of a new test are compared with')
    .addOption(new Option('--metric <metric>', 'what decides a new test').choices(PRIMARY_METRICS))
    .action((path: string, options: ImportOptions) => {
      const settings = config();
      return withApp(settings, async (app) => {
        const { tenantId } = app.home;
        const report = await importResults({
          db: app.db,
          tenantId,
          path,
          ...options,
          rejectsDir: join(settings.dataDir, 'rejects'),
          now: app.now,
          newId: app.newId,
        });
        await removeReturned(app.db, tenantId, app.now());
        terminal.out(describe(report));
        await runCommand(app, terminal, `test show ${report.test}`);
      });
    });
  return test;
};

function describe({
  test,
  made,
  fileName,
  detected,
  added,
  same,
  rejected,
  rejectsPath,
}: ResultsReport): string {
  const count = (events: number) => events.toLocaleString('en');
  const counts = [
    `${count(added)} events added`,
    ...(same > 0 ? [`${count(same)} already there`] : []),
    ...(rejected > 0 ? [`${count(rejected)} ${rejected === 1 ? 'line' : 'lines'} could not be read`] : []),
  ];
  const lines = [
    `${fileName} · ${counts.join(', ')}`,
    ...detected.map((line) => `  ${line}`),
    ...(made
      ? [
          `  There was no test “${test}”, so it was made of the variations in the file, each with the same weight.`,
        ]
      : []),
    ...(rejectsPath ? [`  The lines that could not be read, with the reason, are in ${rejectsPath}`] : []),
  ];
  return `${lines.join('\n')}\n\n`;
}
