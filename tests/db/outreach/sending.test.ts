import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
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
} from './campaign.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

describe('sending what is due', () => {
  it('hands each message to the channel once, filled in, and ends the campaign', async () => {
    const town = await createTown(db, 3);
    const id = await queueCampaign(db, town);
    const email = recordingChannel('email');
    const outreach = outreachOver(db, [email]);
    expect(await outreach.sendDue(idle())).toEqual({ messages: 3, campaigns: 1, finished: 1, unknown: 0 });
    expect(email.sent.map(({ address, subject, body }) => [address, subject, body]).sort()).toEqual(
      [1, 2, 3].map((n) => [
        `c0000${n}@example.com`,
        'News',
        `Hello Name${n}, see https://shop.example/new.`,
      ]),
    );
    const rows = await outboxOf(db, id);
    expect(rows.map(({ state, provider, attempts }) => [state, provider, attempts])).toEqual(
      Array.from({ length: 3 }, () => ['sent', 'double', 1]),
    );
    expect(await campaignOf(db, id)).toMatchObject({
      ...{ status: 'sent', sent_count: 3, started_at: NOON, finished_at: NOON },
    });
    expect(await outreach.sendDue(idle())).toBeNull();
    expect(email.sent).toHaveLength(3);
  });

  it('keeps messages of a channel without a provider in the house', async () => {
    const town = await createTown(db, 2);
    const id = await queueCampaign(db, town);
    await outreachOver(db, []).sendDue(idle());
    const { rows } = await db.query(
      'select channel, address, subject, body from local_messages where tenant_id = $1 order by address',
      [town.tenantId],
    );
    expect(rows).toEqual(
      [1, 2].map((n) => ({
        ...{ channel: 'email', address: `c0000${n}@example.com`, subject: 'News' },
        body: `Hello Name${n}, see https://shop.example/new.`,
      })),
    );
    expect((await outboxOf(db, id)).map(({ provider }) => provider)).toEqual(['local', 'local']);
  });
});
