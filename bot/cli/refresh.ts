import { Command } from 'commander';
import type { PhaseReport } from '../../jobs/refresh-audiences.ts';
import { refreshUnderWay } from '../../jobs/refresh-claim.ts';
import type { App } from '../app.ts';
import type { MakeCommand, Terminal } from './terminal.ts';
import { withApp } from './with-app.ts';

/** A line of progress where the output is no terminal, and how often it is written over where it is one. */
const LINE_EVERY_MS = 5_000;
const OVERWRITE_EVERY_MS = 100;

/** `walker refresh`: brings profiles, scores and segments up to date now. */
export const refreshCommand: MakeCommand = ({ terminal, config }) =>
  new Command('refresh')
    .description(
      'bring profiles, scores and segments up to date now; the bot does it every night and after imports',
    )
    .option('--full', 'build everything anew, whatever has changed')
    .action(async ({ full }: { full?: boolean }) => {
      await withApp(config(), async (app) => {
        if (!(await refreshNow(app, terminal, full ?? false))) terminal.exit(1);
      });
    });

/** Refreshes the home workspace and says how it went. False where something failed. */
export async function refreshNow(app: App, terminal: Terminal, full = false): Promise<boolean> {
  const notes = createNotes(terminal, app.now);
  const reports = await app
    .refreshAudiences(app.home.tenantId, { full, progress: notes.say })
    .finally(() => notes.end());
  if (!reports) {
    const underWay = await refreshUnderWay(app.db, app.home.tenantId);
    const phase = underWay?.phase ? ` (at the moment: ${underWay.phase})` : '';
    terminal.out(
      `The audiences are being refreshed by another process already${phase}, which will see to new data as well.\n`,
    );
    return true;
  }
  for (const report of reports) terminal.out(`${describePhase(report)}\n`);
  return reports.every(({ state }) => state === 'done');
}

/** "profiles  1.2 s  built 2,000, changed 2,000"; what is none is left out, and sentences stand below. */
export function describePhase({ phase, state, ms, result }: PhaseReport): string {
  const told = Object.entries(result).filter(([name]) => name !== 'ms');
  const counts = told.flatMap(([name, value]) =>
    typeof value === 'number' && value !== 0 ? [`${words(name)} ${value.toLocaleString('en')}`] : [],
  );
  const sentences = told.flatMap(([, value]) => value).filter((one) => typeof one === 'string');
  const done = state === 'done';
  const outcome = done ? `${(ms / 1000).toFixed(1)} s` : state.toUpperCase();
  const line = `${phase.padEnd(16)}${outcome.padEnd(9)}${counts.join(', ') || (done ? 'nothing new' : '')}`;
  return [line.trimEnd(), ...sentences.map((sentence) => `  ${sentence}`)].join('\n');
}

function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Notes of progress: one line that is written over on a terminal, now and then a new one elsewhere. */
function createNotes({ err, isTty, columns }: Terminal, now: () => Date) {
  let last = Number.NEGATIVE_INFINITY;
  const every = isTty ? OVERWRITE_EVERY_MS : LINE_EVERY_MS;
  return {
    say: (note: string) => {
      const time = now().getTime();
      if (time - last < every) return;
      last = time;
      err(isTty ? `\r\u001b[K${note.slice(0, columns - 1)}` : `${note}\n`);
    },
    end: () => {
      if (isTty) err('\r\u001b[K');
    },
  };
}
