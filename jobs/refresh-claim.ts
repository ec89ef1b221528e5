/** Who refreshes a team's audiences: one process at a time, by a row. */
import type { Db } from '../db/db.ts';
import { SILENCE_SECONDS, startHeartbeat } from './heartbeat.ts';

export interface RefreshClaim {
  /** Aborted where somebody else has taken the claim, because this process was silent for too long. */
  readonly lost: AbortSignal;
  /** Gives the claim back: with what was done, or without where the refresh did not come to its end. */
  release(done?: { readonly dataVersion: string; readonly report: object }): Promise<void>;
}

interface Clocked {
  readonly now: () => Date;
  readonly newId: () => string;
}

/** The claim on a team's refresh, or null where another process holds it. */
export async function claimRefresh(
  db: Db,
  tenantId: string,
  { now, newId }: Clocked,
): Promise<RefreshClaim | null> {
  const claimId = newId();
  const claimed = await db.query(
    `insert into audience_refreshes as known (tenant_id, claim_id, claimed_at, heartbeat_at) values ($1, $2, $3, $3)
     on conflict (tenant_id) do update set claim_id = excluded.claim_id, claimed_at = excluded.claimed_at,
       heartbeat_at = excluded.heartbeat_at
     where known.claim_id is null or known.heartbeat_at < $3::timestamptz - make_interval(secs => $4)`,
    [tenantId, claimId, now(), SILENCE_SECONDS],
  );
  if (claimed.rowCount === 0) return null;
  const heartbeat = startHeartbeat(async () => {
    const { rowCount } = await db.query(
      'update audience_refreshes set heartbeat_at = $3 where tenant_id = $1 and claim_id = $2',
      [tenantId, claimId, now()],
    );
    return rowCount > 0;
  }, 'another process has taken over the refresh of the audiences');
  return {
    lost: heartbeat.lost,
    release: async (done) => {
      heartbeat.end();
      await db.query(
        `update audience_refreshes set claim_id = null, finished_at = coalesce($3, finished_at),
           data_version = coalesce($4, data_version), report = coalesce($5, report)
         where tenant_id = $1 and claim_id = $2`,
        [
          ...[tenantId, claimId, done ? now() : null, done?.dataVersion ?? null],
          done ? JSON.stringify(done.report) : null,
        ],
      );
    },
  };
}
