/** What has been taken on and not yet finished; a graceful stop waits for it. */
import type { Log } from '../../handlers/log.ts';
import { refusalCode } from './send/slack-error.ts';

export interface WorkInHand {
  /** Runs the work; a fault is logged under an id, never thrown. */
  take(what: string, work: () => Promise<void>): Promise<void>;
  finished(): Promise<void>;
}

export function createWorkInHand(log: Log, newId: () => string): WorkInHand {
  const open = new Set<Promise<void>>();
  return {
    take(what, work) {
      const done = Promise.resolve()
        .then(work)
        .catch((error: unknown) => {
          log.error(
            { errorId: newId().slice(0, 8), what, code: refusalCode(error), err: error },
            'work for Slack failed',
          );
        })
        .finally(() => open.delete(done));
      open.add(done);
      return done;
    },
    async finished() {
      while (open.size > 0) await Promise.all(open);
    },
  };
}
