/** What runs when. */
import cron from 'node-cron';
import type { Db } from '../db/db.ts';
import { dueRefreshes } from './due-refreshes.ts';
import { housekeeping } from './housekeeping.ts';
import type { RefreshOptions } from './refresh-audiences.ts';

export interface ScheduleDeps {
  readonly db: Db;
  readonly now: () => Date;
  /** Of the housekeeping. The audiences of a team are refreshed in its own night. */
  readonly timezone: string;
  readonly refreshAudiences: (tenantId: string, options: RefreshOptions) => Promise<unknown>;
  readonly log: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

export interface Schedule {
  /** Triggers nothing more, stops refreshes where they can go on later, and waits for what is running. */
  stop(): Promise<void>;
}

/** Nightly, when nobody asks. */
const HOUSEKEEPING = '17 3 * * *';
/** Whether some team's audiences are to be refreshed: its night, an import, a demo. */
const LOOK_FOR_REFRESHES = '* * * * *';
/** After the start, so that the first question does not wait for a refresh to let it in. */
const FIRST_LOOK_MS = 3_000;

export function startSchedule(deps: ScheduleDeps): Schedule {
  const { timezone } = deps;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const busy = new Set<string>();
  /** Runs `work` unless its last run goes on still. */
  const once = (name: string, work: () => Promise<object | null>) => {
    if (busy.has(name) || stopping.signal.aborted) return;
    busy.add(name);
    const run = work()
      .then(
        (result) => result && deps.log.info(result, `${name} done`),
        (error: unknown) => {
          if (!stopping.signal.aborted) deps.log.error({ err: error }, `${name} failed`);
        },
      )
      .then(() => {
        busy.delete(name);
        running.delete(run);
      });
    running.add(run);
  };
  const lookForRefreshes = () => once('refresh of audiences', () => refreshDue(deps, stopping.signal));
  const tasks = [
    cron.schedule(HOUSEKEEPING, () => once('housekeeping', () => housekeeping(deps.db, deps.now())), {
      timezone,
      name: 'housekeeping',
    }),
    cron.schedule(LOOK_FOR_REFRESHES, lookForRefreshes, { timezone, name: 'refreshes' }),
  ];
  const first = setTimeout(lookForRefreshes, FIRST_LOOK_MS).unref();
  return {
    stop: async () => {
      clearTimeout(first);
      await Promise.all(tasks.map((task) => task.destroy()));
      stopping.abort(new Error('the bot is stopping'));
      await Promise.all(running);
    },
  };
}

/** Refreshes one team after the other; null where none was due. */
async function refreshDue(
  { db, now, refreshAudiences }: ScheduleDeps,
  signal: AbortSignal,
): Promise<{ readonly teams: number } | null> {
  const due = await dueRefreshes(db, now());
  for (const tenantId of due) await refreshAudiences(tenantId, { signal });
  return due.length > 0 ? { teams: due.length } : null;
}
