import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { createAttribution } from '../../../jobs/outreach/attribute-sales.ts';
import { openTestDb } from '../harness.ts';
import {
  campaignOf,
  createTown,
  idle,
  NOON,
  outboxOf,
  outreachOver,
  queueCampaign,
  recordingChannel,
  setOutreach,
  type Town,
} from './campaign.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

const DAY_MS = 86_400_000;
const after = (days: number) => new Date(NOON.getTime() + days * DAY_MS);

async function sell(
  { tenantId }: Town,
  customer: string,
  order: string,
  amount: number,
  at: Date,
  timed = true,
) {
  await db.query(
    `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, transaction_date, transaction_at, quantity,
                            unit_price, gross_amount, total_amount)
     values ($1, gen_random_uuid(), $2, $3, $4::timestamptz::date, $5, $6, $7, $7, $7)`,
    [tenantId, order, customer, at, timed ? at : null, Math.sign(amount), amount],
  );
}

async function send(town: Town, at: Date): Promise<string> {
  const id = await queueCampaign(db, town, { sendAfter: at });
  await outreachOver(db, [recordingChannel('email')], { now: () => at }).sendDue(idle());
  return id;
}

const converted = async (id: string) => {
  const { rows } = await db.query<{ line: string }>(
    `select concat_ws(' ', o.customer_id, e.event_id, e.value) as line from outbox_events e join outbox o using (outbox_id)
      where o.campaign_id = $1::bigint and e.event = 'converted' order by 1`,
    [id],
  );
  return rows.map(({ line }) => line);
};

it('counts an order for the last message of the seven days before it, once', async () => {
  const town = await createTown(db, 6);
  await setOutreach(db, town, { perPersonPerWeek: 9 });
  const first = await send(town, NOON);
  await sell(town, 'C00001', 'between', 10, after(0.5));
  await sell(town, 'C00002', 'before', 10, after(-0.1));
  const second = await send(town, after(2));
  await sell(town, 'C00001', 'last-touch', 20, after(3));
  await sell(town, 'C00001', 'last-touch', 5, after(3));
  await sell(town, 'C00003', 'late', 20, after(9.1));
  await sell(town, 'C00004', 'same-day', 20, after(2), false);
  await sell(town, 'C00005', 'next-day', 20, after(3), false);
  await sell(town, 'C00006', 'returned', -20, after(3));
  const attribution = createAttribution(db, () => after(10));
  expect(await attribution.attribute(idle())).toEqual({ orders: 4 });
  expect(await converted(first)).toEqual(['C00001 in-sales:between 10', 'C00004 in-sales:same-day 20']);
  expect(await converted(second)).toEqual(['C00001 in-sales:last-touch 25', 'C00005 in-sales:next-day 20']);
  expect(await campaignOf(db, first)).toMatchObject({ converted_count: 2 });
  expect(await createAttribution(db, () => after(10)).attribute(idle())).toBeNull();
  // Nothing new, nothing looked at; an import makes it look again.
  await sell(town, 'C00005', 'imported-late', 7, after(4));
  expect(await attribution.attribute(idle())).toBeNull();
  await db.query('update tenants set data_version = data_version + 1 where tenant_id = $1', [town.tenantId]);
  expect(await attribution.attribute(idle())).toEqual({ orders: 1 });
});

it('leaves a campaign alone whose conversions the team tells', async () => {
  const town = await createTown(db, 2);
  const id = await send(town, NOON);
  await sell(town, 'C00002', 'order-1', 10, after(1));
  const [row] = await outboxOf(db, id);
  await outreachOver(db, []).record([
    { token: row?.token ?? '', event: 'converted', eventId: 'theirs', at: after(1), value: 99 },
  ]);
  await createAttribution(db, () => after(2)).attribute(idle());
  expect(await converted(id)).toEqual(['C00001 theirs 99']);
});
