import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SendableCard } from '../../../cards/card.ts';
import type { Db } from '../../../db/db.ts';
import type { Replies } from '../../../handlers/surface.ts';
import { openTestDb } from '../../db/harness.ts';
import { CHARTED, createFakeHandlers, PLAIN } from './fake-handlers.ts';
import { addPerson, createStage, PERSON, PNG, PUBLIC_URL, type Stage, type StageOptions } from './stage.ts';

let db: Db;
let stage: Stage;
let clock: Date;

beforeAll(async () => {
  db = await openTestDb();
  await addPerson(db);
});
afterAll(() => db.close());
beforeEach(async () => {
  clock = new Date('2026-01-05T12:00:00Z');
  await db.query('delete from suppressions');
});
afterEach(() => stage.close());

async function answering(
  answer: (replies: Replies) => Promise<unknown>,
  options: Partial<StageOptions> = {},
): Promise<void> {
  stage = await createStage({ db, handlers: createFakeHandlers(answer), now: () => clock, ...options });
}

const sending = (card: SendableCard) => answering((replies) => replies.send(card));

describe('an answer on WhatsApp', () => {
  it('is at most two messages of 1,600 characters, and says that there is more', async () => {
    await sending({ ...PLAIN, text: Array.from({ length: 40 }, () => 'A sentence of words. '.repeat(10)) });
    await stage.say('everything');
    const sent = await stage.twilio.taken(2);
    await stage.stop();
    expect(sent).toHaveLength(2);
    for (const { body } of sent) expect(body.length).toBeLessThanOrEqual(1_600);
    expect(sent[1]?.body).toContain('…more');
  });

  it('brings the chart behind a link that opens, after the text', async () => {
    await sending(CHARTED);
    await stage.say('revenue by location');
    const [text, picture] = await stage.twilio.taken(2);
    expect(text).toMatchObject({ mediaUrl: null });
    expect(picture?.body).toBe('Revenue by location');
    expect(picture?.mediaUrl).toMatch(`${PUBLIC_URL}/media/`);
    const response = await stage.fetchPublic(picture?.mediaUrl ?? '');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
  });

  it('opens no link that was changed, and none that has expired', async () => {
    await sending(CHARTED);
    await stage.say('revenue by location');
    const link = (await stage.twilio.taken(2))[1]?.mediaUrl ?? '';
    const prolonged = link.replace(/expires=(\d+)/, (_, at) => `expires=${Number(at) + 1}`);
    const other = link.replace(/media\/[0-9a-f]{8}/, 'media/00000000');
    for (const changed of [prolonged, other, link.slice(0, -1), link.replace(/&sig=.*/, '')]) {
      expect((await stage.fetchPublic(changed)).status).toBe(403);
    }
    clock = new Date('2026-01-05T14:00:01Z');
    expect((await stage.fetchPublic(link)).status).toBe(410);
  });

  it.each<[string, Partial<StageOptions>]>([
    ['fails', { renderChart: () => Promise.reject(new Error('no font')) }],
    ['never ends', { renderChart: () => new Promise(() => undefined), pictureWithinMs: 1 }],
  ])('draws the chart in characters where drawing the picture %s', async (_, options) => {
    await answering((replies) => replies.send(CHARTED), options);
    await stage.say('revenue by location');
    const [, chart] = await stage.twilio.taken(2);
    expect(chart?.mediaUrl).toBeNull();
    expect(chart?.body).toMatch(/^```\nRevenue by location\nChicago +█+ +2\n/);
  });

  it('brings a file as a link', async () => {
    const bytes = Buffer.from('a,b\n1,2\n');
    await answering((replies) =>
      replies.attach({ name: 'revenue – über.csv', mime: 'text/csv', bytes, private: true }),
    );
    await stage.say('csv');
    const [sent] = await stage.twilio.taken(1);
    expect(sent?.body).toContain('revenue – über.csv');
    expect(sent?.body).toContain('The link works for 2 hours.');
    const response = await stage.fetchPublic(/https:\S+/.exec(sent?.body ?? '')?.[0] ?? '');
    expect(response.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''revenue%20%E2%80%93%20%C3%BCber.csv",
    );
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it('says who did what where a card cannot be edited, and nothing where only a choice was made', async () => {
    const done: SendableCard = { ...PLAIN, footnotes: [{ kind: 'action', text: 'Approve: Ana, 14:03' }] };
    await answering(async (replies) => {
      await replies.edit({}, { ...done, tone: 'question' });
      await replies.edit({}, done);
    });
    await stage.say('1');
    await stage.stop();
    expect(stage.twilio.sent.map(({ body }) => body)).toEqual([
      '*Revenue, August 2019*\nApprove: Ana, 14:03',
    ]);
  });
});

describe('what Twilio refuses', () => {
  it.each([
    { status: 429, code: 20429 },
    { status: 429, code: 63018 },
  ])('is sent once more after %j, and arrives once', async (refusal) => {
    await sending(PLAIN);
    stage.twilio.refuseNext(refusal);
    await stage.say('revenue');
    await stage.twilio.taken(1);
    await stage.stop();
    expect(stage.twilio.sent).toHaveLength(1);
    expect(stage.twilio.requests).toBe(2);
  });

  it('is given up after the second 429, logged without the number', async () => {
    await sending(PLAIN);
    stage.twilio.refuseNext({ status: 429, code: 20429 });
    stage.twilio.refuseNext({ status: 429, code: 20429 });
    await stage.say('revenue');
    await stage.stop();
    expect(stage.twilio.requests).toBe(2);
    const errors = stage.log.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(1);
    expect(
      stage.log.map((line) => `${JSON.stringify(line)}${String(Object.values(line.fields))}`).join(),
    ).not.toContain(PERSON.slice(1));
  });

  it('is not tried again outside the 24-hour window', async () => {
    await sending(CHARTED);
    stage.twilio.refuseNext({ status: 400, code: 63016 });
    await stage.say('revenue');
    await stage.stop();
    expect(stage.twilio.requests).toBe(1);
    expect(stage.log.map(({ fields }) => fields)).toContainEqual({
      status: 400,
      code: 63016,
      kind: 'outside_window',
    });
  });

  it('ends messages to somebody who opted out at Twilio', async () => {
    await sending(PLAIN);
    stage.twilio.refuseNext({ status: 400, code: 21610 });
    await stage.say('revenue');
    await stage.close();
    const { rows } = await db.query('select reason from suppressions');
    expect(rows).toEqual([{ reason: 'carrier' }]);
    await sending(PLAIN);
    await stage.say('revenue');
    await stage.stop();
    expect(stage.twilio.requests).toBe(0);
  });

  it('is heard of later as well, through signed status reports', async () => {
    await sending(PLAIN);
    const report = {
      MessageSid: 'SM1',
      MessageStatus: 'undelivered',
      ErrorCode: '21610',
      To: `whatsapp:${PERSON}`,
    };
    expect((await stage.post(report, { path: '/whatsapp/status', signature: 'x' })).status).toBe(403);
    expect((await stage.post(report, { path: '/whatsapp/status' })).status).toBe(200);
    await stage.stop();
    const { rows } = await db.query('select reason from suppressions');
    expect(rows).toEqual([{ reason: 'carrier' }]);
  });
});
