import { createHash } from 'node:crypto';
import type { Queryable } from '../../../db/db.ts';

interface WebhookEvent {
  readonly tenantId: string;
  /** `proposals.daily` */
  readonly event: string;
  /** What makes the event one of a kind, such as the slot of the brief. */
  readonly key: string;
  readonly payload: object;
  readonly now: Date;
}

/**
 * Puts an event on its way, in the transaction of whoever tells it; the next delivery run posts it. The same event told
 * twice is one delivery. False where it was on its way already.
 */
export async function enqueueWebhook(tx: Queryable, event: WebhookEvent): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into webhook_deliveries (delivery_id, tenant_id, event, payload, next_attempt_at, created_at)
     values ($1, $2, $3, $4::jsonb, $5, $5) on conflict (delivery_id) do nothing`,
    [deliveryIdOf(event), event.tenantId, event.event, JSON.stringify(event.payload), event.now],
  );
  return rowCount === 1;
}

/** A UUID (version 8) that only this event has, however often it is told. */
function deliveryIdOf({ tenantId, event, key }: Pick<WebhookEvent, 'tenantId' | 'event' | 'key'>): string {
  const hex = createHash('sha256').update([tenantId, event, key].join('\0')).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
