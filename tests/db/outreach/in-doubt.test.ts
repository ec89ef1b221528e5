/** Messages of which nobody knows whether they left: listed, and settled by what a person says of them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { createAttribution } from '../../../jobs/outreach/attribute-sales.ts';
import { addSegment, createTeam, crowd, NOW, type Team } from '../campaigns/use.ts';
import { openTestDb } from '../harness.ts';
import { campaignOf, idle, outboxOf, outreachOver, recordingChannel } from './campaign.ts';

let db: Db;
let team: Team;
let id: string;
beforeAll(async () => {
  db = await openTestDb();
}, 60_000);
afterAll(() => db.close());

const ann = { name: 'Ann', role: 'approver' } as const;
const ana = { name: 'Ana', role: 'analyst' } as const;
const states = async () => (await outboxOf(db, id)).map(({ state }) => state);
const set = (sql: string) => db.query(`update outreach_campaigns set ${sql} where id = $1::bigint`, [id]);
/** Asks what it means, and says yes. */
const settle = async (args: object, as = ann) => {
  const asked = await team.say('settle_messages', args, as);
  expect(asked.kind).toBe('clarify');
  return asked.press(asked.buttons[0] ?? '', as);
};

/** Sent to five people; of the second, third and fourth nobody knows. */
beforeEach(async () => {
  team = await createTeam(db);
  await addSegment(team.tenant, 'Champions', crowd(5));
  const draft = { name: 'Spring', segment: 'Champions', subject: 'Hello', body: 'Hello.' };
  const shown = await team.say('create_campaign', draft);
  id = String((shown.data as { campaign: { id: string } }).campaign.id);
  await shown.press('Approve', ann);
  const email = recordingChannel('email', ({ customerId }) =>
    'c000001 c000002 c000003'.includes(customerId)
      ? { kind: 'unknown', reason: 'SendGrid 504' }
      : { kind: 'accepted', providerId: null },
  );
  await outreachOver(db, [email], { now: () => NOW }).sendDue(idle());
});

describe('messages in doubt', () => {
  it('are listed by campaign, and those of one with their number', async () => {
    const list = await team.say('unknown_messages', {}, ana);
    expect(list.text).toContain('Of 3 messages of “Spring” nobody knows whether they left.');
    expect(list.card.table?.rows).toMatchObject([
      { customer: 'c000001', provider: 'double', reason: 'SendGrid 504' },
      { customer: 'c000002' },
      { customer: 'c000003' },
    ]);
    expect(list.buttons).toEqual([]);
    expect((await team.say('unknown_messages', {}, ann)).buttons).toEqual([
      'Mark as sent: all 3',
      'Send again: all 3',
      'One of them …',
    ]);
    expect((await team.say('show_campaign', { campaign: 'Spring' }, ana)).buttons).toContain('In doubt');
    await team.say('create_campaign', {
      ...{ name: 'Autumn', segment: 'Champions', subject: 'Hello', body: 'Hello.' },
    });
    const other = await team.say('unknown_messages', { campaign: 'Autumn' });
    expect(other.text).toBe('Of every message of “Autumn” it is known what became of it.');
  });

  it('are another team’s own', async () => {
    const other = await createTeam(db);
    expect((await other.say('unknown_messages', {})).text).toBe(
      'Of every message it is known what became of it.',
    );
    const [message] = (
      await db.query<{ id: string }>(
        `select outbox_id::text as id from outbox where campaign_id = $1::bigint and state = 'unknown'`,
        [id],
      )
    ).rows;
    const said = await other.say('settle_messages', { answer: 'sent', message: message?.id, sure: true });
    expect([said.kind, said.text]).toEqual(['refused', expect.stringContaining('There is no message')]);
    expect((await states()).filter((state) => state === 'unknown')).toHaveLength(3);
  });

  it('are settled by approvers only, who are told what it means first', async () => {
    await expect(team.say('settle_messages', { answer: 'sent', campaign: 'Spring' }, ana)).rejects.toThrow(
      /needs the role approver/,
    );
    const asked = await team.say('settle_messages', { answer: 'again', campaign: 'spring' }, ann);
    expect(asked.text).toBe(
      'Send 3 messages of “Spring” again? Those who have it already get it twice. Whoever must not be written to by now is skipped.',
    );
    expect((await states()).filter((state) => state === 'unknown')).toHaveLength(3);
    const list = await team.say('unknown_messages', {}, ann);
    expect(list.card.buttons?.map(({ confirm }) => confirm)).toEqual([
      'Count 3 messages of “Spring” as sent? They are never sent again: whoever did not get theirs gets nothing.',
      asked.text,
      undefined,
    ]);
  });

  it('counted as sent: figures, log and orders follow, and a second yes changes nothing', async () => {
    const done = await settle({ answer: 'sent', campaign: 'Spring' });
    expect(done.text).toContain('3 messages count as sent from now on.');
    expect(done.card.headlines).toContainEqual(expect.objectContaining({ label: 'Sent', value: 5 }));
    expect(await states()).toEqual(Array(5).fill('sent'));
    expect(await campaignOf(db, id)).toMatchObject({ sent_count: 5, unknown_count: 0, status: 'sent' });
    const again = await team.say('settle_messages', { answer: 'again', campaign: 'Spring', sure: true }, ann);
    expect([again.kind, again.text]).toEqual([
      'refused',
      'No message of “Spring” is in doubt (any more), so nothing was done.',
    ]);
    expect(await states()).toEqual(Array(5).fill('sent'));
    expect(
      await team.rows(
        `select outcome, args ->> 'answer' as answer from audit_log
          where tenant_id = $1 and tool = 'settle_messages' order by at, outcome`,
      ),
    ).toEqual([
      { outcome: 'clarify', answer: 'sent' },
      { outcome: 'ok', answer: 'sent' },
      { outcome: 'refused', answer: 'again' },
    ]);
  });

  it('counted as sent: an order after it counts, though no new sales came in', async () => {
    const later = new Date(NOW.getTime() + 3 * 86_400_000);
    await team.tenant.write((tx) =>
      tx.query(
        `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, transaction_date, quantity,
                                unit_price, gross_amount, total_amount)
         values ($1, gen_random_uuid(), 't1', 'c000002', '2026-03-20', 1, 10, 10, 10)`,
        [team.tenant.tenantId],
      ),
    );
    const attribution = createAttribution(db, () => later);
    await attribution.attribute(idle());
    expect(await campaignOf(db, id)).toMatchObject({ converted_count: 0 });
    await settle({ answer: 'sent', campaign: 'Spring' });
    await attribution.attribute(idle());
    expect(await campaignOf(db, id)).toMatchObject({ converted_count: 1 });
  });

  it('sent again: looked at anew, sent once more, and the campaign ends again', async () => {
    await set(`status = 'sent'`);
    const done = await settle({ answer: 'again', campaign: 'Spring' });
    expect(done.text).toContain('3 messages are queued again and leave within a minute or two');
    expect(await campaignOf(db, id)).toMatchObject({
      status: 'sending',
      finished_at: null,
      unknown_count: 0,
    });
    await db.query(
      'update dim_customer set email_consent = false where tenant_id = $1 and customer_id = $2',
      [team.tenant.tenantId, 'c000003'],
    );
    const email = recordingChannel('email');
    const outreach = outreachOver(db, [email], { now: () => NOW });
    await outreach.sendDue(idle());
    expect(email.sent.map(({ customerId }) => customerId).sort()).toEqual(['c000001', 'c000002']);
    expect(await campaignOf(db, id)).toMatchObject({ status: 'sent', sent_count: 4, skipped_count: 1 });
    expect(await outreach.sendDue(idle())).toBeNull();
  });

  it('sent again: what the provider tells of the first try meanwhile keeps it from leaving', async () => {
    await settle({ answer: 'again', campaign: 'Spring' });
    const email = recordingChannel('email');
    const outreach = outreachOver(db, [email], { now: () => NOW });
    const row = (await outboxOf(db, id)).find(({ customer_id }) => customer_id === 'c000001');
    await outreach.record([{ token: row?.token ?? '', event: 'delivered', eventId: 'e', at: NOW }]);
    await outreach.sendDue(idle());
    expect(email.sent.map(({ customerId }) => customerId).sort()).toEqual(['c000002', 'c000003']);
  });

  it('are settled one by one by their number', async () => {
    const list = await team.say('unknown_messages', {}, ann);
    const [first] = (list.data as { messages: { id: string }[] }).messages;
    const done = await settle({ answer: 'again', message: first?.id });
    expect(done.text).toContain('1 message is queued again');
    expect(await states()).toEqual(['sent', 'queued', 'unknown', 'unknown', 'sent']);
    const other = await team.say('settle_messages', { answer: 'sent', message: first?.id, sure: true }, ann);
    expect(other.text).toContain('is not in doubt (any more)');
  });

  it('that came up after the card was shown are left', async () => {
    const list = await team.say('unknown_messages', {}, ann);
    await db.query(
      `update outbox set state = 'unknown', settled_at = $2::timestamptz + interval '1 minute'
        where campaign_id = $1::bigint and customer_id = 'c000000'`,
      [id, NOW],
    );
    await list.press('Mark as sent: all 3', { ...ann, hours: 1 });
    expect(await states()).toEqual(['unknown', 'sent', 'sent', 'sent', 'sent']);
  });

  it('of a cancelled campaign are not sent again; of a paused one once it goes on', async () => {
    await db.query(
      `update outreach_campaigns set cancelled_at = $2, status = 'cancelled' where id = $1::bigint`,
      [...[id, NOW]],
    );
    const refused = await team.say(
      'settle_messages',
      { answer: 'again', campaign: 'Spring', sure: true },
      ann,
    );
    expect([refused.kind, refused.text]).toEqual([
      'refused',
      expect.stringContaining('can be counted as sent'),
    ]);
    expect((await team.say('unknown_messages', {}, ann)).buttons).toEqual([
      'Mark as sent: all 3',
      'One of them …',
    ]);
    await set(`status = 'paused', cancelled_at = null`);
    expect((await settle({ answer: 'again', campaign: 'Spring' })).text).toContain(
      'leave once the campaign is resumed',
    );
    const email = recordingChannel('email');
    await outreachOver(db, [email], { now: () => NOW }).sendDue(idle());
    expect(email.sent).toEqual([]);
  });
});
