/** From the draft to the figures, through the app that people start: commands in, mails out, callbacks back. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import { createSending, type Sending } from '../../../bot/sending.ts';
import { type Serving, serve } from '../../../bot/serve.ts';
import type { Db } from '../../../db/db.ts';
import { recordReplies } from '../../db/handlers/harness.ts';
import { openTestDb } from '../../db/harness.ts';
import { idle, NOON } from '../../db/outreach/campaign.ts';
import { createSmtpDouble, type SmtpDouble } from '../../doubles/smtp.ts';

let db: Db;
let server: SmtpDouble;
let app: App;
let serving: Serving;
let sending: Sending;
beforeAll(async () => {
  db = await openTestDb();
  server = await createSmtpDouble();
  const config = parseConfig({
    ...{ SMTP_URL: server.url, EMAIL_FROM: 'news@shop.example', PUBLIC_URL: 'https://walker.example' },
    ...{ CONSOLE_TOKEN: 'a token of the console', PORT: '0', LOG_LEVEL: 'silent' },
  });
  app = await createApp(config, { db, now: () => NOON });
  serving = await serve(app);
  // Another process beside it, so that nothing waits for the clock.
  sending = await createSending(config, app);
});
afterAll(async () => {
  await sending.stop();
  await serving.stop();
  await server.close();
  await db.close();
});

const say = async (text: string) => {
  const replies = recordReplies();
  return app.handlers.command(
    { sender: app.operator('console'), thread: 't1', text, eventId: null },
    replies,
  );
};
const fetchPublic = (address: string, options: RequestInit = {}) =>
  fetch(address.replace('https://walker.example', serving.url), { redirect: 'manual', ...options });

it('sends an approved campaign, hears of it, and says so', async () => {
  await db.tenant(app.home.tenantId).write((tx) =>
    tx.copyIn(
      'dim_customer',
      ['tenant_id', 'customer_id', 'first_name', 'email', 'email_consent'],
      ['Ana', 'Bo', 'Cy'].map((name, at) => [
        ...[app.home.tenantId, `C${at + 1}`, name, `${name.toLowerCase()}@customer.example`, name !== 'Cy'],
      ]),
    ),
  );
  await say('segments save Friends: C1, C2, C3');
  const drafted = await say(
    'campaign create Spring | segment=Friends channel=email | subject: Hi {{first_name}} | body: See https://shop.example/new',
  );
  expect(drafted.card?.title).toContain('Spring');
  await say('campaign approve Spring');
  // Whichever of the two processes is first.
  await sending.sendDue(idle());
  await expect.poll(() => server.taken.length, { timeout: 10_000 }).toBe(2);
  const ana = server.taken.find(({ subject }) => subject === 'Hi Ana');
  const [link = ''] = /https:\/\/walker\.example\/t\/c\/\S+/.exec(ana?.text ?? '') ?? [];
  expect((await fetchPublic(link)).headers.get('location')).toBe('https://shop.example/new');
  const [leave = ''] = /https:\/\/walker\.example\/u\/\S+/.exec(ana?.text ?? '') ?? [];
  expect((await fetchPublic(leave, { method: 'POST' })).status).toBe(200);
  const figures = async () => {
    await sending.sendDue(idle());
    const { rows } = await db.query(
      'select status, sent_count, skipped_count, clicked_count from outreach_campaigns where tenant_id = $1',
      [app.home.tenantId],
    );
    return rows;
  };
  await expect
    .poll(figures, { timeout: 10_000 })
    .toEqual([{ status: 'sent', sent_count: 2, skipped_count: 1, clicked_count: 1 }]);
  const shown = await say('campaign show Spring');
  expect(shown.card?.text).toEqual(
    expect.arrayContaining([
      'Not sent: does not want messages on this channel (1).',
      '1 person asked not to be written to any more.',
    ]),
  );
});
