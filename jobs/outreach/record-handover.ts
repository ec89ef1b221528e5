import type { Db } from '../../db/db.ts';
import { COUNT_FOR_TEST } from '../../tools/campaigns/index.ts';
import type { Handover } from './channel.ts';

/** Tries in all; a message that nobody would take by then has failed. */
const MAX_ATTEMPTS = 6;
/** Before the second attempt; doubled before each later one. */
const BACKOFF_MS = 30_000;

export interface HandedOver {
  readonly tenantId: string;
  readonly outboxId: string;
  readonly claimId: string;
}

/**
 * Writes down what came of handing a message over. A callback may have been faster: what it settled stays. Written again
 * it changes nothing. A sent message of a test is counted for its variation in the same statement.
 */
export async function recordHandover(
  db: Db,
  { tenantId, outboxId, claimId }: HandedOver,
  handover: Handover,
  now: Date,
): Promise<void> {
  const row = [tenantId, outboxId, claimId, now];
  // “unknown” where this process was silent for so long that it was taken for dead.
  const mine = `tenant_id = $1 and outbox_id = $2::bigint and claim_id = $3 and state in ('sending', 'unknown')`;
  switch (handover.kind) {
    case 'accepted':
      await db.query(ACCEPTED, [...row, handover.providerId]);
      return;
    case 'unknown':
      await db.query(
        `update outbox set state = 'unknown', settled_at = $4, reason = $5 where ${mine} and state = 'sending'`,
        [...row, handover.reason],
      );
      return;
    case 'refused':
      await db.query(
        `update outbox set state = 'failed', settled_at = $4, sent_at = null, reason = $5 where ${mine}`,
        [...row, handover.reason],
      );
      return;
    case 'stopped':
      await db.query(
        `with done as (
           update outbox set state = 'skipped', settled_at = $4, sent_at = null, reason = $5 where ${mine}
           returning channel, address_hash)
         insert into suppressions (tenant_id, channel, address_hash, reason, created_at)
         select $1, channel, address_hash, 'carrier', $4 from done where address_hash is not null
         on conflict do nothing`,
        [...row, handover.reason],
      );
      return;
    case 'later':
      await db.query(LATER, [...row, handover.reason, handover.afterMs, ...[MAX_ATTEMPTS, BACKOFF_MS]]);
  }
}

const ACCEPTED = `
with done as (
  update outbox set state = 'sent', provider_id = coalesce($5, provider_id), settled_at = coalesce(settled_at, $4), reason = null
   where tenant_id = $1 and outbox_id = $2::bigint and claim_id = $3 and state in ('sending', 'unknown', 'sent')
  returning campaign_id, customer_id, variation_id, sent_at)
${COUNT_FOR_TEST}`;

/** A provider that says how long to wait has trouble of its own: that is no failed attempt of the message. */
const LATER = `
update outbox
   set state = case when $6::int is null and attempts >= $7 then 'failed' else 'queued' end,
       reason = case when $6::int is null and attempts >= $7 then 'gave up after ' || attempts || ' tries: ' || $5 else $5 end,
       settled_at = case when $6::int is null and attempts >= $7 then $4::timestamptz end,
       attempts = case when $6::int is null then attempts else attempts - 1 end,
       send_after = $4::timestamptz + coalesce($6::int, $8::int * power(2, attempts - 1)) * interval '1 millisecond',
       sent_at = null, claim_id = null, claimed_at = null
 where tenant_id = $1 and outbox_id = $2::bigint and claim_id = $3 and state in ('sending', 'unknown')`;
