/** The morning brief on WhatsApp, through the whole app: asked by a template, shown, and acted on by replies. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { openTestDb } from '../../db/harness.ts';
import { BOT, createStage, PERSON, type Stage } from './stage.ts';

const TEMPLATE = `HX${'a'.repeat(32)}`;
let clock = new Date('2026-11-16T12:00:00Z');
let db: Db;
let app: App;
let stage: Stage;

beforeAll(async () => {
  db = await openTestDb();
  app = await createApp(parseConfig({ LOG_LEVEL: 'silent' }), { db, now: () => clock });
  await loadDemo({ db, tenantId: app.home.tenantId, now: clock, customers: 800, days: 200 });
  await db.query(
    `insert into audience_refreshes (tenant_id, data_version, finished_at)
     select tenant_id, data_version, '2026-12-31' from tenants where tenant_id = $1`,
    [app.home.tenantId],
  );
  const personId = randomUUID();
  await db.query(`insert into people (person_id, tenant_id, name, role) values ($1, $2, 'Ana', 'approver')`, [
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
  stage = await createStage({
    db,
    handlers: app.handlers,
    now: () => clock,
    briefContentSid: TEMPLATE,
  });
});
afterEach(() => stage.close());

const morning = (iso: string) => {
  clock = new Date(iso);
  return app.mornings.runDue(app.mornings.posts([stage.surface]), new AbortController().signal);
};
/** Says it, a second after what was said before, and returns the next message. */
async function reply(text: string): Promise<string> {
  clock = new Date(clock.getTime() + 1_000);
  const before = stage.twilio.sent.length;
  await stage.say(text);
  return (await stage.twilio.taken(before + 1))[before]?.body ?? '';
}
const numberOf = (choice: RegExp, body: string): string =>
  new RegExp(String.raw`\*(\d+)\* [^·]*${choice.source}`, 'i').exec(body)?.[1] ?? `no choice ${choice}`;
const deliveries = async () =>
  (
    await db.query<{ state: string; reason: string | null }>(
      `select state, reason from brief_deliveries where scheduled_at = (select max(scheduled_at) from brief_deliveries)`,
    )
  ).rows;

test('“subscribe” is enough, and within a day of it the brief comes whole, in one message', async () => {
  expect(await reply('subscribe')).toMatch(/You get the brief on WhatsApp at …\d{4}, every day at 08:00/);
  await morning('2026-11-17T08:00:00Z');
  const [, brief] = await stage.twilio.taken(2);
  expect(brief?.body).toMatch(/^\*Your brief: \d proposals/);
  expect(brief?.body).toMatch(/1\. .*wins the test/);
  expect(brief?.body).toMatch(/Reply \*1\* /);
  expect(brief?.body.length).toBeLessThanOrEqual(1_600);
  expect(await deliveries()).toEqual([{ state: 'sent', reason: null }]);
});

test('out of session a template asks, “Show brief” shows it, and replies lead to an applied winner', async () => {
  await morning('2026-11-18T12:05:00Z');
  const [asked] = await stage.twilio.taken(1);
  expect(asked).toMatchObject({
    to: `whatsapp:${PERSON}`,
    from: `whatsapp:${BOT}`,
    body: '',
    contentSid: TEMPLATE,
    contentVariables: JSON.stringify({ 1: 'Ana', 2: 'Wednesday 18 November' }),
  });
  expect(await deliveries()).toEqual([{ state: 'sent', reason: 'announced' }]);

  const brief = await reply('Show brief');
  expect(brief).toMatch(/Your brief: \d proposals/);
  const proposal = await reply(numberOf(/wins the test/, brief));
  expect(proposal).toMatch(/Expected in 90 days: \*\$/);
  const question = await reply(numberOf(/Apply winner/, proposal));
  expect(question).toMatch(/Reply \*1\* Yes · \*2\* No/);
  const applied = async () =>
    (await db.query(`select from ab_tests where tenant_id = $1 and status = 'applied'`, [app.home.tenantId]))
      .rowCount;
  expect(await applied()).toBe(0);
  expect(await reply('yes')).toMatch(/applied|wins/i);
  expect(await applied()).toBe(1);
  const again = await reply('show brief');
  expect(again).not.toMatch(/wins the test/);
});

test('without a template it is not sent, which the log and the delivery say', async () => {
  await stage.close();
  stage = await createStage({ db, handlers: app.handlers, now: () => clock });
  await morning('2026-11-20T08:00:00Z');
  expect(stage.twilio.sent).toEqual([]);
  expect(await deliveries()).toEqual([
    { state: 'failed', reason: expect.stringMatching(/TWILIO_BRIEF_CONTENT_SID is not set/) },
  ]);
});

test('a lost answer is not sent again, and is listed as unknown', async () => {
  stage.twilio.refuseNext({ status: 502, code: 20500 });
  await morning('2026-11-21T08:00:00Z');
  await morning('2026-11-21T08:05:00Z');
  expect(stage.twilio.sent).toEqual([]);
  expect(await deliveries()).toEqual([{ state: 'unknown', reason: 'no answer' }]);
});

test('whoever stopped gets none, and “unsubscribe from the brief” ends it', async () => {
  await reply('STOP');
  await morning('2026-11-22T08:00:00Z');
  expect(await deliveries()).toEqual([{ state: 'failed', reason: 'they asked for no more messages' }]);
  await reply('START');
  expect(await reply('unsubscribe from the brief')).toMatch(/No more briefs on WhatsApp/);
  expect(await morning('2026-11-23T08:00:00Z')).toMatchObject({ briefs: 0 });
});
