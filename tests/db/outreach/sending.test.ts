import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { readable } from '../../../db/readable.ts';
import { createSuppressions } from '../../../db/suppressions.ts';
import { findOutreach } from '../../../jobs/morning/find-outreach.ts';
import type { Handover } from '../../../jobs/outreach/channel.ts';
import { readProgress } from '../../../tools/campaigns/progress.ts';
import { readSentCampaigns } from '../../../tools/impact/campaign-response.ts';
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

const MINUTE_MS = 60_000;

describe('sending what is due', () => {
  it('hands each message to the channel once, filled in, and ends the campaign', async () => {
    const id = await queueCampaign(db, await createTown(db, 3));
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
    // Nobody has got them: neither the figures nor what the next campaign is expected to bring may pretend so.
    const tenant = db.tenant(town.tenantId);
    const { rows: kept } = await db.query<{ planned: number; status: 'sent' }>(
      'select planned_count as planned, status from outreach_campaigns where id = $1',
      [id],
    );
    const campaign = { id, ...kept[0], planned: 2 } as Parameters<typeof readProgress>[2];
    expect(await readProgress(readable(tenant), town.tenantId, campaign)).toMatchObject({ sent: 2, kept: 2 });
    expect((await findOutreach(tenant, NOON)).sent).toMatchObject([{ sent: 2, kept: 2 }]);
    expect(await readSentCampaigns(tenant)).toEqual([]);
  });

  it('lets nothing out of a demo workspace, whatever is set up', async () => {
    const id = await queueCampaign(db, await createTown(db, 2, { kind: 'demo' }));
    const email = recordingChannel('email');
    await outreachOver(db, [email]).sendDue(idle());
    expect(email.sent).toEqual([]);
    expect((await outboxOf(db, id)).map(({ state, provider }) => [state, provider])).toEqual([
      ['sent', 'local'],
      ['sent', 'local'],
    ]);
  });

  it('sends nothing of a campaign that is not approved, is paused, or whose time has not come', async () => {
    const town = await createTown(db, 1);
    for (const status of ['draft', 'paused', 'cancelled', 'sent']) await queueCampaign(db, town, { status });
    await queueCampaign(db, town, { sendAfter: new Date(NOON.getTime() + MINUTE_MS) });
    const email = recordingChannel('email');
    expect(await outreachOver(db, [email]).sendDue(idle())).toBeNull();
    expect(email.sent).toEqual([]);
    expect(
      await outreachOver(db, [email], { now: () => new Date(NOON.getTime() + MINUTE_MS) }).sendDue(idle()),
    ).toMatchObject({ messages: 1 });
  });

  it('stops in the middle where it is paused, and goes on after', async () => {
    const id = await queueCampaign(db, await createTown(db, 60));
    const setStatus = (status: string) =>
      db.query('update outreach_campaigns set status = $2 where id = $1::bigint', [id, status]);
    const email = recordingChannel('email', async (_message, nth) => {
      if (nth === 5) await setStatus('paused');
      return { kind: 'accepted', providerId: null };
    });
    const outreach = outreachOver(db, [email]);
    await outreach.sendDue(idle());
    // Those that were in hand at that moment have left.
    expect(email.sent.length).toBeLessThan(20);
    const paused = await outboxOf(db, id);
    expect(paused.filter(({ state }) => state === 'queued')).toHaveLength(60 - email.sent.length);
    await setStatus('sending');
    await outreach.sendDue(idle());
    expect(new Set(email.sent.map(({ token }) => token)).size).toBe(60);
    expect(email.sent).toHaveLength(60);
  });

  it('gives back what it has not begun when the process stops', async () => {
    const id = await queueCampaign(db, await createTown(db, 30));
    const stop = new AbortController();
    const email = recordingChannel('email', (_message, nth) => {
      if (nth === 3) stop.abort();
      return { kind: 'accepted', providerId: null };
    });
    await outreachOver(db, [email]).sendDue(stop.signal);
    expect(email.sent.length).toBeLessThan(30);
    await outreachOver(db, [email]).sendDue(idle());
    expect(new Set(email.sent.map(({ token }) => token)).size).toBe(30);
    expect((await outboxOf(db, id)).every(({ state }) => state === 'sent')).toBe(true);
  });
});

describe('at the moment of sending', () => {
  let town: Town;
  let id: string;
  const email = recordingChannel('email');
  const customer = (sql: string) =>
    db.query(`update dim_customer set ${sql} where tenant_id = $1 and customer_id = 'C00001'`, [
      town.tenantId,
    ]);
  beforeEach(async () => {
    town = await createTown(db, 1);
    id = await queueCampaign(db, town);
    email.sent.length = 0;
  });
  const outcome = async (at = NOON) => {
    await outreachOver(db, [email], { now: () => at }).sendDue(idle());
    const [row] = await outboxOf(db, id);
    return { sent: email.sent.length, state: row?.state, reason: row?.reason };
  };

  it.each([
    ['email_consent = null', 'has not agreed to this channel'],
    ['email_consent = false', 'does not want messages on this channel'],
    ['email = null', 'no e-mail address'],
    [`email = 'not an address'`, 'no e-mail address'],
  ])('%s: skipped, and it says why', async (change, reason) => {
    await customer(change);
    expect(await outcome()).toEqual({ sent: 0, state: 'skipped', reason });
    expect(await campaignOf(db, id)).toMatchObject({ status: 'sent', sent_count: 0, skipped_count: 1 });
  });

  it('writes to who said nothing where the team does not ask, never to who said no', async () => {
    await setOutreach(db, town, { consentRequired: false });
    await customer('email_consent = null');
    expect(await outcome()).toMatchObject({ sent: 1, state: 'sent' });
    await customer('email_consent = false');
    id = await queueCampaign(db, town);
    expect(await outcome()).toMatchObject({ state: 'skipped' });
  });

  it.each(['C00001@example.com', ' c00001@EXAMPLE.com '])(
    'skips a number or address that has stopped the sender, whichever team was told, however it is written: %s',
    async (address) => {
      const other = await createTown(db, 0);
      await createSuppressions(db, () => NOON).add('email', address, 'reply', other.tenantId);
      expect(await outcome()).toEqual({ sent: 0, state: 'skipped', reason: 'asked not to be written to' });
      await db.query('delete from suppressions');
    },
  );

  it.each([
    ['unsubscribed', 1],
    ['erased', 1],
    ['bounce', 0],
    ['complaint', 0],
  ])('%s at another team: %i sent', async (reason, sent) => {
    const other = await createTown(db, 0);
    await createSuppressions(db, () => NOON).add('email', 'c00001@example.com', 'reply', other.tenantId);
    await db.query('update suppressions set reason = $1', [reason]);
    expect(await outcome()).toMatchObject({ sent });
    await db.query('update suppressions set tenant_id = $1', [town.tenantId]);
    id = await queueCampaign(db, town);
    email.sent.length = 0;
    expect(await outcome()).toMatchObject({ sent: 0, state: 'skipped' });
    await db.query('delete from suppressions');
  });

  it('does not take the list of one channel for another’s', async () => {
    await createSuppressions(db, () => NOON).add('sms', 'c00001@example.com', 'reply', town.tenantId);
    expect(await outcome()).toMatchObject({ sent: 1 });
  });

  it('skips who was erased, and whom nobody knows any more', async () => {
    await db.query(
      `insert into erased_people (tenant_id, id_hash) values ($1, walker_person_hash($1, 'C00001'))`,
      [town.tenantId],
    );
    expect(await outcome()).toEqual({
      ...{ sent: 0, state: 'skipped', reason: 'the customer’s data was erased' },
    });
    await db.query('delete from erased_people');
    await db.query('delete from dim_customer where tenant_id = $1', [town.tenantId]);
    id = await queueCampaign(db, town);
    expect(await outcome()).toMatchObject({ sent: 0, state: 'skipped', reason: 'no e-mail address' });
  });

  it('counts what they got in seven days, over all campaigns and channels', async () => {
    await setOutreach(db, town, { perPersonPerWeek: 1 });
    expect(await outcome()).toMatchObject({ sent: 1 });
    const whatsapp = recordingChannel('whatsapp');
    const later = async (days: number) => {
      id = await queueCampaign(db, town, { channel: 'whatsapp' });
      const at = new Date(NOON.getTime() + days * 24 * 60 * MINUTE_MS);
      await outreachOver(db, [whatsapp], { now: () => at }).sendDue(idle());
      return (await outboxOf(db, id)).map(({ state, reason }) => [state, reason]);
    };
    expect(await later(6.9)).toEqual([['skipped', 'already written to once in seven days']]);
    expect(await later(7.1)).toEqual([['sent', null]]);
  });

  it('puts a message off to the end of the quiet hours, by the clock of the team', async () => {
    town = await createTown(db, 1, { timezone: 'America/New_York' });
    // 23:30 in New York on the evening before the clocks go forward there.
    const late = new Date('2026-03-08T04:30:00Z');
    id = await queueCampaign(db, town, { sendAfter: late });
    await outreachOver(db, [email], { now: () => late }).sendDue(idle());
    const [row] = await outboxOf(db, id);
    expect(row).toMatchObject({ state: 'queued', send_after: new Date('2026-03-08T12:00:00Z'), attempts: 0 });
    expect(await outcome(new Date('2026-03-08T11:59:00Z'))).toMatchObject({ sent: 0, state: 'queued' });
    expect(await outcome(new Date('2026-03-08T12:00:00Z'))).toMatchObject({ sent: 1, state: 'sent' });
  });

  it('gives nobody two messages where two campaigns reach them at once and one is allowed', async () => {
    const people = await createTown(db, 40);
    await setOutreach(db, people, { perPersonPerWeek: 1 });
    const ids = [await queueCampaign(db, people), await queueCampaign(db, people, { channel: 'sms' })];
    const channels = [recordingChannel('email'), recordingChannel('sms')];
    await Promise.all([1, 2].map(() => outreachOver(db, channels).sendDue(idle())));
    const theirs = channels
      .flatMap(({ sent }) => sent)
      .filter(({ tenantId }) => tenantId === people.tenantId);
    const sent = theirs.map(({ customerId }) => customerId);
    expect(sent.sort()).toEqual(people.customers);
    const rows = [...(await outboxOf(db, ids[0] ?? '')), ...(await outboxOf(db, ids[1] ?? ''))];
    expect(rows.filter(({ state }) => state === 'skipped')).toHaveLength(40);
  });
});

describe('what the provider says', () => {
  const answering = async (answers: readonly Handover[], perRound = 1) => {
    const id = await queueCampaign(db, await createTown(db, perRound));
    let at = NOON;
    const email = recordingChannel(
      'email',
      (_message, nth) => answers[Math.min(nth, answers.length) - 1] as Handover,
    );
    const outreach = outreachOver(db, [email], { now: () => at });
    return {
      id,
      email,
      round: async (afterMs: number) => {
        at = new Date(at.getTime() + afterMs);
        await outreach.sendDue(idle());
        return (await outboxOf(db, id))[0];
      },
    };
  };

  it('refused: failed for good, and not among what the person got', async () => {
    const { round, email } = await answering([{ kind: 'refused', reason: 'SMTP 550' }]);
    expect(await round(0)).toMatchObject({ state: 'failed', reason: 'SMTP 550', sent_at: null });
    await round(60 * MINUTE_MS);
    expect(email.sent).toHaveLength(1);
  });

  it('not now: tried again, later each time, and given up after six tries', async () => {
    const { round, email, id } = await answering([{ kind: 'later', reason: 'SMTP 451', afterMs: null }]);
    const waits: number[] = [];
    for (let attempt = 1; attempt < 6; attempt++) {
      const row = await round(attempt === 1 ? 0 : (waits.at(-1) ?? 0));
      expect(row).toMatchObject({ state: 'queued', attempts: attempt, sent_at: null });
      const before = waits.reduce((sum, wait) => sum + wait, 0);
      waits.push((row?.send_after.getTime() ?? 0) - NOON.getTime() - before);
    }
    expect(waits.map((ms) => ms / 1000)).toEqual([30, 60, 120, 240, 480]);
    expect(await round(waits.at(-1) ?? 0)).toMatchObject({
      ...{ state: 'failed', attempts: 6, reason: 'gave up after 6 tries: SMTP 451' },
    });
    expect(email.sent).toHaveLength(6);
    expect(await campaignOf(db, id)).toMatchObject({ status: 'sent', failed_count: 1 });
  });

  it('too fast: nobody is sent anything until then, and no message has failed by it', async () => {
    const { round, email, id } = await answering(
      [
        { kind: 'later', reason: '429', afterMs: 20_000 },
        { kind: 'accepted', providerId: null },
      ],
      30,
    );
    await round(0);
    const inHand = email.sent.length;
    expect(inHand).toBeLessThanOrEqual(8);
    await round(19_000);
    expect(email.sent).toHaveLength(inHand);
    await round(1_000);
    expect(email.sent).toHaveLength(31);
    const rows = await outboxOf(db, id);
    expect(rows.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(Array(30).fill('sent 1'));
  });

  it('nobody knows: never sent again', async () => {
    const { round, email, id } = await answering([{ kind: 'unknown', reason: 'timeout' }]);
    expect(await round(0)).toMatchObject({ state: 'unknown', reason: 'timeout' });
    await round(24 * 60 * MINUTE_MS);
    expect(email.sent).toHaveLength(1);
    expect(await campaignOf(db, id)).toMatchObject({ status: 'sent', sent_count: 0, unknown_count: 1 });
  });

  it('a channel that breaks has left nobody knows what', async () => {
    const id = await queueCampaign(db, await createTown(db, 1));
    const faults: string[] = [];
    const email = recordingChannel('email', () => {
      throw new Error('a fault');
    });
    const log = { error: (_fields: object, message: string) => void faults.push(message) };
    await outreachOver(db, [email], { log }).sendDue(idle());
    expect((await outboxOf(db, id))[0]).toMatchObject({ state: 'unknown' });
    expect(faults).toHaveLength(1);
  });

  it('stopped at the carrier: not written to on that channel again', async () => {
    const town = await createTown(db, 1);
    const sms = recordingChannel('sms', () => ({ kind: 'stopped', reason: 'asked the carrier' }));
    const first = await queueCampaign(db, town, { channel: 'sms' });
    await outreachOver(db, [sms]).sendDue(idle());
    const second = await queueCampaign(db, town, { channel: 'sms' });
    await outreachOver(db, [sms]).sendDue(idle());
    expect(sms.sent).toHaveLength(1);
    expect((await outboxOf(db, first))[0]).toMatchObject({ state: 'skipped', reason: 'asked the carrier' });
    expect((await outboxOf(db, second))[0]?.reason).toBe('asked not to be written to');
  });
});

describe('a process that died', () => {
  it('with messages claimed: another sends them when the claim is old', async () => {
    const id = await queueCampaign(db, await createTown(db, 2));
    await db.query(
      `update outbox set claim_id = gen_random_uuid(), claimed_at = $2 where campaign_id = $1::bigint`,
      [id, NOON],
    );
    const email = recordingChannel('email');
    const at = (seconds: number) => ({ now: () => new Date(NOON.getTime() + seconds * 1000) });
    expect(await outreachOver(db, [email], at(119)).sendDue(idle())).toBeNull();
    await outreachOver(db, [email], at(121)).sendDue(idle());
    expect(email.sent).toHaveLength(2);
  });

  it('with a message in hand: nobody knows, and nobody sends it again', async () => {
    const id = await queueCampaign(db, await createTown(db, 1), { status: 'sending' });
    await db.query(
      `update outbox set state = 'sending', claim_id = gen_random_uuid(), claimed_at = $2, attempts = 1, sent_at = $2
        where campaign_id = $1::bigint`,
      [id, NOON],
    );
    const email = recordingChannel('email');
    const lookAfter = (minutes: number) =>
      outreachOver(db, [email], { now: () => new Date(NOON.getTime() + minutes * MINUTE_MS) }).sendDue(
        idle(),
      );
    expect(await lookAfter(9)).toBeNull();
    expect(await lookAfter(11)).toMatchObject({ unknown: 1, finished: 1 });
    expect((await outboxOf(db, id))[0]).toMatchObject({ state: 'unknown' });
    expect(email.sent).toEqual([]);
    expect(await campaignOf(db, id)).toMatchObject({ status: 'sent', unknown_count: 1 });
  });
});
