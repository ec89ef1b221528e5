import type { Db, Transaction } from '../../db/db.ts';
import { addressLock, hashAddress, suppressHash } from '../../db/suppressions.ts';
import { COUNT_FOR_TEST, readMessages } from '../../tools/campaigns/index.ts';
import type { ChannelName } from './channel.ts';
import { type MessageEvent, PROOF_OF_LEAVING } from './message-event.ts';

/** `known`: it was told before. `nobody`: there is no such message (any more). */
export type Recorded =
  | { readonly kind: 'recorded' | 'known'; readonly of: EventTarget }
  | { readonly kind: 'nobody' };

interface EventTarget {
  readonly tenantId: string;
  readonly campaignId: string;
  /** Of the address that the message went to; null where it went to none. */
  readonly addressHash: string | null;
}

interface Row extends EventTarget {
  readonly outboxId: string;
  readonly channel: ChannelName;
}

/** Writes down one event, however often it is told and in whatever order events come, in one transaction. */
export async function recordEvent(db: Db, event: MessageEvent, now: Date): Promise<Recorded> {
  const { rows } = await db.query<Row>(
    `select tenant_id as "tenantId", campaign_id::text as "campaignId", outbox_id::text as "outboxId", channel,
            address_hash as "addressHash" from outbox where token = $1`,
    [event.token],
  );
  const [found] = rows;
  if (!found) return { kind: 'nobody' };
  const row = event.suppress ? { ...found, addressHash: await addressOf(db, found) } : found;
  const isNew = await db.transaction(async (tx) => {
    // Before the row's lock, in the order in which a send takes them.
    if (event.suppress && row.addressHash) await tx.query(`select ${addressLock('$1')}`, [row.addressHash]);
    await tx.query('select from outbox where tenant_id = $1 and outbox_id = $2::bigint for update', [
      ...[row.tenantId, row.outboxId],
    ]);
    const changed = await settle(tx, row, event, now);
    const inserted = event.event !== 'accepted' && (await keep(tx, row, event, now));
    if (event.suppress && row.addressHash)
      await suppressHash(tx, {
        channel: row.channel,
        addressHash: row.addressHash,
        reason: event.suppress,
        tenantId: row.tenantId,
        now,
      });
    return changed || inserted;
  });
  return { kind: isNew ? 'recorded' : 'known', of: row };
}

/** A message that went nowhere yet concerns the address that it would go to. */
async function addressOf(db: Db, { tenantId, outboxId, addressHash }: Row): Promise<string | null> {
  if (addressHash !== null) return addressHash;
  const [message] = await readMessages(db, tenantId, [outboxId]);
  return message?.address ? hashAddress(message.channel, message.address) : null;
}

/** What the event says of the message's state. A message that was delivered has not failed, whatever comes after. */
async function settle(tx: Transaction, row: Row, event: MessageEvent, now: Date): Promise<boolean> {
  const values = [row.tenantId, row.outboxId, now];
  if (event.event === 'failed') {
    const failed = await tx.query(
      `update outbox set state = 'failed', settled_at = $3, reason = $4
        where tenant_id = $1 and outbox_id = $2::bigint and state in ('sending', 'unknown', 'sent')
          and not exists (select from outbox_events e where e.tenant_id = $1 and e.outbox_id = $2::bigint
                             and e.event in ('delivered', 'opened', 'clicked'))`,
      [...values, event.reason ?? 'the provider could not deliver it'],
    );
    return failed.rowCount > 0;
  }
  if (!PROOF_OF_LEAVING.has(event.event)) return false;
  const left = await tx.query(
    `with done as (
       update outbox set state = 'sent', settled_at = $3, reason = null, sent_at = coalesce(sent_at, $5),
              provider_id = coalesce(provider_id, $4)
        where tenant_id = $1 and outbox_id = $2::bigint
          and (state = 'unknown' or state = 'queued' and attempts > 0
               -- Whoever leaves the list waits for what is on its way: they must not settle it themselves.
               or state = 'sending' and $6 <> 'unsubscribed'
               or state = 'failed' and $6 in ('delivered', 'opened', 'clicked'))
       returning tenant_id, campaign_id, customer_id, variation_id, sent_at),
     counted as (${COUNT_FOR_TEST})
     select from done`,
    [...values, event.providerId ?? null, event.at, event.event],
  );
  return left.rowCount > 0;
}

/** Keeps the event and, for a message of a test, its result. False where it is kept already. */
async function keep(tx: Transaction, row: Row, event: MessageEvent, now: Date): Promise<boolean> {
  const values = [row.tenantId, row.outboxId, event.event, event.at, event.value ?? null];
  const kept = await tx.query(
    `insert into outbox_events (tenant_id, outbox_id, event, at, value, event_id, received_at)
     values ($1, $2::bigint, $3, $4, $5, $6, $7) on conflict do nothing`,
    [...values, event.eventId.slice(0, 255), now],
  );
  if (kept.rowCount === 0) return false;
  await tx.query(
    `insert into ab_test_results (tenant_id, test_id, variation_id, user_id, event_type, "timestamp", value)
     select $1, g.test_id, o.variation_id, o.customer_id, $3, $4, $5
       from outbox o join outreach_campaigns g on g.tenant_id = $1 and g.id = o.campaign_id
      where o.tenant_id = $1 and o.outbox_id = $2::bigint and g.test_id is not null and o.variation_id is not null
     on conflict do nothing`,
    values,
  );
  return true;
}
