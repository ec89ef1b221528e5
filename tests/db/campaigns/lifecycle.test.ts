import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { openTestDb } from '../harness.ts';
import { addSegment, createTeam, crowd, NOW, type Team } from './use.ts';

let db: Db;
let team: Team;
beforeAll(async () => {
  db = await openTestDb();
}, 60_000);
beforeEach(async () => {
  team = await createTeam(db);
});
afterAll(() => db.close());

const draft = (more: object = {}) =>
  team.say('create_campaign', {
    name: 'We miss you',
    segment: 'champions',
    subject: 'Hello {{first_name|there}}',
    body: 'Hello {{first_name}}, it has been a while.',
    ...more,
  });

const outbox = () =>
  team.rows<{ customer_id: string; state: string; reason: string | null; send_after: Date; token: string }>(
    'select customer_id, state, reason, send_after, token from outbox where tenant_id = $1 order by customer_id',
  );

describe('a draft', () => {
  it('shows who can be reached, why not the others, and masked people', async () => {
    await addSegment(team.tenant, 'Champions', [
      { id: 'c1', first: 'Maria', last: 'Berg', email: 'maria@gmail.com' },
      { id: 'c2', first: null, email: 'q@example.co.uk' },
      { id: 'c3', consent: false },
      { id: 'c4', consent: null },
      { id: 'c5', email: null },
      { id: 'c6', email: 'not an address' },
      { id: 'c7', email: 'Stopped@Example.com' },
    ]);
    await team.tenant.write((tx) =>
      tx.query(
        `insert into suppressions (tenant_id, channel, address_hash, reason)
         values ($1, 'email', encode(sha256('email:stopped@example.com'), 'hex'), 'unsubscribed')`,
        [team.tenant.tenantId],
      ),
    );
    const shown = await draft();
    expect(shown.text).toContain(
      'E-mail to “Champions”: 7 people, of whom 2 can be written to now. Not: 2 without an e-mail address, 2 who have not agreed to it, 1 who asked not to be written to.',
    );
    expect(shown.card.table?.rows).toEqual([
      {
        who: 'M*** B***',
        address: 'm***@g***.com',
        subject: 'Hello M***',
        body: 'Hello M***, it has been a while.',
      },
      {
        who: 'L***',
        address: 'q***@e***.uk',
        subject: 'Hello there',
        body: 'Hello there, it has been a while.',
      },
    ]);
    expect(shown.all).not.toMatch(/Maria|Berg|gmail|example/);
    expect((await team.say('show_campaign', { campaign: 'we miss you' })).card.table).toEqual(
      shown.card.table,
    );
  });

  it('is refused where it could not be sent later', async () => {
    await addSegment(team.tenant, 'Champions', crowd(2));
    const because = async (more: object) => (await draft(more)).text;
    expect(await because({ subject: undefined })).toMatch(/An e-mail needs a subject/);
    expect(await because({ body: undefined })).toMatch(/It needs a text/);
    expect(await because({ body: 'Hi {{fist_name}}' })).toMatch(
      /no field called “fist_name”\. The nearest is \{\{first_name\}\}/,
    );
    expect(await because({ segment: 'Nobody knows' })).toMatch(/no segment called “Nobody knows”.*Champions/);
    expect(await because({ send_at: 'some day' })).toMatch(/cannot read “some day” as a time/);
    expect(await because({ send_at: '2020-01-01 09:00' })).toMatch(/is over already/);
    expect(await team.rows('select from outreach_campaigns where tenant_id = $1')).toEqual([]);
  });

  it('gets a name of its own', async () => {
    await addSegment(team.tenant, 'Champions', crowd(2));
    await draft();
    expect((await draft({ name: 'WE MISS YOU' })).text).toContain('so this one is “WE MISS YOU (2)”');
  });

  it('begins from the text of its purpose, with an offer only where one is named', async () => {
    await addSegment(team.tenant, 'Champions', crowd(2));
    const plain = await draft({ subject: undefined, body: undefined, template: 'win_back' });
    expect(plain.text).toMatch(/it has been a while/);
    expect(plain.text).not.toMatch(/%|\[offer\]/);
    const offered = await draft({
      ...{ subject: undefined, body: undefined, template: 'win_back' },
      offer: { type: 'discount', value: 20, unit: 'percent', expiry_days: 7 },
    });
    expect(offered.text).toContain('Take 20% off your next order, for 7 days');
    expect((await draft({ body: undefined, template: 'magic' })).text).toMatch(/There are: win_back/);
  });

  it('begins from what a winner left as the default of its kind', async () => {
    await addSegment(team.tenant, 'Champions', crowd(2));
    await team.tenant.write((tx) =>
      tx.query(
        `insert into message_defaults (tenant_id, message_kind, channel, variation_id, content, applied_at)
         values ($1, 'welcome', 'email', 'b', '{"subject": "Picked for you", "body": "Hi!"}', $2)`,
        [team.tenant.tenantId, NOW],
      ),
    );
    const shown = await draft({ subject: undefined, body: undefined, message_kind: 'Welcome' });
    expect(shown.text).toContain('Subject: Picked for you Hi!');
  });
});

describe('approving', () => {
  it('queues one message for everybody but the erased, at the time said, with tokens nobody can guess', async () => {
    const people = crowd(5);
    await addSegment(team.tenant, 'Champions', people);
    await team.tenant.write((tx) =>
      tx.query(
        `insert into erased_people (tenant_id, id_hash) values ($1, walker_person_hash($1, 'c000001'))`,
        [team.tenant.tenantId],
      ),
    );
    const shown = await draft({ send_at: 'tomorrow 9:00' });
    expect(shown.text).toContain('Goes out Thu, 19 Mar 2026, 09:00 (Europe/Berlin)');
    const approved = await shown.press('Approve', { name: 'Ann', role: 'approver' });
    expect(approved.text).toContain('Approved for 4 people');
    const rows = await outbox();
    expect(rows.map(({ customer_id }) => customer_id)).toEqual(['c000000', 'c000002', 'c000003', 'c000004']);
    expect(new Set(rows.map(({ token }) => token)).size).toBe(4);
    expect(rows[0]).toMatchObject({ state: 'queued', send_after: new Date('2026-03-19T08:00:00Z') });
    expect(rows[0]?.token).toMatch(/^[0-9a-f]{64}$/);
    expect((await shown.press('Approve', { name: 'Bob', role: 'approver' })).text).toMatch(
      /is approved already \(Ann, 18 Mar 2026, 13:00\)/,
    );
    expect(await outbox()).toHaveLength(4);
  });

  it('acts once where two press at the same moment', async () => {
    await addSegment(team.tenant, 'Champions', crowd(50));
    const shown = await draft();
    await team.say('campaigns', {}, { name: 'Ann', role: 'approver' });
    await team.say('campaigns', {}, { name: 'Bob', role: 'approver' });
    const outcomes = await Promise.all([
      shown.press('Approve', { name: 'Ann', role: 'approver' }),
      shown.press('Approve', { name: 'Bob', role: 'approver' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['ok', 'refused']);
    expect(await outbox()).toHaveLength(50);
  });

  it('is for approvers', async () => {
    await addSegment(team.tenant, 'Champions', crowd(2));
    const shown = await draft();
    await expect(shown.press('Approve', { name: 'Ana', role: 'analyst' })).rejects.toThrow(
      /needs the role approver/,
    );
    const seen = await team.say(
      'show_campaign',
      { campaign: 'We miss you' },
      { name: 'Ana', role: 'analyst' },
    );
    expect(seen.buttons).not.toContain('Approve');
    expect(await outbox()).toEqual([]);
  });

  it('is refused where there is nobody, or WhatsApp has approved no template', async () => {
    await addSegment(team.tenant, 'Champions', []);
    expect((await (await draft()).press('Approve')).text).toMatch(/Nobody is in “Champions” at the moment/);
    const shown = await draft({ channel: 'whatsapp' });
    expect(shown.buttons).not.toContain('Approve');
    const refused = await team.say('approve_campaign', { campaign: 'We miss you (2)' });
    expect(refused).toMatchObject({
      kind: 'refused',
      text: expect.stringContaining('template that it has approved'),
    });
  });

  it('does not approve what has been edited since', async () => {
    await addSegment(team.tenant, 'Champions', crowd(2));
    const shown = await draft();
    await team.tenant.write((tx) =>
      tx.query(
        `update outreach_campaigns set message_template = message_template || '{"subject": "Other"}' where tenant_id = $1`,
        [team.tenant.tenantId],
      ),
    );
    const pressed = await shown.press('Approve');
    expect(pressed).toMatchObject({
      kind: 'clarify',
      text: expect.stringContaining('Changed: subject (now “Other”)'),
    });
    expect(await outbox()).toEqual([]);
    const again = await pressed.press('Show it as it is now');
    expect((await again.press('Approve')).text).toContain('Approved for 2 people');
  });
});
