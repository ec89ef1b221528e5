import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../db/db.ts';
import { audiencesAreCurrent } from '../due-refreshes.ts';
import type { RefreshOptions, PhaseReport as RefreshReport } from '../refresh-audiences.ts';

const LOOK_AGAIN_MS = 2_000;

export interface RefreshFirstDeps {
  readonly db: Db;
  readonly now: () => Date;
  readonly refreshAudiences: (
    tenantId: string,
    options: RefreshOptions,
  ) => Promise<readonly RefreshReport[] | null>;
}

/** Brings a team's audiences up to date unless they are; where another process is at it, waits for its end. */
export function refreshFirst({ db, now, refreshAudiences }: RefreshFirstDeps) {
  return async (tenantId: string, signal: AbortSignal): Promise<object> => {
    for (;;) {
      if (await audiencesAreCurrent(db, tenantId, now())) return { refreshed: false };
      const reports = await refreshAudiences(tenantId, { signal });
      if (reports) {
        const failed = reports.filter(({ state }) => state !== 'done').map(({ phase }) => phase);
        if (failed.length > 0)
          throw new Error(`not everything could be brought up to date: ${failed.join(', ')}`);
        return { refreshed: true };
      }
      await sleep(LOOK_AGAIN_MS, undefined, { signal });
    }
  };
}
