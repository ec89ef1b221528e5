/** A scheduled moment of a job is a row: whoever claims it does the work, and a process that died is taken over. */
import type { Db } from '../../db/db.ts';
import { SILENCE_SECONDS, startHeartbeat } from '../heartbeat.ts';

/** Work that so many processes have not come to the end of is given up. */
export const MOST_ATTEMPTS = 5;

export interface Slot {
  readonly tenantId: string;
  readonly job: 'walker' | 'brief';
  readonly at: Date;
}

export interface SlotClaim {
  readonly lost: AbortSignal;
  /** 1 for the first to try; at `MOST_ATTEMPTS` nobody comes after. */
  readonly attempt: number;
  /** What the ones before left behind. */
  readonly report: readonly unknown[];
  /** Keeps what has been done so far: who takes over goes on from there. */
  keep(report: readonly unknown[]): Promise<void>;
  /** Ends the claim. `open`: given back, to be claimed again at once. */
  release(state: 'done' | 'failed' | 'open'): Promise<void>;
}

interface Clocked {
  readonly now: () => Date;
  readonly newId: () => string;
}

/** `begun`: somebody is at it, or has failed and it will be tried again. */
export type SlotState = 'none' | 'begun' | 'done' | 'given up';

/** The claim on a slot; null where another process holds it, or where it is settled. */
export async function claimSlot(
  db: Db,
  { tenantId, job, at }: Slot,
  { now, newId }: Clocked,
): Promise<SlotClaim | null> {
  const claimId = newId();
  const { rows } = await db.query<{ attempts: number; report: unknown[] }>(
    `insert into job_slots as known (tenant_id, job, scheduled_at, state, claim_id, claimed_at, heartbeat_at)
     values ($1, $2, $3, 'running', $4, $5, $5)
     on conflict (tenant_id, job, scheduled_at) do update set state = 'running', claim_id = excluded.claim_id,
       claimed_at = excluded.claimed_at, heartbeat_at = excluded.heartbeat_at, finished_at = null,
       attempts = known.attempts + 1
     where known.attempts < $7
       and (known.state = 'failed' or known.state = 'running'
            and (known.claim_id is null or known.heartbeat_at < $5::timestamptz - make_interval(secs => $6)))
     returning known.attempts, known.report`,
    [tenantId, job, at, claimId, now(), SILENCE_SECONDS, MOST_ATTEMPTS],
  );
  const [row] = rows;
  if (!row) return null;
  const mine = 'tenant_id = $1 and job = $2 and scheduled_at = $3 and claim_id = $4';
  const key = [tenantId, job, at, claimId];
  const heartbeat = startHeartbeat(async () => {
    const { rowCount } = await db.query(`update job_slots set heartbeat_at = $5 where ${mine}`, [
      ...key,
      now(),
    ]);
    return rowCount > 0;
  }, `another process has taken over the ${job} of this morning`);
  return {
    lost: heartbeat.lost,
    attempt: row.attempts,
    report: row.report,
    keep: async (report) => {
      await db.query(`update job_slots set report = $5::jsonb, heartbeat_at = $6 where ${mine}`, [
        ...key,
        JSON.stringify(report),
        now(),
      ]);
    },
    release: async (state) => {
      heartbeat.end();
      await db.query(
        state === 'open'
          ? `update job_slots set claim_id = null, attempts = attempts - 1 where ${mine}`
          : `update job_slots set state = $5, finished_at = $6, claim_id = null where ${mine}`,
        state === 'open' ? key : [...key, state, now()],
      );
    },
  };
}

/** How far the slots since `since` are; one that nobody has begun is not there. */
export async function readSlotStates(db: Db, since: Date, now: Date): Promise<(slot: Slot) => SlotState> {
  const { rows } = await db.query<{
    tenant_id: string;
    job: string;
    scheduled_at: Date;
    state: string;
    spent: boolean;
  }>(
    `select tenant_id, job, scheduled_at, state,
            attempts >= $3 and (state = 'failed' or heartbeat_at < $2::timestamptz - make_interval(secs => $4)) as spent
       from job_slots where scheduled_at >= $1`,
    [since, now, MOST_ATTEMPTS, SILENCE_SECONDS],
  );
  const key = (tenantId: string, job: string, at: Date) => `${tenantId} ${job} ${at.toISOString()}`;
  const states = new Map(
    rows.map((row): [string, SlotState] => [
      key(row.tenant_id, row.job, row.scheduled_at),
      row.state === 'done' ? 'done' : row.spent ? 'given up' : 'begun',
    ]),
  );
  return ({ tenantId, job, at }) => states.get(key(tenantId, job, at)) ?? 'none';
}
