import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import { renderChart } from '../../../cards/charts/render.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { openTestDb } from '../../db/harness.ts';
import { createStage, inbound, PERSON, type Stage } from './stage.ts';

const NOW = new Date('2026-01-05T12:00:00Z');
const now = () => NOW;

let db: Db;
let app: App;
let stage: Stage;

beforeAll(async () => {
  db = await openTestDb();
  app = await createApp(parseConfig({ LOG_LEVEL: 'silent' }), { db, now });
  await loadDemo({ db, tenantId: app.home.tenantId, now: NOW, customers: 60, days: 200 });
  const personId = randomUUID();
  await db.query(`insert into people (person_id, tenant_id, name, role) values ($1, $2, 'Ana', 'analyst')`, [
    personId,
    app.home.tenantId,
  ]);
  await db.query(
    `insert into identities (tenant_id, surface, external_id, person_id) values ($1, 'whatsapp', $2, $3)`,
    [app.home.tenantId, PERSON, personId],
  );
});
afterAll(async () => {
  await app.stop();
  await db.close();
});
beforeEach(async () => {
  await db.query('delete from suppressions');
  stage = await createStage({ db, handlers: app.handlers, now, renderChart });
});
afterEach(() => stage.close());

describe('the whole app on WhatsApp', () => {
  it('answers a question in one message with numbered choices', async () => {
    await stage.say('revenue last month');
    const [answer] = await stage.twilio.taken(1);
    expect(answer?.body).toMatch(/\*\$[\d,.]+\*/);
    expect(answer?.body).toMatch(/Reply \*1\* .+ · \*2\* /);
    expect(answer?.body.length).toBeLessThanOrEqual(1_600);
  });

  it('presses the button whose number is replied', async () => {
    await stage.say('orders last month');
    const [answer] = await stage.twilio.taken(1);
    const number = /\*(\d+)\* Show query/i.exec(answer?.body ?? '')?.[1] ?? 'missing';
    await stage.say(number);
    const [, query] = await stage.twilio.taken(2);
    expect(query?.body.toLowerCase()).toContain('select');
  });

  it('draws a picture for a breakdown, which opens under its link', async () => {
    await stage.say('revenue by location last month');
    const [, picture] = await stage.twilio.taken(2);
    const response = await stage.fetchPublic(picture?.mediaUrl ?? '');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer()).readUInt32BE(16)).toBe(1200);
  });

  it('takes the words of a command, which other cards speak of', async () => {
    await stage.say('/walker subscriptions');
    const [answer] = await stage.twilio.taken(1);
    expect(answer?.body).toContain('Nobody gets the brief yet');
  });

  it('follows up in the same conversation', async () => {
    await stage.say('revenue last month');
    const [first] = await stage.twilio.taken(1);
    await stage.say('and by location?');
    const [, second] = await stage.twilio.taken(2);
    expect(second?.body).not.toBe(first?.body);
    expect(second?.body.toLowerCase()).toContain('location');
  });

  it('answers once when a post is delivered twice', async () => {
    const params = inbound('units sold last month');
    await Promise.all([stage.post(params), stage.post(params)]);
    await stage.stop();
    expect(stage.twilio.sent).toHaveLength(1);
  });

  it('says that it reads words where a picture comes without any', async () => {
    await stage.say('', { NumMedia: '1', MediaContentType0: 'image/jpeg' });
    const [answer] = await stage.twilio.taken(1);
    expect(answer?.body).toContain('I can’t read pictures');
  });

  it('tells an unknown number once how to get access', async () => {
    const stranger = { From: 'whatsapp:+15557654321' };
    await stage.say('revenue', stranger);
    await stage.say('revenue?', stranger);
    await stage.stop();
    expect(stage.twilio.sent.map(({ body }) => body)).toEqual([expect.stringContaining('Ask an admin')]);
  });

  it('is silent after STOP', async () => {
    await stage.say('STOP');
    await stage.twilio.taken(1);
    await stage.say('revenue last month');
    await stage.stop();
    expect(stage.twilio.sent).toHaveLength(1);
  });

  it.each(['', '🎉🎉', '?'.repeat(4_000), '99', "'; drop table people; --"])(
    'answers %j with a sentence and no more',
    async (text) => {
      await stage.say(text);
      const [answer] = await stage.twilio.taken(1);
      expect(answer?.body).not.toMatch(/\bat .+:\d+:\d+|undefined|null|Error:/);
    },
  );
});
