import { Command } from 'commander';
import { readable } from '../../db/readable.ts';
import { doubtSentences, lostBriefSentences, readNotArrived } from '../../tools/brief/index.ts';
import { type App, createApp } from '../app.ts';
import type { Config } from '../config.ts';
import { modelStatus } from '../model-status.ts';
import { surfaceLines } from '../surface-status.ts';
import type { MakeCommand, Terminal } from './terminal.ts';

/** `walker doctor`: what is on, what is off and why. Exit code 1 where something that should work does not. */
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

const LOOK_BACK_DAYS = 7;

/** Briefs of the last days that did not reach people, and messages in doubt; nothing where all is well. */
async function notArrived({ db, home, now }: App): Promise<readonly string[]> {
  const since = new Date(now().getTime() - LOOK_BACK_DAYS * 86_400_000);
  const found = await readNotArrived(readable(db.tenant(home.tenantId)), home.tenantId, since);
  return [
    ...lostBriefSentences(found).map((sentence) => `briefs     ${sentence}`),
    ...doubtSentences(found).map((sentence) => `messages   ${sentence}`),
  ];
}

async function examineDatabase(settings: Config, terminal: Terminal): Promise<boolean> {
  try {
    const app = await createApp({ ...settings, logLevel: 'silent' }, { databaseMode: 'share' });
    try {
      const version = await app.db.query<{ version: string }>(
        "select current_setting('server_version') as version",
      );
      const workspace = await app.workspace();
      terminal.out(`server     ${app.db.engine}, PostgreSQL ${version.rows[0]?.version ?? '?'}\n`);
      terminal.out(
        workspace.data
          ? `workspace  ${app.home.slug}: sales from ${workspace.data.from} to ${workspace.data.to}, today is read as ${workspace.today}\n`
          : `workspace  ${app.home.slug}: no data yet; “walker import DIR” or “walker demo” brings some\n`,
      );
      for (const line of await notArrived(app)) terminal.out(`${line}\n`);
      return true;
    } finally {
      await app.stop();
    }
  } catch (error) {
    terminal.out(`server     NOT WORKING: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}
