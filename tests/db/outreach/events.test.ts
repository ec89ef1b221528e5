/** What comes back about messages. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import type { MessageEvent } from '../../../jobs/outreach/message-event.ts';
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
  type Town,
} from './campaign.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

const TIMES = 46;
const told = (
  token: string,
  event: MessageEvent['event'],
  more: Partial<MessageEvent> = {},
): MessageEvent => ({
  ...{ token, event, eventId: `${event}-of-${token}`, at: NOON },
  ...more,
});

async function createTest({ tenantId }: Town): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `insert into ab_tests (tenant_id, test_name, variations, status) values ($1, gen_random_uuid()::text,
       '[{"id": "a", "name": "A", "content": "Hello A"}, {"id": "b", "name": "B", "content": "Hello B"}]', 'running') returning id`,
    [tenantId],
  );
  return rows[0]?.id ?? 0;
}

async function resultsOf(testId: number): Promise<readonly string[]> {
  const { rows } = await db.query<{ line: string }>(
    `select concat_ws(' ', user_id, variation_id, event_type, value) as line from ab_test_results
      where test_id = $1 order by 1`,
    [testId],
  );
  return rows.map(({ line }) => line);
}

describe('events of messages', () => {
  it('count once, however often and in whatever order they are told', async () => {
    const town = await createTown(db, 4);
    const testId = await createTest(town);
    const id = await queueCampaign(db, town, { testId, variation: (at) => (at % 2 === 0 ? 'a' : 'b') });
    const outreach = outreachOver(db, [recordingChannel('email')]);
    await outreach.sendDue(idle());
    const tokens = (await outboxOf(db, id)).map(({ token }) => token);
    const [one = '', two = '', three = ''] = tokens;
    const events = [
      told(one, 'clicked'),
      told(one, 'delivered'),
      told(one, 'opened'),
      told(one, 'converted', { value: 59.9 }),
      told(two, 'delivered'),
      told(two, 'opened'),
      told(three, 'bounced'),
    ];
    // Each of them so often, by turns, several at once.
    const rounds = Array.from({ length: TIMES }, (_, round) => [
      ...events.slice(round % 7),
      ...events.slice(0, round % 7),
    ]);
    for (let at = 0; at < TIMES; at += 4)
      await Promise.all(rounds.slice(at, at + 4).map((round) => outreach.record(round)));
    await outreach.sendDue(idle());
    expect(await campaignOf(db, id)).toMatchObject({
      ...{ sent_count: 4, delivered_count: 2, opened_count: 2, clicked_count: 1, converted_count: 1 },
      ...{ failed_count: 0, unknown_count: 0, skipped_count: 0 },
    });
    expect(await resultsOf(testId)).toEqual([
      ...[
        'C00001 a clicked',
        'C00001 a converted 59.9',
        'C00001 a delivered',
        'C00001 a opened',
        'C00001 a sent',
      ],
      ...['C00002 b delivered', 'C00002 b opened', 'C00002 b sent'],
      ...['C00003 a bounced', 'C00003 a sent', 'C00004 b sent'],
    ]);
  });

  it('may come before the sending process has written down that it sent', async () => {
    const town = await createTown(db, 1);
    const testId = await createTest(town);
    const id = await queueCampaign(db, town, { testId, variation: () => 'a' });
    const email = recordingChannel('email', async ({ token }) => {
      await outreach.record([told(token, 'delivered', { providerId: 'early' })]);
      return { kind: 'accepted', providerId: 'p1' };
    });
    const outreach = outreachOver(db, [email]);
    await outreach.sendDue(idle());
    expect((await outboxOf(db, id))[0]).toMatchObject({ state: 'sent', provider_id: 'p1' });
    expect(await resultsOf(testId)).toEqual(['C00001 a delivered', 'C00001 a sent']);
  });

  it('settle what nobody knew of: sent where it arrived, failed where it did not', async () => {
    const town = await createTown(db, 5);
    const testId = await createTest(town);
    const id = await queueCampaign(db, town, { testId, variation: () => 'a' });
    const email = recordingChannel('email', () => ({ kind: 'unknown', reason: 'timeout' }));
    const outreach = outreachOver(db, [email]);
    await outreach.sendDue(idle());
    const [a = '', b = '', c = '', d = ''] = (await outboxOf(db, id)).map(({ token }) => token);
    await outreach.record([
      told(a, 'accepted'),
      told(b, 'opened'),
      told(c, 'failed', { reason: 'Twilio 30003' }),
    ]);
    // Proves nothing: the shop may have sold it without any message.
    await outreach.record([told(d, 'converted')]);
    await outreach.sendDue(idle());
    expect((await outboxOf(db, id)).map(({ state, reason }) => [state, reason])).toEqual([
      ...[
        ['sent', null],
        ['sent', null],
        ['failed', 'Twilio 30003'],
      ],
      ...[
        ['unknown', 'timeout'],
        ['unknown', 'timeout'],
      ],
    ]);
    expect(await campaignOf(db, id)).toMatchObject({ sent_count: 2, failed_count: 1, unknown_count: 2 });
    expect(email.sent).toHaveLength(5);
    expect(await resultsOf(testId)).toEqual([
      ...['C00001 a sent', 'C00002 a opened', 'C00002 a sent', 'C00003 a failed', 'C00004 a converted'],
    ]);
  });

  it('keep a message that would be tried again from being sent twice', async () => {
    const id = await queueCampaign(db, await createTown(db, 1));
    const email = recordingChannel('email', () => ({ kind: 'later', reason: 'busy', afterMs: null }));
    const outreach = outreachOver(db, [email]);
    await outreach.sendDue(idle());
    const [row] = await outboxOf(db, id);
    await outreach.record([told(row?.token ?? '', 'delivered')]);
    await outreachOver(db, [email], { now: () => new Date(NOON.getTime() + 3_600_000) }).sendDue(idle());
    expect(email.sent).toHaveLength(1);
    expect(await campaignOf(db, id)).toMatchObject({ status: 'sent', sent_count: 1, delivered_count: 1 });
  });

  it('do not let a message fail that has been delivered', async () => {
    const id = await queueCampaign(db, await createTown(db, 2));
    const outreach = outreachOver(db, [recordingChannel('email')]);
    await outreach.sendDue(idle());
    const [one = '', two = ''] = (await outboxOf(db, id)).map(({ token }) => token);
    await outreach.record([told(one, 'delivered'), told(one, 'failed')]);
    await outreach.record([told(two, 'failed'), told(two, 'delivered')]);
    expect((await outboxOf(db, id)).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('of a message that nobody knows are nobody’s', async () => {
    expect(await outreachOver(db, []).record([told('no-such-token', 'delivered')])).toEqual([
      { kind: 'nobody' },
    ]);
  });
});

describe('no more messages', () => {
  it.each([
    ['complained', 'complaint'],
    ['bounced', 'bounce'],
    ['unsubscribed', 'unsubscribed'],
  ] as const)('%s: the address that the message went to is not written to again', async (event, suppress) => {
    const town = await createTown(db, 2);
    const first = await queueCampaign(db, town);
    const email = recordingChannel('email');
    const outreach = outreachOver(db, [email]);
    await outreach.sendDue(idle());
    // The customer has another address by now; the other customer has the old one.
    const update = `update dim_customer set email = $3 where tenant_id = $1 and customer_id = $2`;
    await db.query(update, [town.tenantId, 'C00001', 'new@example.com']);
    await db.query(update, [town.tenantId, 'C00002', 'c00001@example.com']);
    const token = (await outboxOf(db, first))[0]?.token ?? '';
    await outreach.record([told(token, event, { suppress })]);
    const second = await queueCampaign(db, town);
    await outreach.sendDue(idle());
    expect((await outboxOf(db, second)).map(({ state }) => state)).toEqual(['sent', 'skipped']);
    await db.query('delete from suppressions');
  });

  it('reach nobody who has been told that they are off the list', async () => {
    const PEOPLE = 240;
    const town = await createTown(db, PEOPLE);
    const id = await queueCampaign(db, town);
    const rows = await outboxOf(db, id);
    const acknowledged = new Set<string>();
    const broken: string[] = [];
    const email = recordingChannel('email', async ({ token }) => {
      if (acknowledged.has(token)) broken.push(`${token} began`);
      await sleep(1 + (rows.findIndex((row) => row.token === token) % 7) * 3);
      if (acknowledged.has(token)) broken.push(`${token} was on its way`);
      return { kind: 'accepted', providerId: null };
    });
    const outreach = outreachOver(db, [email]);
    const tokens = rows.map(({ token }) => token);
    const leave = async () => {
      for (let token = tokens.shift(); token; token = tokens.shift()) {
        const { known, onItsWay } = await outreach.unsubscribe(token);
        expect({ known, onItsWay }).toEqual({ known: true, onItsWay: false });
        acknowledged.add(token);
      }
    };
    await Promise.all([outreach.sendDue(idle()), ...Array.from({ length: 6 }, leave)]);
    expect(broken).toEqual([]);
    const states = (await outboxOf(db, id)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['sent', 'skipped']));
    expect(email.sent.length).toBe(states.filter((state) => state === 'sent').length);
  });
});
