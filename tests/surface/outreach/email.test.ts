/** E-mails of campaigns: as they arrive, and what comes back of them. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { openTestDb } from '../../db/harness.ts';
import {
  campaignOf,
  createTown,
  idle,
  NOON,
  outboxOf,
  queueCampaign,
  setOutreach,
} from '../../db/outreach/campaign.ts';
import { createSendGridDouble, SENDGRID_KEY } from '../../doubles/sendgrid.ts';
import { createSmtpDouble } from '../../doubles/smtp.ts';
import { createStage, eventsOf, PUBLIC_URL, type Sent, type Stage } from './stage.ts';

let db: Db;
let stage: Stage | undefined;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
afterEach(async () => {
  await stage?.close();
  for (const close of closing.splice(0)) await close();
});

const FROM = 'The Shop <news@shop.example>';
const TEMPLATE = {
  subject: 'New & <nice>, {{first_name}}',
  body: 'Hello {{first_name}},\n\nsee https://shop.example/new?a=1&b=2.\nOr https://shop.example/sale\n\nBye <3',
};

async function bySmtp() {
  const server = await createSmtpDouble();
  closing.push(server.close);
  stage = await createStage(db, { SMTP_URL: server.url, EMAIL_FROM: FROM });
  return { server, stage };
}

describe('an e-mail of a campaign', () => {
  it('is text and HTML of the same words, with links of ours and a way off the list', async () => {
    const { server, stage } = await bySmtp();
    const town = await createTown(db, 1);
    await setOutreach(db, town, { fromName: 'Ana of “The Shop”' });
    const { tokens } = await stage.campaign(town, { template: TEMPLATE });
    const [mail] = server.taken;
    const [token] = tokens;
    expect(mail).toMatchObject({
      subject: 'New & <nice>, Name1',
      from: { name: 'Ana of “The Shop”', address: 'news@shop.example' },
      to: [{ address: 'c00001@example.com' }],
      messageId: `<${token}@shop.example>`,
    });
    const link = (nth: number) => `${PUBLIC_URL}/t/c/${token}/${nth}`;
    expect(mail?.text?.trim().split('\n')).toEqual([
      ...['Hello Name1,', '', `see ${link(1)}.`, `Or ${link(2)}`, '', 'Bye <3', ''],
      ...['-- ', `Unsubscribe: ${PUBLIC_URL}/u/${token}`],
    ]);
    expect(mail?.html).toContain(
      `<a href="${link(1)}" style="color:#0b57d0">https://shop.example/new?a=1&amp;b=2</a>.<br>Or `,
    );
    expect(mail?.html).toContain('Bye &lt;3</p>');
    expect(mail?.html).toContain(`<img src="${PUBLIC_URL}/t/o/${token}" width="1"`);
    const header = (key: string) => mail?.headers.find((one) => one.key === key)?.value;
    expect(header('list-unsubscribe')).toBe(`<${PUBLIC_URL}/u/${token}>`);
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  it('has failed where the server refuses it, waits where it is busy, and is in doubt where it hung up', async () => {
    const { server, stage } = await bySmtp();
    for (const how of ['refuse recipient', 'busy', 'hang up after message'] as const) {
      server.misbehaveNext(how);
      await queueCampaign(db, await createTown(db, 1), { template: TEMPLATE });
      await stage.outreach.sendDue(idle());
    }
    const { rows } = await db.query<{ state: string }>(
      `select state from outbox order by outbox_id desc limit 3`,
    );
    expect(rows.map(({ state }) => state)).toEqual(['unknown', 'queued', 'failed']);
    await stage.outreach.sendDue(idle());
    expect(server.taken).toHaveLength(1);
  });
});

describe('a link of a message', () => {
  it('leads where the message leads, notes who followed it, once, and nobody who only looks ahead', async () => {
    const { stage } = await bySmtp();
    const sent = await stage.campaign(await createTown(db, 2), { template: TEMPLATE });
    const [token, other] = sent.tokens;
    for (const [method, headers] of [
      ['HEAD', {}],
      ['GET', { 'sec-purpose': 'prefetch' }],
    ] as const) {
      const response = await stage.call(`/t/c/${token}/1`, { method, headers });
      expect(response.headers.get('location')).toBe('https://shop.example/new?a=1&b=2');
    }
    await stage.call(`/t/o/${token}`, { method: 'HEAD' });
    expect(await eventsOf(db, sent)).toEqual([]);
    for (let times = 0; times < 3; times++) {
      const response = await stage.call(`/t/c/${token}/1`);
      expect([response.status, response.headers.get('location')]).toEqual([
        302,
        'https://shop.example/new?a=1&b=2',
      ]);
    }
    expect((await stage.call(`/t/c/${token}/2`)).headers.get('location')).toBe('https://shop.example/sale');
    const picture = await stage.call(`/t/o/${other}`);
    expect([picture.headers.get('content-type'), (await picture.text()).slice(0, 6)]).toEqual([
      'image/gif',
      'GIF89a',
    ]);
    expect(await eventsOf(db, sent)).toEqual(['C00001 clicked', 'C00001 clicked', 'C00002 opened']);
    await stage.outreach.sendDue(idle());
    expect(await campaignOf(db, sent.id)).toMatchObject({
      clicked_count: 1,
      opened_count: 2,
      delivered_count: 2,
    });
  });

  it('leads nowhere else', async () => {
    const { stage } = await bySmtp();
    const town = await createTown(db, 1);
    // Somebody whose name looks like a link gets no link through our address.
    await db.query(`update dim_customer set first_name = 'https://evil.example/x' where tenant_id = $1`, [
      town.tenantId,
    ]);
    const { tokens } = await stage.campaign(town, {
      template: {
        subject: 'Hi',
        body: 'Hello {{first_name}}, https://shop.example/ and https://{{first_name}}.example',
      },
    });
    const [token] = tokens;
    expect((await stage.call(`/t/c/${token}/1`)).headers.get('location')).toBe('https://shop.example/');
    for (const path of [`${token}/2`, `${token}/0`, `${token}/1e3`, `${token}/-1`, 'no-such-token/1']) {
      const response = await stage.call(`/t/c/${path}`);
      expect([path, response.status, response.headers.get('location')]).toEqual([path, 404, null]);
    }
  });
});

describe('leaving the list', () => {
  it('takes a press of the button: opening the page changes nothing', async () => {
    const { stage } = await bySmtp();
    const town = await createTown(db, 1, { name: 'The <Shop>' });
    const sent = await stage.campaign(town, { template: TEMPLATE });
    const page = await stage.call(`/u/${sent.tokens[0]}`);
    expect(await page.text()).toMatch(/No more e-mails from The &lt;Shop&gt;\?[\s\S]*<form method="post">/);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await eventsOf(db, sent)).toEqual([]);
    for (let times = 0; times < 2; times++) {
      const done = await stage.call(`/u/${sent.tokens[0]}`, { method: 'POST' });
      expect([done.status, await done.text()]).toEqual([
        200,
        expect.stringContaining('You are unsubscribed'),
      ]);
    }
    expect(await eventsOf(db, sent)).toEqual(['C00001 unsubscribed']);
    const next = await stage.campaign(town, { template: TEMPLATE });
    expect((await outboxOf(db, next.id))[0]?.reason).toBe('asked not to be written to');
  });

  it('is one click of a mail program', async () => {
    const { server, stage } = await bySmtp();
    const town = await createTown(db, 1);
    await stage.campaign(town, { template: TEMPLATE });
    const address =
      server.taken[0]?.headers.find(({ key }) => key === 'list-unsubscribe')?.value.slice(1, -1) ?? '';
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await stage.call(address, { method: 'POST', body })).status).toBe(200);
    const next = await stage.campaign(town, { template: TEMPLATE });
    expect((await outboxOf(db, next.id))[0]?.state).toBe('skipped');
  });

  it('says so politely where the message is not known', async () => {
    const { stage } = await bySmtp();
    for (const method of ['GET', 'POST'] as const) {
      const response = await stage.call('/u/no-such-token', { method });
      expect([response.status, await response.text()]).toEqual([
        404,
        expect.stringContaining('not known any more'),
      ]);
    }
  });
});

describe('events of SendGrid', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const open = async (env: Record<string, string> = {}) => {
    const service = await createSendGridDouble();
    closing.push(service.close);
    stage = await createStage(db, {
      ...{ SENDGRID_API_KEY: SENDGRID_KEY, SENDGRID_API_URL: service.url, EMAIL_FROM: FROM },
      SENDGRID_WEBHOOK_KEY: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      ...env,
    });
    return { service, stage };
  };
  const post = (events: readonly object[], change: (body: string) => string = (body) => body) => {
    const body = JSON.stringify(events);
    const timestamp = String(NOON.getTime() / 1000);
    const signature = createSign('sha256')
      .update(timestamp + body)
      .sign(privateKey, 'base64');
    return stage?.call('/hooks/sendgrid', {
      method: 'POST',
      body: change(body),
      headers: {
        'content-type': 'application/json',
        'x-twilio-email-event-webhook-signature': signature,
        'x-twilio-email-event-webhook-timestamp': timestamp,
      },
    });
  };
  const event = (token: string, name: string, id: string, more: object = {}) => ({
    ...{ email: 'x@example.com', timestamp: NOON.getTime() / 1000, token, event: name, sg_event_id: id },
    ...{ sg_message_id: 'abc.recvd-1', ...more },
  });

  it('are noted with the message that each is about, however often they come', async () => {
    const { service, stage } = await open();
    const town = await createTown(db, 5);
    const sent: Sent = await stage.campaign(town, { template: TEMPLATE });
    expect(service.taken).toHaveLength(5);
    const [a = '', b = '', c = '', d = '', e = ''] = sent.tokens;
    const events = [
      event(a, 'processed', '1'),
      event(a, 'delivered', '2'),
      event(a, 'open', '3'),
      event(a, 'click', '4', { url: 'https://shop.example' }),
      event(b, 'open', '5', { sg_machine_open: true }),
      event(c, 'bounce', '6', { type: 'bounce', reason: '550 unknown user' }),
      event(d, 'spamreport', '7'),
      event(e, 'dropped', '8', { reason: 'Bounced Address' }),
      event('not-ours', 'delivered', '9'),
      { event: 'delivered', timestamp: 1, sg_event_id: '10' },
    ];
    for (let times = 0; times < 46; times++) expect((await post(events))?.status).toBe(204);
    expect(await eventsOf(db, sent)).toEqual([
      ...['C00001 clicked', 'C00001 delivered', 'C00001 opened', 'C00002 delivered'],
      ...['C00003 bounced', 'C00004 complained', 'C00005 failed'],
    ]);
    await stage.outreach.sendDue(idle());
    expect(await campaignOf(db, sent.id)).toMatchObject({
      sent_count: 4,
      failed_count: 1,
      delivered_count: 2,
    });
    const next = await stage.campaign(town, { template: TEMPLATE });
    expect((await outboxOf(db, next.id)).map(({ state }) => state)).toEqual([
      ...['sent', 'sent', 'skipped', 'skipped', 'skipped'],
    ]);
  });

  it('are refused where a letter of them was changed, or nobody said by which key they are signed', async () => {
    const { stage } = await open();
    const { tokens, id } = await stage.campaign(await createTown(db, 1));
    const events = [event(tokens[0] ?? '', 'delivered', '1')];
    expect((await post(events, (body) => body.replace('delivered', 'spamreport')))?.status).toBe(403);
    expect((await stage.call('/hooks/sendgrid', { method: 'POST', body: '[]' })).status).toBe(403);
    expect(await eventsOf(db, { id, tokens })).toEqual([]);
    await stage.close();
    await open({ SENDGRID_WEBHOOK_KEY: '' });
    expect((await post(events))?.status).toBe(403);
  });
});
