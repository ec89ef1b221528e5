/** Who refreshes a team's audiences: one process at a time, by a row. */
import type { Db } from '../db/db.ts';
import { SILENCE_SECONDS, startHeartbeat } from './heartbeat.ts';

export interface RefreshClaim {
  /** Aborted where somebody else has taken the claim, because this process was silent for too long. */
  readonly lost: AbortSignal;
  /** Writes down which phase is at work, for those who wait. */
  at(phase: string): Promise<void>;
  /** Gives the claim back after a refresh that came to its end: with what was done. */
  finish(done: { readonly dataVersion: string; readonly report: object }): Promise<void>;
  /** Gives it back after one that did not; one that was stopped is no failure and may go on at once. */
  giveUp(because: 'failed' | 'stopped'): Promise<void>;
}

/** A refresh that failed is tried again after a minute, then two, four, … up to so many. */
const LONGEST_PAUSE_MINUTES = 60;
const pauseAfter = (failures: string): string =>
  `make_interval(mins => least(${LONGEST_PAUSE_MINUTES}, power(2, least(${failures}, 10) - 1))::int)`;

interface Clocked {
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * The claim on a team's refresh, or null where another process holds it. Until it is finished it counts as failed, so that
 * a refresh that takes its process down is tried less and less often, too.
 */
export async function claimRefresh(
  db: Db,
  tenantId: string,
  { now, newId }: Clocked,
): Promise<RefreshClaim | null> {
  const claimId = newId();
  const claimed = await db.query(
    `insert into audience_refreshes as known (tenant_id, claim_id, claimed_at, heartbeat_at, failures, retry_at)
       values ($1, $2, $3, $3, 1, $3::timestamptz + ${pauseAfter('1')})
     on conflict (tenant_id) do update set claim_id = excluded.claim_id, claimed_at = excluded.claimed_at,
       heartbeat_at = excluded.heartbeat_at, phase = null, failures = known.failures + 1,
       retry_at = $3::timestamptz + ${pauseAfter('known.failures + 1')}
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
    at: async (phase) => {
      await db.query('update audience_refreshes set phase = $3 where tenant_id = $1 and claim_id = $2', [
        tenantId,
        claimId,
        phase,
      ]);
    },
    finish: async ({ dataVersion, report }) => {
      heartbeat.end();
      await db.query(
        `update audience_refreshes set claim_id = null, phase = null, finished_at = $3, data_version = $4, report = $5,
           failures = 0, retry_at = null
         where tenant_id = $1 and claim_id = $2`,
        [tenantId, claimId, now(), dataVersion, JSON.stringify(report)],
      );
    },
    giveUp: async (because) => {
      heartbeat.end();
      await db.query(
        because === 'failed'
          ? `update audience_refreshes set claim_id = null, retry_at = $3::timestamptz + ${pauseAfter('failures')}
              where tenant_id = $1 and claim_id = $2`
          : `update audience_refreshes set claim_id = null, phase = null, failures = failures - 1, retry_at = null
              where tenant_id = $1 and claim_id = $2`,
        because === 'failed' ? [tenantId, claimId, now()] : [tenantId, claimId],
      );
    },
  };
}

/** The phase that a team’s refresh is in; null where nobody is at it. */
export async function refreshUnderWay(
  db: Db,
  tenantId: string,
): Promise<{ readonly phase: string | null } | null> {
  const { rows } = await db.query<{ phase: string | null }>(
    'select phase from audience_refreshes where tenant_id = $1 and claim_id is not null',
    [tenantId],
  );
  return rows[0] ?? null;
}
