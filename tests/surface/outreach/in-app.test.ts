/** Messages within the team's own app, and what the team's systems tell: both signed. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInAppChannel } from '../../../bot/webhook/in-app-channel.ts';
import type { Db } from '../../../db/db.ts';
import { isSignedBody, signBody } from '../../../jobs/deliver-proposals/webhook/sign.ts';
import { openTestDb } from '../../db/harness.ts';
import { campaignOf, createTown, idle, NOON, outboxOf } from '../../db/outreach/campaign.ts';
import { createStage, eventsOf, type Stage } from './stage.ts';

const SECRET = 'a secret of the app that is long';
const CALLBACKS = 'a secret of the callbacks';

let db: Db;
let app: Server;
let stage: Stage;
let url: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let posts: { readonly headers: IncomingMessage['headers']; readonly body: string }[];
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  posts = [];
  answer = (_request, response) => response.end();
  app = createServer(async (request, response) => {
    posts.push({ headers: request.headers, body: await text(request) });
    answer(request, response);
  });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/messages`;
  stage = await createStage(db, {
    ...{ IN_APP_WEBHOOK_URL: url, IN_APP_WEBHOOK_SECRET: SECRET, CALLBACK_SECRET: CALLBACKS },
  });
});
afterEach(async () => {
  await stage.close();
  app.closeAllConnections();
  app.close();
});

describe('a message within the app', () => {
  it('is posted once, signed, under a key by which the app knows it again', async () => {
    const { id, tokens } = await stage.campaign(await createTown(db, 1), {
      ...{ channel: 'in_app', template: { body: 'Hello {{first_name}}: https://shop.example' } },
    });
    const [post] = posts;
    expect(JSON.parse(post?.body ?? '')).toEqual({
      ...{ type: 'message', id: tokens[0], customer_id: 'C00001', subject: null },
      ...{ body: 'Hello Name1: https://shop.example', sent_at: NOON.toISOString() },
    });
    expect(post?.headers['idempotency-key']).toBe(tokens[0]);
    const signature = String(post?.headers['x-walker-signature']);
    expect(isSignedBody(SECRET, signature, post?.body ?? '', NOON)).toBe(true);
    expect((await outboxOf(db, id))[0]).toMatchObject({ state: 'sent', provider: 'webhook' });
  });

  it.each([
    [204, {}, { kind: 'accepted', providerId: null }],
    [410, {}, { kind: 'refused', reason: 'the app answered 410' }],
    [429, { 'retry-after': '7' }, { kind: 'later', reason: 'the app answered 429', afterMs: 7000 }],
    [503, {}, { kind: 'later', reason: 'the app answered 503', afterMs: 60_000 }],
    [401, {}, { kind: 'later', reason: 'the app answered 401', afterMs: 60_000 }],
    [500, {}, { kind: 'unknown', reason: 'the app answered 500' }],
    [302, { location: '/elsewhere' }, { kind: 'unknown', reason: 'the app did not answer' }],
  ] as const)('%i %o means %o', async (status, headers, handover) => {
    answer = (_request, response) => response.writeHead(status, headers).end();
    expect(await send()).toEqual(handover);
  });

  it('is in doubt where the app hung up, and can wait where there is none', async () => {
    answer = (request) => request.socket.destroy();
    expect(await send()).toMatchObject({ kind: 'unknown' });
    app.closeAllConnections();
    app.close();
    await once(app, 'close');
    expect(await send()).toMatchObject({ kind: 'later' });
  });

  const send = () =>
    createInAppChannel({ url, secret: SECRET }, () => NOON).send({
      ...{ tenantId: '', token: 't', address: 'C1', customerId: 'C1', subject: null, body: 'Hi', pieces: [] },
      ...{ unsubscribeUrl: null, openUrl: null, fromName: null, template: null },
    });
});

describe('a conversion', () => {
  const tell = (body: object, how: { secret?: string; at?: Date } = {}) => {
    const json = JSON.stringify(body);
    const seconds = Math.floor((how.at ?? NOON).getTime() / 1000);
    return stage.call('/hooks/conversions', {
      method: 'POST',
      body: json,
      headers: { 'x-walker-signature': signBody(how.secret ?? CALLBACKS, seconds, json) },
    });
  };

  it('is noted once with the message, by its token or by campaign and customer', async () => {
    const sent = await stage.campaign(await createTown(db, 2), {
      channel: 'in_app',
      template: { body: 'Hi' },
    });
    const answers = [];
    for (let times = 0; times < 46; times++) {
      answers.push(await (await tell({ token: sent.tokens[0], event_id: 'order-1', value: 20 })).json());
      await tell({ campaign: sent.id, customer: 'C00002', event_id: 'order-2', value: 30.5 });
    }
    expect(answers.slice(0, 2)).toEqual([{ recorded: true }, { recorded: false }]);
    expect(await eventsOf(db, sent)).toEqual(['C00001 converted 20', 'C00002 converted 30.5']);
    await stage.outreach.sendDue(idle());
    expect(await campaignOf(db, sent.id)).toMatchObject({ converted_count: 2 });
  });

  it('is refused without the right signature, or with one of yesterday', async () => {
    const body = { token: 't', event_id: '1' };
    expect((await tell(body, { secret: 'another secret, long enough' })).status).toBe(403);
    expect((await tell(body, { at: new Date(NOON.getTime() - 301_000) })).status).toBe(403);
    expect((await stage.call('/hooks/conversions', { method: 'POST', body: '{}' })).status).toBe(403);
    expect(stage.warnings).toHaveLength(3);
  });

  it('says what is wrong with it', async () => {
    expect((await tell({ token: 'nobody-knows', event_id: '1' })).status).toBe(404);
    const bad = await tell({ campaign: 'x', event_id: '1', value: -1 });
    expect([bad.status, await bad.json()]).toEqual([
      400,
      { message: expect.stringMatching(/campaign.*value/) },
    ]);
  });
});
