import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { openTestDb } from '../../db/harness.ts';
import { createFakeHandlers, type FakeHandlers, PLAIN } from './fake-handlers.ts';
import { BOT, createStage, inbound, PERSON, type Stage, signatureOf } from './stage.ts';

let db: Db;
let handlers: FakeHandlers;
let stage: Stage;

beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
afterEach(() => stage.close());

async function open(): Promise<void> {
  handlers = createFakeHandlers();
  stage = await createStage({ db, handlers });
}

describe('a post from Twilio', () => {
  it('is acknowledged at once with empty TwiML, and answered through the REST API', async () => {
    await open();
    const params = inbound('revenue last month');
    const response = await stage.post(params);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/xml');
    expect(await response.text()).toBe('<Response/>');
    const [sent] = await stage.twilio.taken(1);
    expect(sent).toMatchObject({
      from: `whatsapp:${BOT}`,
      to: `whatsapp:${PERSON}`,
      body: '*Revenue, August 2019*\n\nIt was 12.',
    });
    expect(handlers.messages).toEqual([
      {
        sender: { surface: 'whatsapp', account: BOT, externalId: PERSON, displayName: 'Ana Müller' },
        thread: PERSON,
        text: 'revenue last month',
        attachments: 0,
        eventId: params.MessageSid,
      },
    ]);
  });

  it.each([
    ['no signature', { signature: '' }],
    ['a made-up signature', { signature: 'c2lnbmF0dXJl' }],
    ['the signature of another address', { signature: signatureOf('/elsewhere', inbound('x')) }],
    ['a query string that was not signed', { arrivesAt: '/whatsapp/messages?tenant=other' }],
  ])('is refused with 403 and not handled with %s', async (_, how) => {
    await open();
    const response = await stage.post(inbound('revenue'), how);
    expect(response.status).toBe(403);
    await stage.stop();
    expect(handlers.messages).toEqual([]);
    expect(stage.twilio.requests).toBe(0);
  });

  it('is refused where a field was changed on the way', async () => {
    await open();
    const params = inbound('revenue');
    const signature = signatureOf('/whatsapp/messages', params);
    const response = await stage.post({ ...params, From: 'whatsapp:+15550001111' }, { signature });
    expect(response.status).toBe(403);
    expect(handlers.messages).toEqual([]);
  });

  it.each([
    ['other scripts and emoji', 'Umsatz in Köln 🎉 売上 & 50% + 1', {}],
    ['a quick reply', 'Show brief', { ButtonPayload: 'show_brief', ButtonText: 'Show brief' }],
    ['fields that are not known yet', 'revenue', { SomethingNew: '{"a":[1]}' }],
  ])('passes its signature with %s', async (_, body, more) => {
    await open();
    await stage.say(body, more);
    await stage.twilio.taken(1);
    expect(handlers.messages[0]?.text).toBe(body);
  });

  it('passes its signature with a query string and behind a proxy', async () => {
    await open();
    const response = await stage.post(inbound('revenue'), {
      path: "/whatsapp/messages?from=twilio&note=it's",
      headers: { host: 'internal:8080', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
    });
    expect(response.status).toBe(200);
    await stage.twilio.taken(1);
  });

  it('keeps its id when delivered again, by which handlers know it', async () => {
    await open();
    const params = inbound('revenue');
    await stage.post(params);
    await stage.post(params);
    await stage.twilio.taken(2);
    expect(handlers.messages.map((message) => message.eventId)).toEqual([
      params.MessageSid,
      params.MessageSid,
    ]);
  });

  it('counts pictures, voice notes and places as attachments', async () => {
    await open();
    await stage.say('', {
      NumMedia: '2',
      MediaUrl0: 'https://api.twilio.com/x',
      MediaContentType0: 'image/jpeg',
    });
    await stage.say('', { Latitude: '52.5', Longitude: '13.4' });
    await stage.twilio.taken(2);
    expect(handlers.messages.map(({ text, attachments }) => [text, attachments])).toEqual([
      ['', 2],
      ['', 1],
    ]);
  });

  it('presses the button of one of our own quick replies', async () => {
    await open();
    await stage.say('Show query', { ButtonPayload: 'press:abcdefghijklmnop', ButtonText: 'Show query' });
    await stage.twilio.taken(1);
    expect(handlers.messages).toEqual([]);
    expect(handlers.presses[0]).toMatchObject({ token: 'abcdefghijklmnop', thread: PERSON });
  });

  it('passes a bare number on, which handlers resolve to a button', async () => {
    await open();
    await stage.say('2');
    await stage.twilio.taken(1);
    expect(handlers.messages[0]?.text).toBe('2');
  });

  it('is not handled where it is no message from a person', async () => {
    await open();
    await stage.say('', { MessageStatus: 'delivered' });
    await stage.say('hello', { From: '+15550001111' });
    await stage.stop();
    expect(handlers.messages).toEqual([]);
  });

  it('is refused with a sentence, not a stack trace, where it cannot be read', async () => {
    await open();
    const response = await stage.post(inbound('x'.repeat(100_000)));
    expect(response.status).toBe(413);
    expect(await response.text()).toBe('This post cannot be read.');
  });

  it('is finished before the surface stops, and not taken after', async () => {
    handlers = createFakeHandlers((replies) => replies.send(PLAIN));
    stage = await createStage({ db, handlers });
    await stage.say('revenue');
    await stage.stop();
    expect(stage.twilio.sent).toHaveLength(1);
    expect((await stage.post(inbound('revenue'))).status).toBe(503);
  });
});
