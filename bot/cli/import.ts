import { join } from 'node:path';
import { Command, Option } from 'commander';
import { truncate } from '../../cards/display-width.ts';
import { oneLine } from '../../cards/plain-text.ts';
import { renderText } from '../../cards/text.ts';
import {
  type FileReport,
  IMPORTABLE,
  type Importable,
  type ImportReport,
  importPath,
  readMapFile,
} from '../../db/import/index.ts';
import { type Returned, removeReturned } from '../../tools/privacy/index.ts';
import type { App } from '../app.ts';
import { createProgressBar } from './progress-bar.ts';
import { refreshNow } from './refresh.ts';
import { createCliReplies } from './replies.ts';
import type { MakeCommand, Terminal } from './terminal.ts';
import { withApp } from './with-app.ts';

interface ImportCommandOptions {
  readonly as?: Importable;
  readonly map?: string;
  readonly quality: boolean;
  readonly refresh: boolean;
}

/** `walker import PATH`: a file, or a folder whose files are recognised by their headers. */
export const importCommand: MakeCommand = ({ terminal, config }) =>
  new Command('import')
    .description('load CSV files; doing it twice changes nothing')
    .argument('<path>', 'a CSV file, or a folder of them')
    .addOption(
      new Option('--as <dataset>', 'what the file holds, where its headers do not tell').choices(IMPORTABLE),
    )
    .option('--map <file>', 'a mapping file (YAML), where the headers are not found out: docs/import.md')
    .option('--no-quality', 'do not check the data afterwards')
    .option('--no-refresh', 'leave bringing the audiences up to date to the running bot')
    .action(async (path: string, options: ImportCommandOptions) => {
      const settings = config();
      const map = options.map ? await readMapFile(options.map) : undefined;
      await withApp(settings, async (app) => {
        const bar = createProgressBar(terminal);
        const report = await importPath({
          db: app.db,
          tenantId: app.home.tenantId,
          path,
          as: options.as,
          map,
          rejectsDir: join(settings.dataDir, 'rejects'),
          now: app.now,
          newId: app.newId,
          onProgress: ({ fileName, rows, bytes, totalBytes }) =>
            bar.update(bytes, totalBytes, `Reading ${fileName}`, `${rows.toLocaleString('en')} rows`),
        }).finally(() => bar.stop());
        terminal.out(describeReport(report));
        const returned = await removeReturned(app.db, app.home.tenantId, app.now());
        if (returned.people > 0) terminal.out(describeReturned(returned));
        if (report.files.some((file) => file.state === 'failed')) terminal.exit(1);
        if (options.quality) await printQuality(app, terminal);
        if (!options.refresh) return;
        terminal.out('\nBringing the audiences up to date.\n');
        if (!(await refreshNow(app, terminal))) terminal.exit(1);
      });
    });

/** A reason quotes what stood in the file, which may be long or meant to harm a terminal. */
const LONGEST_REASON = 200;

/** What was found in each file and what became of its rows, as sentences. */
function describeReport(report: ImportReport): string {
  const lines = [...report.files.flatMap(describeFile), ...report.notes];
  return `${lines.join('\n')}\nDone in ${(report.durationMs / 1000).toFixed(1)} s.\n`;
}

function describeFile(file: FileReport): string[] {
  const { added, changed, same, rejected } = file.rows;
  const counts = [
    `${count(added)} added`,
    ...(changed > 0 ? [`${count(changed)} changed`] : []),
    ...(same > 0 ? [`${count(same)} already there`] : []),
    ...(rejected > 0 ? [`${count(rejected)} could not be read`] : []),
  ];
  const outcome = file.state === 'done' ? `${file.dataset}: ${counts.join(', ')}` : file.state;
  return [
    `${file.fileName} · ${outcome}`,
    ...[...file.detected, ...file.notes].map((line) => `  ${line}`),
    ...rejectLines(file),
    '',
  ];
}

/** The first rows that could not be read say why here: a whole column that is wrong shows without opening the file. */
function rejectLines({ rejectsPath, rejects, rows }: FileReport): string[] {
  if (!rejectsPath) return [];
  const more = rows.rejected - rejects.length;
  return [
    '  Could not be read:',
    ...rejects.map((reason) => `    ${truncate(oneLine(reason), LONGEST_REASON)}`),
    ...(more > 0 ? [`    and ${count(more)} more`] : []),
    `  These rows, with the reasons, are in ${rejectsPath}`,
  ];
}

function describeReturned({ people, rows }: Returned): string {
  const who = people === 1 ? 'one erased customer' : `${count(people)} erased customers`;
  return `Removed again ${count(rows)} ${rows === 1 ? 'row' : 'rows'} of ${who}.\n`;
}

function count(rows: number): string {
  return rows.toLocaleString('en');
}

async function printQuality(app: App, terminal: Terminal): Promise<void> {
  const replies = createCliReplies();
  await app.handlers.command(
    { sender: app.operator('cli'), thread: app.newId(), text: 'quality', eventId: null },
    replies,
  );
  for (const card of replies.cards) terminal.out(`\n${renderText(card, { width: terminal.columns })}\n`);
}
