/** What runs when. The times are those of the team's timezone. */
import cron from 'node-cron';
import type { Db } from '../db/db.ts';
import { housekeeping } from './housekeeping.ts';

export interface ScheduleDeps {
  readonly db: Db;
  readonly now: () => Date;
  readonly timezone: string;
  readonly log: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

export interface Schedule {
  /** Triggers nothing more and waits for what is running. */
  stop(): Promise<void>;
}

/** Nightly, when nobody asks. */
const HOUSEKEEPING = '17 3 * * *';

export function startSchedule({ db, now, timezone, log }: ScheduleDeps): Schedule {
  let running: Promise<void> = Promise.resolve();
  const task = cron.schedule(
    HOUSEKEEPING,
    () => {
      running = housekeeping(db, now()).then(
        (swept) => log.info(swept, 'housekeeping done'),
        (error: unknown) => log.error({ err: error }, 'housekeeping failed'),
      );
      return running;
    },
    { timezone, name: 'housekeeping' },
  );
  return {
    stop: async () => {
      await task.destroy();
      await running;
    },
  };
}
