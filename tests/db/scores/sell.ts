import { randomUUID } from 'node:crypto';
import type { Db } from '../../../db/db.ts';

export interface Purchase {
  readonly customer: string;
  readonly day: string;
  readonly amount: number;
}

export interface HappenedEvent {
  readonly customer: string;
  readonly type: string;
  readonly day: string;
}

/** Writes customers with their purchases and events; each is on file once. */
export async function sell(
  db: Db,
  tenantId: string,
  purchases: readonly Purchase[],
  events: readonly HappenedEvent[] = [],
): Promise<void> {
  const customers = new Set([...purchases, ...events].map(({ customer }) => customer));
  await db.tenant(tenantId).write(async (tx) => {
    await tx.copyIn(
      'dim_customer',
      ['tenant_id', 'customer_id'],
      [...customers].map((customer) => [tenantId, customer]),
    );
    await tx.copyIn(
      'fct_sales',
      'tenant_id line_key transaction_id customer_id transaction_date quantity unit_price gross_amount total_amount'.split(
        ' ',
      ),
      purchases.map(({ customer, day, amount }, i) => [
        tenantId,
        randomUUID(),
        `t${i}`,
        customer,
        day,
        1,
        amount,
        amount,
        amount,
      ]),
    );
    await tx.copyIn(
      'fct_events',
      'tenant_id line_key customer_id event_type event_at event_date'.split(' '),
      events.map(({ customer, type, day }) => [
        tenantId,
        randomUUID(),
        customer,
        type,
        `${day}T12:00:00Z`,
        day,
      ]),
    );
  });
}
