/** E-mails that nobody could unsubscribe from are not sent. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import { createSending } from '../../../bot/sending.ts';
import type { Db } from '../../../db/db.ts';
import { recordReplies } from '../../db/handlers/harness.ts';
import { openTestDb } from '../../db/harness.ts';
import { createTown, idle, NOON, outboxOf, queueCampaign } from '../../db/outreach/campaign.ts';
import { createSmtpDouble, type SmtpDouble } from '../../doubles/smtp.ts';

let db: Db;
let server: SmtpDouble;
let app: App;
beforeAll(async () => {
  db = await openTestDb();
  server = await createSmtpDouble();
  app = await createApp(settings(), { db, now: () => NOON });
  await db
    .tenant(app.home.tenantId)
    .write((tx) =>
      tx.query(
        `insert into dim_customer (tenant_id, customer_id, email, email_consent) values ($1, 'C1', 'a@shop.example', true)`,
        [app.home.tenantId],
      ),
    );
  await say('segments save Friends: C1');
});
afterAll(async () => {
  await app.stop();
  await server.close();
  await db.close();
});

/** An SMTP server, and nothing by which the world reaches the bot. */
const settings = (more: Record<string, string> = {}) =>
  parseConfig({ SMTP_URL: server.url, EMAIL_FROM: 'news@shop.example', LOG_LEVEL: 'silent', ...more });

async function say(text: string) {
  const replies = recordReplies();
  const handled = await app.handlers.command(
    { sender: app.operator('console'), thread: 't1', text, eventId: null },
    replies,
  );
  return {
    status: handled.status,
    text: (handled.card?.text ?? []).join(' '),
    buttons: (handled.card?.buttons ?? []).map(({ label }) => label),
  };
}

it('can be drafted, not approved, and the draft says what mends it', async () => {
  const mend = /no link by which people leave the list.* set PUBLIC_URL/;
  const create = 'campaign create Spring | segment=Friends | subject: Hi | body: Hello.';
  const drafted = await say(create);
  expect(drafted.text).toMatch(mend);
  expect(drafted.buttons).not.toContain('Approve');
  const approved = await say('campaign approve Spring');
  expect(approved).toMatchObject({ status: 'refused', text: expect.stringMatching(mend) });
  const queued = async () => (await db.query('select from outbox')).rowCount;
  expect(await queued()).toBe(0);
  // Nothing leaves a demo, so there it may be looked at to the end.
  await db.query(`update tenants set kind = 'demo' where tenant_id = $1`, [app.home.tenantId]);
  expect((await say('campaign approve Spring')).text).toContain('Approved for 1 person');
  await db.query(`update tenants set kind = 'team' where tenant_id = $1`, [app.home.tenantId]);
  expect(await queued()).toBe(1);
  await db.query('delete from outbox');
});

it('waits, where it was approved before the link was gone, and leaves once there is one', async () => {
  const id = await queueCampaign(db, await createTown(db, 2));
  const states = async () => (await outboxOf(db, id)).map(({ state, reason }) => [state, reason]);
  const without = await createSending(settings(), app);
  await without.sendDue(idle());
  await without.stop();
  expect(server.taken).toEqual([]);
  expect((await states()).map(([state]) => state)).toEqual(['queued', 'queued']);
  expect(await states()).toContainEqual(['queued', 'no link off the list: PUBLIC_URL is not set']);
  await db.query('update outbox set send_after = $1', [NOON]);
  const public_ = { PUBLIC_URL: 'https://walker.example', CONSOLE_TOKEN: 'a token of the console' };
  const within = await createSending(settings(public_), app);
  await within.sendDue(idle());
  await within.stop();
  expect((await states()).map(([state]) => state)).toEqual(['sent', 'sent']);
  expect(server.taken).toHaveLength(2);
});
