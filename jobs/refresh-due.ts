import type { Db } from '../db/db.ts';
import { dueRefreshes } from './due-refreshes.ts';
import type { RefreshOptions } from './refresh-audiences.ts';

export interface RefreshDueDeps {
  readonly db: Db;
  readonly now: () => Date;
  readonly refreshAudiences: (tenantId: string, options: RefreshOptions) => Promise<unknown>;
  readonly log: { error(fields: object, message: string): void };
}

/**
 * Refreshes the teams that are due, one after the other: in one night they are many, and the database is one. Who is
 * due is asked anew each time, for another process may have been there meanwhile. A team that fails is logged and tried
 * once, so that it holds up nobody. Null where none was due; throws the signal's reason where it is aborted.
 */
export async function refreshDue(
  { db, now, refreshAudiences, log }: RefreshDueDeps,
  signal: AbortSignal,
): Promise<{ readonly teams: number; readonly failed: number } | null> {
  const tried = new Set<string>();
  let failed = 0;
  for (;;) {
    signal.throwIfAborted();
    const tenantId = (await dueRefreshes(db, now())).find((id) => !tried.has(id));
    if (tenantId === undefined) return tried.size > 0 ? { teams: tried.size, failed } : null;
    tried.add(tenantId);
    try {
      await refreshAudiences(tenantId, { signal });
    } catch (error) {
      signal.throwIfAborted();
      failed += 1;
      log.error({ tenantId, err: error }, 'refresh of audiences failed');
    }
  }
}
