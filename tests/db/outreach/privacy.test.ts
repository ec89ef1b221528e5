import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { readable } from '../../../db/readable.ts';
import { housekeeping } from '../../../jobs/housekeeping.ts';
import { forgetPerson } from '../../../tools/privacy/forget-person.ts';
import { countHoldings, readHoldings } from '../../../tools/privacy/holdings.ts';
import { openTestDb } from '../harness.ts';
import { importText } from '../import/import-for-test.ts';
import {
  campaignOf,
  createTown,
  idle,
  NOON,
  outboxOf,
  outreachOver,
  queueCampaign,
  recordingChannel,
  type Town,
} from './campaign.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

const erase = ({ tenantId }: Town, customer: string) =>
  db.tenant(tenantId).write((tx) => forgetPerson(tx, tenantId, customer, NOON));
const everything = async ({ tenantId }: Town) => {
  const { rows } = await db.query<{ all: string }>(
    `select concat((select string_agg(to_jsonb(o)::text, ' ') from outbox o where tenant_id = $1),
                   (select string_agg(to_jsonb(e)::text, ' ') from outbox_events e where tenant_id = $1),
                   (select string_agg(to_jsonb(l)::text, ' ') from local_messages l where tenant_id = $1)) as all`,
    [tenantId],
  );
  return rows[0]?.all ?? '';
};

it('who is erased leaves no trace in messages, and what the campaign did stays true', async () => {
  const town = await createTown(db, 2);
  const sent = await queueCampaign(db, town);
  const outreach = outreachOver(db, []);
  await outreach.sendDue(idle());
  const [first] = await outboxOf(db, sent);
  await outreach.record([{ token: first?.token ?? '', event: 'opened', eventId: 'o', at: NOON }]);
  const waiting = await queueCampaign(db, town, { sendAfter: new Date(NOON.getTime() + 60_000) });

  const tenant = db.tenant(town.tenantId);
  expect(await countHoldings(readable(tenant), town.tenantId, 'C00001')).toMatchObject({
    ...{ outbox: 2, local_messages: 1, outbox_events: 1 },
  });
  const held = await readHoldings(readable(tenant), town.tenantId, 'C00001');
  expect(held.local_messages).toMatchObject([{ address: 'c00001@example.com' }]);
  expect(await everything(town)).toMatch(/C00001[\s\S]*c00001@example\.com/);

  expect(await erase(town, 'C00001')).toMatchObject({ outbox: 2, local_messages: 1 });
  expect(await everything(town)).not.toMatch(/C00001|c00001|Name1\b/);
  await outreach.sendDue(idle());
  expect(await campaignOf(db, sent)).toMatchObject({ sent_count: 2, opened_count: 1 });
  expect((await outboxOf(db, waiting)).map(({ state, reason }) => [state, reason])).toEqual([
    ['skipped', 'the customer’s data was erased'],
    ['queued', null],
  ]);
});

it('an erased person whom an import brings back is not written to, by whatever way a message was queued', async () => {
  const town = await createTown(db, 2);
  await erase(town, 'C00001');
  await importText(
    db,
    town.tenantId,
    'customer_id,first_name,last_name,email,phone,email_consent\nC00001,Name1,Doe,elsewhere@example.com,,yes\n',
    { as: 'customers' },
  );
  const id = await queueCampaign(db, town);
  const email = recordingChannel('email');
  await outreachOver(db, [email]).sendDue(idle());
  expect(email.sent.map(({ customerId }) => customerId)).toEqual(['C00002']);
  expect((await outboxOf(db, id))[0]).toMatchObject({
    ...{ state: 'skipped', reason: 'the customer’s data was erased' },
  });
});

it('a person who is erased while they are being written to is not written to after', async () => {
  const town = await createTown(db, 60);
  const erased = new Set<string>();
  const broken: string[] = [];
  const email = recordingChannel('email', ({ customerId }) => {
    if (erased.has(customerId)) broken.push(customerId);
    return { kind: 'accepted', providerId: null };
  });
  await queueCampaign(db, town);
  const eraseAll = async () => {
    for (const customer of town.customers.slice(20)) {
      await erase(town, customer);
      erased.add(customer);
    }
  };
  await Promise.all([outreachOver(db, [email]).sendDue(idle()), eraseAll()]);
  expect(broken).toEqual([]);
  expect(email.sent.length).toBeGreaterThanOrEqual(20);
});

it('messages that were kept in the house are removed after a month', async () => {
  const town = await createTown(db, 1);
  await queueCampaign(db, town);
  await outreachOver(db, []).sendDue(idle());
  const left = async () =>
    (await db.query('select from local_messages where tenant_id = $1', [town.tenantId])).rowCount;
  await housekeeping(db, new Date(NOON.getTime() + 29 * 86_400_000));
  expect(await left()).toBe(1);
  await housekeeping(db, new Date(NOON.getTime() + 31 * 86_400_000));
  expect(await left()).toBe(0);
});
