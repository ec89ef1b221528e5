/** Each part of a brief is a row that is written before it is sent, so that nobody gets it twice. */
import type { Db } from '../../db/db.ts';
import type { MessageRef } from './delivery.ts';

/** What of which brief goes to whom. */
export interface PartKey {
  readonly tenantId: string;
  readonly at: Date;
  readonly subscriptionId: string;
  readonly part: string;
}

export type PartClaim =
  | { readonly kind: 'ours' }
  /** A process that died, or a try that failed, may have sent it. */
  | { readonly kind: 'left'; readonly deliveryId: string; readonly at: Date }
  | { readonly kind: 'settled' };

const KEY = `tenant_id = $1 and job = 'brief' and scheduled_at = $2 and subscription_id = $3 and part = $4`;
const keyOf = ({ tenantId, at, subscriptionId, part }: PartKey) => [tenantId, at, subscriptionId, part];

/** Only whoever holds the slot may claim its parts. */
export async function claimPart(db: Db, key: PartKey, deliveryId: string, now: Date): Promise<PartClaim> {
  const ours = await db.query(
    `insert into brief_deliveries (tenant_id, job, scheduled_at, subscription_id, part, state, message_ref, at)
     values ($1, 'brief', $2, $3, $4, 'sending', $5::jsonb, $6) on conflict do nothing`,
    [...keyOf(key), JSON.stringify({ deliveryId }), now],
  );
  if (ours.rowCount === 1) return { kind: 'ours' };
  const { rows } = await db.query<{ delivery_id: string; at: Date }>(
    `select message_ref->>'deliveryId' as delivery_id, at from brief_deliveries where ${KEY} and state = 'sending'`,
    keyOf(key),
  );
  const [left] = rows;
  return left ? { kind: 'left', deliveryId: left.delivery_id, at: left.at } : { kind: 'settled' };
}

/** Before a part that certainly did not arrive is sent again. */
export async function renewPart(db: Db, key: PartKey, deliveryId: string, now: Date): Promise<void> {
  await db.query(`update brief_deliveries set message_ref = $5::jsonb, at = $6 where ${KEY}`, [
    ...keyOf(key),
    JSON.stringify({ deliveryId }),
    now,
  ]);
}

export interface Settled {
  readonly state: 'sent' | 'partly' | 'failed' | 'unknown' | 'skipped';
  readonly reason?: string;
  readonly ref?: MessageRef;
}

/** Writes what became of a part, whether or not it was claimed before. */
export async function settlePart(
  db: Db,
  key: PartKey,
  { state, reason, ref }: Settled,
  now: Date,
): Promise<void> {
  await db.query(
    `insert into brief_deliveries (tenant_id, job, scheduled_at, subscription_id, part, state, reason, message_ref, at)
     values ($1, 'brief', $2, $3, $4, $5, $6, $7::jsonb, $8)
     on conflict (tenant_id, job, scheduled_at, subscription_id, part) do update
       set state = excluded.state, reason = excluded.reason, at = excluded.at,
           message_ref = coalesce(excluded.message_ref, brief_deliveries.message_ref)`,
    [...keyOf(key), state, reason ?? null, ref ? JSON.stringify(ref) : null, now],
  );
}
