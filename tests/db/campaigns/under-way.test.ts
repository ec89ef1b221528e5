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
    name: 'Spring',
    segment: 'Champions',
    subject: 'Hello',
    body: 'Hello {{first_name}}.',
    ...more,
  });
const ann = { name: 'Ann', role: 'approver' } as const;
const bob = { name: 'Bob', role: 'approver' } as const;

const states = () =>
  team.rows<{ state: string; reason: string | null; people: number }>(
    'select state, reason, count(*)::int as people from outbox where tenant_id = $1 group by 1, 2 order by 1, 2',
  );
const change = (sql: string, values: readonly (string | number | Date)[] = []) =>
  team.tenant.write((tx) => tx.query(sql, [team.tenant.tenantId, ...values]));

describe('the rule of two people', () => {
  it('waits for a second, different person above the limit that the team sets', async () => {
    await addSegment(team.tenant, 'Champions', crowd(12));
    await team.say('outreach_settings', { limit: '10' });
    const shown = await draft();
    expect(shown.text).toContain('It goes to more than 10 people, so two people have to approve it.');
    const first = await shown.press('Approve', ann);
    expect(first.text).toContain('Ann approved it. It goes to 12 people, more than 10, so a second person');
    const again = await first.press('Approve', ann);
    expect(again.text).toContain('You have approved it already: your yes counts once.');
    expect(again.text).toContain('so a second person has to approve it');
    expect(await states()).toEqual([]);
    expect((await first.press('Approve', bob)).text).toContain('Approved for 12 people');
    expect(await states()).toEqual([{ state: 'queued', reason: null, people: 12 }]);
    const done = await team.say('show_campaign', { campaign: 'Spring' });
    expect(done.card.footnotes?.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Approved: Ann, 18 Mar 2026, 13:00', 'Approved: Bob, 18 Mar 2026, 13:00']),
    );
  });

  it('counts a yes only of those who may still give one, and to what the draft says', async () => {
    await addSegment(team.tenant, 'Champions', crowd(12));
    await team.say('outreach_settings', { limit: '10' });
    const shown = await draft();
    await shown.press('Approve', ann);
    const edited = await team.say('edit_campaign', { campaign: 'Spring', subject: 'Other' });
    expect(edited.text).toContain('Saved. Whoever had approved it has to approve it again.');
    expect((await edited.press('Approve', bob)).text).toContain('Bob approved it.');
    await change(`update people set role = 'viewer' where tenant_id = $1 and name = 'Bob'`);
    const again = await team.say('show_campaign', { campaign: 'Spring' });
    expect((await again.press('Approve', ann)).text).toContain('Ann approved it.');
    expect(await states()).toEqual([]);
  });

  it('leaves one person enough up to the limit', async () => {
    await addSegment(team.tenant, 'Champions', crowd(10));
    await team.say('outreach_settings', { limit: '10' });
    expect((await (await draft()).press('Approve', ann)).text).toContain('Approved for 10 people');
  });
});

describe('a campaign under way', () => {
  beforeEach(async () => {
    await addSegment(team.tenant, 'Champions', crowd(10));
    await (await draft()).press('Approve', ann);
  });

  it('is paused by analysts, resumed by approvers, and goes on where it was', async () => {
    const paused = await team.say('pause_campaign', { campaign: 'spring' }, { name: 'Ana', role: 'analyst' });
    expect(paused.text).toContain('Paused.');
    expect(paused.buttons).not.toContain('Resume');
    await expect(
      team.say('resume_campaign', { campaign: 'spring' }, { name: 'Ana', role: 'analyst' }),
    ).rejects.toThrow(/needs the role approver/);
    const status = async () =>
      (await team.rows<{ status: string }>('select status from outreach_campaigns where tenant_id = $1'))[0]
        ?.status;
    await team.say('resume_campaign', { campaign: 'spring' });
    expect(await status()).toBe('approved');
    await change('update outreach_campaigns set started_at = $2 where tenant_id = $1', [NOW]);
    await team.say('pause_campaign', { campaign: 'spring' });
    await team.say('resume_campaign', { campaign: 'spring' });
    expect(await status()).toBe('sending');
    expect((await team.say('resume_campaign', { campaign: 'spring' })).text).toMatch(
      /is being sent .* Only a paused campaign can be resumed/,
    );
  });

  it('is cancelled: what is queued never leaves, what has left is not touched', async () => {
    await change(
      `update outbox set state = 'sent', sent_at = $2 where tenant_id = $1 and customer_id < 'c000003'`,
      [NOW],
    );
    await change(
      `update outbox set state = 'sending', sent_at = $2 where tenant_id = $1 and customer_id = 'c000003'`,
      [NOW],
    );
    const cancelled = await team.say('cancel_campaign', { campaign: 'spring' });
    expect(cancelled.text).toContain('Cancelled: 6 messages that had not left never will.');
    expect(await states()).toEqual([
      { state: 'sending', reason: null, people: 1 },
      { state: 'sent', reason: null, people: 3 },
      { state: 'skipped', reason: 'cancelled', people: 6 },
    ]);
    // A provider that put the last one off leaves it queued, for ever.
    await change(`update outbox set state = 'queued' where tenant_id = $1 and state = 'sending'`);
    const shown = await team.say('show_campaign', { campaign: 'spring' });
    expect(shown.text).toContain('Not sent: the campaign was cancelled (7).');
    expect(shown.text).not.toContain('still to be sent');
    expect((await team.say('cancel_campaign', { campaign: 'spring' })).text).toMatch(/was cancelled \(Vera/);
    expect((await team.say('edit_campaign', { campaign: 'spring', subject: 'x' })).text).toMatch(
      /Only a draft can be edited/,
    );
  });

  it('counts people, not events, and lists of whom nobody knows', async () => {
    await change(
      `update outbox set state = 'sent', sent_at = $2 where tenant_id = $1 and customer_id < 'c000006'`,
      [NOW],
    );
    await change(
      `update outbox set state = 'unknown', sent_at = $2 where tenant_id = $1 and customer_id in ('c000006', 'c000007')`,
      [NOW],
    );
    await change(
      `update outbox set state = 'skipped', reason = 'has not agreed to this channel'
        where tenant_id = $1 and customer_id = 'c000008'`,
    );
    const event = (customer: string, name: string, id: string) =>
      change(
        `insert into outbox_events (tenant_id, outbox_id, event, event_id, at, received_at, value)
         select $1, outbox_id, $3, $4, $5, $5, case when $3::text = 'converted' then 20 end
           from outbox where tenant_id = $1 and customer_id = $2`,
        [customer, name, id, NOW],
      );
    await event('c000000', 'delivered', '1');
    for (const id of ['1', '2', '3']) await event('c000001', 'opened', id);
    await event('c000002', 'clicked', '1');
    await event('c000002', 'converted', '1');
    const shown = await team.say('show_campaign', { campaign: 'spring' });
    expect(
      Object.fromEntries((shown.card.headlines ?? []).map(({ label, value }) => [label, value])),
    ).toEqual({
      State: 'Approved',
      Sent: 6,
      Delivered: 3,
      Opened: 2,
      Clicked: 1,
      Converted: 1,
    });
    expect(shown.text).toContain('Of 2 people nobody knows whether they got it');
    expect(shown.text).toContain('c000006, c000007');
    expect(shown.text).toContain('Not sent: has not agreed to this channel (1).');
    const list = await team.say('campaigns', {});
    expect(list.card.table?.rows).toEqual([
      expect.objectContaining({ name: 'Spring', status: 'Approved', sent: 6, opened: 2, converted: 1 }),
    ]);
  });
});

describe('hold-outs and tests', () => {
  it('holds people out by lot, keeps who they are, and the same ones each time', async () => {
    const people = crowd(2_000);
    await addSegment(team.tenant, 'Champions', people);
    const shown = await draft({ holdout: 0.2 });
    const approved = await shown.press('Approve', ann);
    const [queued, held] = await states();
    expect(held).toMatchObject({ state: 'skipped', reason: 'holdout' });
    expect((queued?.people ?? 0) + (held?.people ?? 0)).toBe(2_000);
    expect(held?.people).toBeGreaterThan(340);
    expect(held?.people).toBeLessThan(460);
    expect(approved.text).toContain(`${held?.people} more are held out`);
    const [stored] = await team.rows<{ planned: number }>(
      'select planned_count as planned from outreach_campaigns where tenant_id = $1',
    );
    expect(stored?.planned).toBe(queued?.people);
  });

  it('says what it brought against those held out, once there are sales', async () => {
    await addSegment(team.tenant, 'Champions', crowd(1_000));
    await (await draft({ holdout: 0.5 })).press('Approve', ann);
    await change(`update outbox set state = 'sent', sent_at = $2 where tenant_id = $1 and state = 'queued'`, [
      NOW,
    ]);
    await change(`update outreach_campaigns set status = 'sent', started_at = $2 where tenant_id = $1`, [
      NOW,
    ]);
    expect((await team.say('show_campaign', { campaign: 'spring' })).text).not.toContain('held out, over');
    // Of those meant, one in two buys for 10; of the others nobody. Sales from before do not count.
    await change(
      `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, transaction_date, quantity, unit_price,
                              gross_amount, total_amount)
       select $1, gen_random_uuid(), customer_id || day, customer_id, day::date, 1, 10, 10, 10
         from outbox, unnest(array['2026-03-17', '2026-03-20']) day
        where tenant_id = $1 and (day = '2026-03-17' or state = 'sent' and right(customer_id, 1) < '5')`,
    );
    const { text, data } = await team.say('show_campaign', { campaign: 'spring' }, { hours: 72 });
    expect(text).toMatch(
      /Against those held out, over 3 days: \d\d\.\d% of \d+ people bought instead of 0\.0%/,
    );
    const { meant, heldOut, revenue } = (data as { comparison: Record<string, never> })
      .comparison as unknown as {
      meant: { people: number; buyers: number; revenue: number };
      heldOut: { buyers: number };
      revenue: { difference: number; interval: { low: number; high: number } };
    };
    expect(heldOut.buyers).toBe(0);
    expect(meant.revenue).toBe(meant.buyers * 10);
    expect(revenue.difference).toBeCloseTo(meant.revenue / meant.people, 9);
    expect(revenue.interval.low).toBeGreaterThan(0);
    expect(revenue.interval.high).toBeGreaterThan(revenue.difference);
  });

  it('sends the variations of a running test by its split', async () => {
    await addSegment(team.tenant, 'Champions', crowd(600));
    await change(
      `insert into ab_tests (tenant_id, test_name, channel, variations, status, salt)
       values ($1, 'Subject', 'email',
               '[{"id": "control", "name": "Control", "content": "Plain", "weight": 1},
                 {"id": "bold", "name": "Bold", "content": {"subject": "BOLD"}, "weight": 1}]', 'draft', 's')`,
    );
    const shown = await draft({ subject: undefined, test: 'subject' });
    expect(shown.text).toContain('Variation “Control”: Subject: Plain');
    expect(shown.text).toContain('Variation “Bold”: Subject: BOLD');
    expect(shown.text).toContain('has not been started');
    expect(shown.buttons).not.toContain('Approve');
    await change(`update ab_tests set status = 'running', allocation = 'thompson' where tenant_id = $1`);
    expect((await team.say('approve_campaign', { campaign: 'spring' })).text).toMatch(
      /shares of its test .* move/,
    );
    await change(`update ab_tests set allocation = 'fixed' where tenant_id = $1`);
    const ready = await team.say('show_campaign', { campaign: 'spring' });
    await ready.press('Approve', ann);
    const arms = await team.rows<{ variation_id: string; people: number }>(
      'select variation_id, count(*)::int as people from outbox where tenant_id = $1 group by 1 order by 1',
    );
    expect(arms.map((arm) => arm.variation_id)).toEqual(['bold', 'control']);
    for (const { people } of arms) expect(people).toBeGreaterThan(240);
    // What the preview said of the first is what the first gets.
    const [previewed] = ready.card.table?.rows ?? [];
    const [first] = await team.rows<{ variation_id: string }>(
      'select variation_id from outbox where tenant_id = $1 order by customer_id limit 1',
    );
    expect(String(previewed?.gets).toLowerCase()).toBe(first?.variation_id);
  });
});

describe('settings', () => {
  it('are read and changed by admins, part by part', async () => {
    expect((await team.say('outreach_settings')).text).toBe(
      'One approver is enough for any campaign. A person gets at most 2 messages in seven days, over all channels. Nothing is sent from 21:00 to 08:00 (Europe/Berlin). Only people who agreed to a channel are written to.',
    );
    await team.say('outreach_settings', {
      cap: '3',
      quiet: { from: '00:00', to: '00:00' },
      from: 'The Shop',
    });
    const changed = await team.say('outreach_settings', { limit: 'off', consent: false });
    expect(changed.text).toContain('at most 3 messages');
    expect(changed.text).toContain('There are no quiet hours.');
    expect(changed.text).toContain('E-mails come from “The Shop”.');
    await expect(team.say('outreach_settings', {}, ann)).rejects.toThrow(/needs the role admin/);
    await expect(team.say('outreach_settings', { cap: '0' })).rejects.toThrow();
  });

  it('count who was written to often enough this week', async () => {
    await addSegment(team.tenant, 'Champions', crowd(3));
    await (await draft()).press('Approve', ann);
    await team.say('outreach_settings', { cap: 1 });
    await change(
      `update outbox set state = 'sent', sent_at = $2 where tenant_id = $1 and customer_id = 'c000001'`,
      [NOW],
    );
    expect((await draft()).text).toContain(
      '3 people, of whom 2 can be written to now. Not: 1 who were written to often enough this week.',
    );
    const later = await team.say('show_campaign', { campaign: 'spring (2)' }, { hours: 24 * 7 + 1 });
    expect(later.text).toContain('3 people, of whom 3 can be written to now.');
  });
});
