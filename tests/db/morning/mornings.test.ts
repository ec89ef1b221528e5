import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { HOUR, type MorningStage, morningStage, storeSuggestion, wish } from './stage.ts';

let db: Db;
let tenantId: string;
let stage: MorningStage;

beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.query('delete from subscriptions');
  await db.query('update tenants set data_version = 0');
  ({ tenantId } = await createTenant(db, { timezone: 'Europe/Berlin' }));
  stage = morningStage(db);
  // Eight in Berlin, a Friday.
  stage.at('2026-11-20T07:00:00Z');
});

const hasData = () => db.query('update tenants set data_version = 1 where tenant_id = $1', [tenantId]);
const deliveries = async () =>
  (
    await db.query<{ part: string; state: string; reason: string | null }>(
      'select part, state, reason from brief_deliveries where tenant_id = $1 order by part',
      [tenantId],
    )
  ).rows;
const suggest = (id: string, type?: 'anomaly' | 'spend_alert') => storeSuggestion(db, tenantId, id, type);

describe('a morning', () => {
  it('analyses once and posts the brief of it', async () => {
    await wish(db, tenantId, { address: 'C0SALES' });
    expect(await stage.run()).toEqual({ analyses: 1, briefs: 1, failed: 0 });
    expect(stage.ran).toEqual(['refresh', 'numbers', 'segments', 'outreach', 'proposals', 'tests', 'notify']);
    expect(stage.posted.map(({ to, part }) => `${to} ${part}`)).toEqual(['C0SALES summary']);
    stage.later(HOUR);
    expect(await stage.run()).toBeNull();
  });

  it('without data says so', async () => {
    await wish(db, tenantId, { address: 'C0SALES' });
    await stage.run();
    expect(stage.posted[0]?.title).toBe('Your brief: there is no data yet');
  });

  it('with nothing going on says so', async () => {
    await db
      .tenant(tenantId)
      .write((tx) =>
        tx.copyIn(
          'fct_sales',
          [
            ...['tenant_id', 'line_key', 'transaction_id', 'customer_id', 'transaction_date', 'quantity'],
            ...['unit_price', 'gross_amount', 'total_amount'],
          ],
          [[tenantId, randomUUID(), 't1', 'c1', '2026-11-19', 1, 10, 10, 10]],
        ),
      );
    await wish(db, tenantId, { address: 'C0SALES' });
    await stage.run();
    expect(stage.posted[0]?.title).toBe('Your brief: nothing needs you today');
    expect(stage.posted[0]?.text).toMatch(/Nothing is going on that needs you/);
  });

  it('is not there before its time, and comes at each one’s own time from one analysis', async () => {
    await wish(db, tenantId, { address: 'early', sendAt: '06:00' });
    await wish(db, tenantId, { address: 'late', sendAt: '09:00', person: { timezone: 'Europe/London' } });
    stage.at('2026-11-20T04:59:00Z');
    expect(await stage.run()).toBeNull();
    stage.at('2026-11-20T05:00:00Z');
    await stage.run();
    stage.at('2026-11-20T09:00:00Z');
    await stage.run();
    expect(stage.posted.map(({ to }) => to)).toEqual(['early', 'late']);
    expect(stage.ran.filter((phase) => phase === 'proposals')).toHaveLength(1);
  });

  it('comes to nobody who was removed, and not on quiet days', async () => {
    await wish(db, tenantId, { address: 'gone', person: { active: false } });
    await wish(db, tenantId, { address: 'quiet', quietDays: [5] });
    await stage.run();
    expect(stage.posted).toEqual([]);
  });

  it('of a team that has data is analysed though nobody wants the brief', async () => {
    expect(await stage.run()).toBeNull();
    await hasData();
    expect(await stage.run()).toEqual({ analyses: 1, briefs: 0, failed: 0 });
  });

  it('tells each one of the topics they want, most of them one message each', async () => {
    await suggest('sg_test');
    await suggest('sg_spend', 'spend_alert');
    await wish(db, tenantId, { address: 'all' });
    await wish(db, tenantId, { address: 'tests', topics: ['anomaly'] });
    await wish(db, tenantId, { address: '+49151', surface: 'whatsapp' });
    await stage.run();
    const to = (address: string) => stage.posted.filter((one) => one.to === address).map(({ part }) => part);
    expect(to('all').slice(1).sort()).toEqual(['sg_spend', 'sg_test']);
    expect(to('tests')).toEqual(['summary', 'sg_test']);
    expect(to('+49151')).toEqual(['summary']);
    expect(stage.posted.find(({ to: address }) => address === '+49151')?.text).toMatch(
      /1\. Look at sg_.*\n2\. Look at sg_/,
    );
  });

  it('posts five proposals at most and says where the rest is', async () => {
    for (let n = 0; n < 7; n += 1) await suggest(`sg_${n}`);
    await wish(db, tenantId, { address: 'C0SALES' });
    await stage.run();
    expect(stage.posted).toHaveLength(6);
    expect(stage.posted[0]?.text).toContain(
      'And 2 more: “Look at sg_5”, “Look at sg_6”. /walker proposals has them all.',
    );
  });

  it('posts a proposal once; while nobody decides it is a line of the summary, with a button', async () => {
    await suggest('sg_old');
    await wish(db, tenantId, { address: 'C0SALES' });
    await wish(db, tenantId, { address: 'C0BOARD', quietDays: [5] });
    await wish(db, tenantId, { address: '+49151', surface: 'whatsapp' });
    await stage.run();
    stage.posted.length = 0;
    stage.at('2026-11-21T07:00:00Z');
    await suggest('sg_new');
    await db.query(`update suggestions set proposed_at = '2026-11-21' where suggestion_id = 'sg_new'`);
    await stage.run();
    const to = (address: string) => stage.posted.filter((one) => one.to === address);
    expect(to('C0SALES').map(({ part }) => part)).toEqual(['summary', 'sg_new']);
    expect(to('C0SALES')[0]).toMatchObject({
      title: 'Your brief: 1 new proposal, 1 still open',
      text: expect.stringContaining('Still open from earlier briefs:\n• Look at sg_old (as of 20 Nov 2026)'),
    });
    // Who had none yesterday is told of both.
    expect(to('C0BOARD').map(({ part }) => part)).toEqual(['summary', 'sg_new', 'sg_old']);
    expect(to('+49151')[0]?.text).toContain('1. Look at sg_new\n2. Still open: Look at sg_old');
    stage.posted.length = 0;
    stage.at('2026-11-22T07:00:00Z');
    await stage.run();
    expect(to('C0SALES').map(({ title }) => title)).toEqual([
      'Your brief: nothing new today, 2 proposals still open',
    ]);
  });

  it('says what is missing where a phase failed, and runs the others', async () => {
    stage.script('tests', () => Promise.reject(new Error('relation does not exist')));
    await wish(db, tenantId, { address: 'C0SALES' });
    await stage.run();
    expect(stage.ran).toContain('notify');
    const [, id] = /The tests could not be read \(id ([0-9a-f]{8})\)/.exec(stage.posted[0]?.text ?? '') ?? [];
    expect(stage.logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fields: expect.objectContaining({ errorId: id, phase: 'tests' }),
      }),
    );
    expect(stage.posted[0]?.title).toMatch(/not complete/);
  });
});

describe('proposals that cannot be read', () => {
  it('do not keep the rest of the brief from people, who are told', async () => {
    await suggest('sg_1');
    await db.query(`update suggestions set payload = '{}' where tenant_id = $1`, [tenantId]);
    await wish(db, tenantId, { address: 'C0SALES' });
    await stage.run();
    expect(stage.posted.map(({ part }) => part)).toEqual(['summary']);
    expect(stage.posted[0]?.text).toMatch(/Proposals could not be made \(id \w{8}\)/);
  });
});

describe('ten processes', () => {
  it('post one brief', async () => {
    await suggest('sg_1');
    await wish(db, tenantId, { address: 'C0SALES' });
    await wish(db, tenantId, { address: 'C0BOARD' });
    await Promise.all(Array.from({ length: 10 }, () => stage.run()));
    // Whoever found the analysis in other hands comes again a minute later.
    stage.later(60_000);
    await Promise.all(Array.from({ length: 10 }, () => stage.run()));
    expect(stage.posted.map(({ to, part }) => `${to} ${part}`).sort()).toEqual([
      'C0BOARD sg_1',
      'C0BOARD summary',
      'C0SALES sg_1',
      'C0SALES summary',
    ]);
    expect(stage.ran).toHaveLength(7);
  });
});

describe('a process that died', () => {
  const slot = async (job: string, at: string, report: object[] = []) =>
    db.query(
      `insert into job_slots (tenant_id, job, scheduled_at, state, claim_id, claimed_at, heartbeat_at, report)
       values ($1, $2, $3, 'running', $4, $5, $5, $6::jsonb)`,
      [tenantId, job, at, randomUUID(), '2026-11-20T07:00:00Z', JSON.stringify(report)],
    );
  const silent = () => stage.later(91_000);

  it('in the analysis is taken over where it was, after its silence', async () => {
    await wish(db, tenantId, { address: 'C0SALES' });
    const done = (phase: string) => ({ phase, state: 'done', ms: 1, result: { refreshed: true } });
    await slot('walker', '2026-11-19T23:00:00Z', [done('refresh')]);
    expect(await stage.run()).toBeNull();
    silent();
    await stage.run();
    expect(stage.ran[0]).toBe('numbers');
    expect(stage.posted).toHaveLength(1);
  });

  it('after a message arrived is not repeated where the surface can look', async () => {
    await suggest('sg_1');
    const id = await wish(db, tenantId, { address: 'C0SALES' });
    await died(id, 'summary', true);
    await stage.run();
    expect(stage.posted.map(({ part }) => part)).toEqual(['sg_1']);
    expect((await deliveries()).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('before a message arrived is made up for where the surface can look', async () => {
    const id = await wish(db, tenantId, { address: 'C0SALES' });
    await died(id, 'summary', false);
    await stage.run();
    expect(stage.posted.map(({ part }) => part)).toEqual(['summary']);
  });

  it('is not repeated where nobody can look, and is listed as unknown', async () => {
    stage = morningStage(db, { find: false });
    const id = await wish(db, tenantId, { address: '+49151', surface: 'whatsapp' });
    await died(id, 'summary', true);
    await stage.run();
    expect(stage.posted).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: 'unknown' }]);
    expect(stage.logged).toContainEqual(
      expect.objectContaining({ level: 'warn', message: expect.stringMatching(/nobody knows/) }),
    );
  });

  /** Everything was done up to the sending of `part`. */
  async function died(subscriptionId: string, part: string, arrived: boolean): Promise<void> {
    const deliveryId = randomUUID();
    if (arrived) stage.arrived.add(deliveryId);
    await db.query(
      `insert into brief_deliveries (tenant_id, job, scheduled_at, subscription_id, part, state, message_ref, at)
       values ($1, 'brief', '2026-11-20T07:00:00Z', $2, $3, 'sending', $4::jsonb, '2026-11-20T07:00:00Z')`,
      [tenantId, subscriptionId, part, JSON.stringify({ deliveryId })],
    );
    await slot('brief', '2026-11-20T07:00:00Z');
    stage.at('2026-11-20T07:05:00Z');
  }
});

describe('a message that is not taken', () => {
  it('for a reason is not tried again, and the rest of that brief does not follow', async () => {
    await suggest('sg_1');
    await wish(db, tenantId, { address: 'C0SALES' });
    stage.nextPost(async () => ({ kind: 'failed', reason: 'that channel is archived' }));
    await stage.run();
    stage.later(60_000);
    expect(await stage.run()).toBeNull();
    expect(stage.posted).toEqual([]);
    expect(await deliveries()).toEqual([
      { part: 'summary', state: 'failed', reason: 'that channel is archived' },
    ]);
  });

  it('but for its beginning is said to have arrived in part, is not sent again, and tells nobody twice', async () => {
    await suggest('sg_1');
    await wish(db, tenantId, { address: '+49151', surface: 'whatsapp' });
    stage.nextPost(async () => ({ kind: 'partly', ref: { sids: ['SM1'] }, reason: '1 of 2 messages' }));
    await stage.run();
    stage.later(60_000);
    expect(await stage.run()).toBeNull();
    expect(stage.posted).toEqual([]);
    expect(await deliveries()).toEqual([{ part: 'summary', state: 'partly', reason: '1 of 2 messages' }]);
    // What was in the part that is not there has not been told.
    stage.at('2026-11-21T07:00:00Z');
    await stage.run();
    expect(stage.posted[0]?.text).toContain('1. Look at sg_1');
  });

  it('is told to admins in their next brief, and to nobody else; once', async () => {
    await wish(db, tenantId, { address: '+49151', surface: 'whatsapp', person: {} });
    await stage.run();
    stage.posted.length = 0;
    stage.at('2026-11-21T07:00:00Z');
    stage.nextPost(async () => ({ kind: 'failed', reason: 'Twilio refused it (status 400)' }));
    await stage.run();
    await wish(db, tenantId, { address: 'D0VERA', person: { role: 'admin' } });
    await wish(db, tenantId, { address: 'C0SALES' });
    const told = async (at: string) => {
      stage.posted.length = 0;
      stage.at(at);
      await stage.run();
      return stage.posted.filter(({ text }) => text.includes('The brief did not reach')).map(({ to }) => to);
    };
    expect(await told('2026-11-22T07:00:00Z')).toEqual(['D0VERA']);
    expect(stage.posted.find(({ to }) => to === 'D0VERA')?.text).toContain(
      'The brief did not reach Ann on WhatsApp: Twilio refused it (status 400).',
    );
    expect(await told('2026-11-23T07:00:00Z')).toEqual([]);
  });

  it('without an answer is looked for at the next minute, and sent again where it is not there', async () => {
    await wish(db, tenantId, { address: 'C0SALES' });
    stage.nextPost(() => Promise.reject(new Error('socket hang up')));
    await stage.run();
    expect(stage.posted).toEqual([]);
    stage.later(60_000);
    await stage.run();
    expect(stage.posted).toHaveLength(1);
  });

  it('without an answer though it arrived is not sent again', async () => {
    await wish(db, tenantId, { address: 'C0SALES' });
    stage.nextPost(async (_, deliveryId) => {
      stage.arrived.add(deliveryId);
      throw new Error('socket hang up');
    });
    await stage.run();
    stage.later(60_000);
    await stage.run();
    expect(stage.posted).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: 'sent' }]);
  });

  it('because its surface is not set up is said in the log', async () => {
    await wish(db, tenantId, { address: 'ana@shop.example', surface: 'email' });
    await wish(db, tenantId, { address: 'C0SALES' });
    await stage.run();
    expect(stage.posted.map(({ to }) => to)).toEqual(['C0SALES']);
    expect(await deliveries()).toContainEqual({
      part: 'summary',
      state: 'skipped',
      reason: 'email is not set up',
    });
  });
});

describe('a missed morning', () => {
  it('is made up for once, the same day', async () => {
    await wish(db, tenantId, { address: 'C0SALES' });
    await stage.run();
    // Down for two days; back on Monday at noon.
    stage.at('2026-11-23T11:00:00Z');
    await stage.run();
    await stage.run();
    expect(stage.posted).toHaveLength(2);
  });

  it('is left out in the evening, which the log says once', async () => {
    await wish(db, tenantId, { address: 'C0SALES' });
    stage.at('2026-11-20T20:00:00Z');
    await stage.run();
    stage.later(60_000);
    await stage.run();
    expect(stage.posted).toEqual([]);
    expect(stage.logged.filter(({ message }) => /too late for its brief/.test(message))).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('in the middle of the analysis leaves it to the next process at once', async () => {
    await wish(db, tenantId, { address: 'C0SALES' });
    const stop = new AbortController();
    stage.script('segments', async () => {
      stop.abort(new Error('the bot is stopping'));
      throw new Error('interrupted');
    });
    await expect(stage.run(stop.signal)).rejects.toThrow('the bot is stopping');
    stage.script('segments', async () => ({ changes: [] }));
    await stage.run();
    expect(stage.ran.filter((phase) => phase === 'numbers')).toHaveLength(1);
    expect(stage.posted).toHaveLength(1);
  });

  it('an analysis that never comes to its end is given up, and the brief says so', async () => {
    await wish(db, tenantId, { address: 'C0SALES' });
    await db.query(
      `insert into job_slots (tenant_id, job, scheduled_at, state, claim_id, claimed_at, heartbeat_at, attempts)
       values ($1, 'walker', '2026-11-19T23:00:00Z', 'running', $2, '2026-11-20T06:00:00Z', '2026-11-20T06:00:00Z', 5)`,
      [tenantId, randomUUID()],
    );
    await stage.run();
    expect(stage.posted[0]?.text).toMatch(/Proposals could not be made: the morning did not come to its end/);
  });
});
