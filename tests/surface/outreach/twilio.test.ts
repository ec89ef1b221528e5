/** WhatsApp and text messages of campaigns through Twilio's client, and what Twilio tells of them. */
import twilio from 'twilio';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readTwilioError } from '../../../bot/whatsapp/campaign-channel.ts';
import type { Db } from '../../../db/db.ts';
import { createSuppressions } from '../../../db/suppressions.ts';
import { openTestDb } from '../../db/harness.ts';
import { campaignOf, createTown, idle, outboxOf } from '../../db/outreach/campaign.ts';
import { ACCOUNT, createTwilioDouble, type TwilioDouble } from '../../doubles/twilio.ts';
import { createStage, eventsOf, PUBLIC_URL, type Stage } from './stage.ts';

let db: Db;
let double: TwilioDouble;
let stage: Stage;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  double = await createTwilioDouble();
  stage = await createStage(db, {
    ...{ TWILIO_ACCOUNT_SID: ACCOUNT.sid, TWILIO_AUTH_TOKEN: ACCOUNT.token, TWILIO_API_URL: double.url },
    ...{ TWILIO_WHATSAPP_FROM: 'whatsapp:+14155238886', TWILIO_SMS_FROM: '+14155550100' },
  });
  await db.query('delete from suppressions');
});
afterEach(async () => {
  await stage.close();
  await double.close();
});

const TEMPLATE_ID = `HX${'a'.repeat(32)}`;
const post = (path: string, params: Record<string, string>, signature?: string) =>
  stage.call(path, {
    method: 'POST',
    body: new URLSearchParams(params),
    headers: {
      'x-twilio-signature':
        signature ?? twilio.getExpectedTwilioSignature(ACCOUNT.token, PUBLIC_URL + path, params),
    },
  });
const status = (sid: string, name: string, more: Record<string, string> = {}) => ({
  ...{ MessageSid: sid, MessageStatus: name, To: '+4915100000000', From: '+14155550100' },
  ...more,
});

describe('a message by Twilio', () => {
  it('goes out as text, or as the approved template, and says where to report', async () => {
    const town = await createTown(db, 1);
    const sms = await stage.campaign(town, { channel: 'sms', template: { body: 'Hi {{first_name}}' } });
    const template = { body: 'Hi', template_id: TEMPLATE_ID, variables: { 1: '{{first_name}}' } };
    const whatsapp = await stage.campaign(town, { channel: 'whatsapp', template });
    expect(double.sent).toEqual([
      expect.objectContaining({
        ...{ from: '+14155550100', to: '+4915100000000', contentSid: null },
        body: `Hi Name1\n\nStop: ${PUBLIC_URL}/u/${sms.tokens[0]}`,
        statusCallback: `${PUBLIC_URL}/hooks/twilio/${sms.tokens[0]}`,
      }),
      expect.objectContaining({
        ...{ from: 'whatsapp:+14155238886', to: 'whatsapp:+4915100000000', body: '' },
        ...{ contentSid: TEMPLATE_ID, contentVariables: '{"1":"Name1"}' },
        statusCallback: `${PUBLIC_URL}/hooks/twilio/${whatsapp.tokens[0]}`,
      }),
    ]);
    expect((await outboxOf(db, sms.id))[0]).toMatchObject({
      state: 'sent',
      provider: 'twilio',
      provider_id: expect.stringMatching(/^SM/),
    });
  });

  it('is not sent again to who stopped at the carrier', async () => {
    const town = await createTown(db, 1);
    double.refuseNext({ status: 400, code: 21610 });
    await stage.campaign(town, { channel: 'sms' });
    const next = await stage.campaign(town, { channel: 'sms' });
    expect((await outboxOf(db, next.id))[0]?.reason).toBe('asked not to be written to');
    expect(double.requests).toBe(1);
  });

  it('waits where Twilio is too busy or the key is wrong, fails where the number is none', async () => {
    const town = await createTown(db, 1);
    const states = [];
    for (const refusal of [
      { status: 429, code: 20429 },
      { status: 401, code: 20003 },
      { status: 400, code: 21211 },
    ]) {
      double.refuseNext(refusal);
      const sms = await createStage(db, {
        ...{ TWILIO_ACCOUNT_SID: ACCOUNT.sid, TWILIO_AUTH_TOKEN: ACCOUNT.token, TWILIO_API_URL: double.url },
        ...{ TWILIO_WHATSAPP_FROM: 'whatsapp:+14155238886', TWILIO_SMS_FROM: '+14155550100' },
      });
      const { id } = await sms.campaign(town, { channel: 'sms' });
      states.push((await outboxOf(db, id)).map(({ state, attempts }) => `${state} ${attempts}`)[0]);
      await sms.close();
    }
    expect(states).toEqual(['queued 0', 'queued 0', 'failed 1']);
  });

  it.each([
    [{ code: 'ECONNREFUSED' }, 'later'],
    [{ code: 'ECONNRESET' }, 'unknown'],
    [{ code: 'ECONNABORTED' }, 'unknown'],
    [new Error('anything'), 'unknown'],
    [{ status: 500, code: 20500 }, 'unknown'],
    [{ status: 503, code: 20503 }, 'later'],
    [{ status: 400, code: 63016 }, 'refused'],
    [{ status: 400, code: 21610 }, 'stopped'],
  ])('reads %o as %s', (error, kind) => {
    expect(readTwilioError(error).kind).toBe(kind);
  });
});

describe('what Twilio tells', () => {
  it('is noted once, in whatever order', async () => {
    const town = await createTown(db, 3);
    const sent = await stage.campaign(town, { channel: 'whatsapp', template: { body: 'Hi' } });
    const [a, b, c] = sent.tokens;
    for (let times = 0; times < 46; times++) {
      for (const name of ['read', 'sent', 'delivered', 'queued'])
        expect((await post(`/hooks/twilio/${a}`, status('SMa', name))).status).toBe(200);
      await post(`/hooks/twilio/${b}`, status('SMb', 'undelivered', { ErrorCode: '63016' }));
      await post(`/hooks/twilio/${c}`, status('SMc', 'failed', { ErrorCode: '21610' }));
    }
    expect(await eventsOf(db, sent)).toEqual([
      ...['C00001 delivered', 'C00001 opened', 'C00002 failed', 'C00003 failed'],
    ]);
    await stage.outreach.sendDue(idle());
    expect(await campaignOf(db, sent.id)).toMatchObject({ sent_count: 1, failed_count: 2, opened_count: 1 });
    expect((await outboxOf(db, sent.id))[1]?.reason).toMatch(/approved template/);
    const next = await stage.campaign(town, { channel: 'whatsapp', template: { body: 'Hi' } });
    expect((await outboxOf(db, next.id))[2]).toMatchObject({ state: 'skipped' });
  });

  it('is refused where the signature does not fit, or is another message’s', async () => {
    const sent = await stage.campaign(await createTown(db, 2), { channel: 'sms' });
    const [a, b] = sent.tokens;
    const params = status('SMa', 'delivered');
    const signature = twilio.getExpectedTwilioSignature(
      ACCOUNT.token,
      `${PUBLIC_URL}/hooks/twilio/${a}`,
      params,
    );
    expect((await post(`/hooks/twilio/${b}`, params, signature)).status).toBe(403);
    expect((await post(`/hooks/twilio/${a}`, { ...params, MessageStatus: 'failed' }, signature)).status).toBe(
      403,
    );
    expect(await eventsOf(db, sent)).toEqual([]);
  });

  it('takes STOP and START by text message', async () => {
    const suppressions = createSuppressions(db, () => new Date());
    await createTown(db, 0);
    const say = (Body: string) =>
      post('/sms/messages', { MessageSid: 'SM1', From: '+4915100000000', To: '+14155550100', Body });
    expect((await say(' stop. ')).status).toBe(200);
    expect(await suppressions.has('sms', '+4915100000000')).toBe(true);
    await say('What is this?');
    await say('START');
    expect(await suppressions.has('sms', '+4915100000000')).toBe(false);
  });
});
