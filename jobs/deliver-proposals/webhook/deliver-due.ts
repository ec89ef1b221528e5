/** The deliveries that are due, posted by any number of processes: each is claimed by its row. */
import type { Db } from '../../../db/db.ts';
import { backoffMs } from './backoff.ts';
import { type Endpoint, type Posted, postDelivery, TIMEOUT_MS } from './post.ts';

export interface DeliverDeps {
  readonly db: Db;
  readonly endpoint: Endpoint;
  readonly now: () => Date;
  /** Uniform on [0, 1). */
  readonly random: () => number;
  readonly log: { error(fields: object, message: string): void };
  readonly timeoutMs?: number;
}

export interface DeliveryRun {
  readonly delivered: number;
  /** To be tried again later. */
  readonly postponed: number;
  /** Given up. */
  readonly failed: number;
}

/** After so long without success a delivery is given up. */
const GIVE_UP_MS = 24 * 3_600_000;
/** A process that died with a delivery in hand leaves it due again after this. */
const LEASE_MS = TIMEOUT_MS * 6;
/** Of one run, so that it ends. */
const MOST = 200;

interface Claimed {
  readonly id: string;
  readonly tenant_id: string;
  readonly event: string;
  readonly payload: object;
  readonly attempts: number;
  readonly created_at: Date;
}

/**
 * Posts what is due, oldest first. Where nobody answers, the rest waits for the next run. A receiver may see a delivery
 * again (its answer may get lost) and knows it by its id. Null where nothing was due.
 */
export async function deliverDue(deps: DeliverDeps, signal?: AbortSignal): Promise<DeliveryRun | null> {
  const run = { delivered: 0, postponed: 0, failed: 0 };
  for (let count = 0; count < MOST; count += 1) {
    signal?.throwIfAborted();
    const claimed = await claimNext(deps.db, deps.now());
    if (!claimed) return count > 0 ? run : null;
    const posted = await postDelivery(
      deps.endpoint,
      { id: claimed.id, event: claimed.event, body: JSON.stringify(claimed.payload) },
      { now: deps.now(), ...(deps.timeoutMs === undefined ? {} : { timeoutMs: deps.timeoutMs }) },
    );
    run[await settle(deps, claimed, posted)] += 1;
    if (posted.status === null) return run;
  }
  return run;
}

async function claimNext(db: Db, now: Date): Promise<Claimed | null> {
  const { rows } = await db.query<Claimed>(
    `update webhook_deliveries set attempts = attempts + 1, next_attempt_at = $2
      where delivery_id = (
        select delivery_id from webhook_deliveries
         where state = 'pending' and next_attempt_at <= $1
         order by next_attempt_at, delivery_id limit 1 for update skip locked)
      returning delivery_id as id, tenant_id, event, payload, attempts, created_at`,
    [now, new Date(now.getTime() + LEASE_MS)],
  );
  return rows[0] ?? null;
}

async function settle(deps: DeliverDeps, claimed: Claimed, posted: Posted): Promise<keyof DeliveryRun> {
  const now = deps.now();
  const next = new Date(now.getTime() + backoffMs(claimed.attempts, deps.random));
  const late = next.getTime() > claimed.created_at.getTime() + GIVE_UP_MS;
  const outcome = posted.ok ? 'delivered' : late ? 'failed' : 'postponed';
  await deps.db.query(
    `update webhook_deliveries
        set state = $2, last_status = $3, last_error = $4, next_attempt_at = $5,
            delivered_at = case when $2 = 'delivered' then $6::timestamptz end
      where delivery_id = $1 and state = 'pending'`,
    [claimed.id, outcome === 'postponed' ? 'pending' : outcome, posted.status, posted.error, next, now],
  );
  if (outcome === 'failed')
    deps.log.error(
      {
        tenantId: claimed.tenant_id,
        deliveryId: claimed.id,
        attempts: claimed.attempts,
        because: posted.error,
      },
      'a webhook delivery was given up after 24 hours',
    );
  return outcome;
}
