import { Command, InvalidArgumentError } from 'commander';
import { loadDemo } from '../../db/demo/load-demo.ts';
import { createProgressBar } from './progress-bar.ts';
import { refreshNow } from './refresh.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker demo`: fills the workspace with invented data, of any size. */
export const demoCommand: MakeCommand = ({ terminal, config }) =>
  new Command('demo')
    .description('fill the workspace with demo data (refuses where it holds real data)')
    .option('--customers <n>', 'how many customers', wholeNumber)
    .option('--days <n>', 'how many days of history', wholeNumber)
    .option('--seed <n>', 'the same seed makes the same data', wholeNumber)
    .action(async (options: { customers?: number; days?: number; seed?: number }) => {
      await withApp(config(), async (app) => {
        const bar = createProgressBar(terminal);
        const loaded = await loadDemo({
          db: app.db,
          tenantId: app.home.tenantId,
          now: app.now(),
          ...options,
          onProgress: ({ share, table }) =>
            bar.update(Math.round(share * 100), 100, `Making demo data: ${table}`),
        }).finally(() => bar.stop());
        const tables = Object.entries(loaded.rows).map(
          ([table, rows]) => `${rows.toLocaleString('en')} ${table}`,
        );
        terminal.out(`Demo data from ${loaded.from} to ${loaded.to}: ${tables.join(', ')}.\n`);
        if (!(await refreshNow(app, terminal))) terminal.exit(1);
      });
    });

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('must be a whole number, at least 1.');
  return number;
}
