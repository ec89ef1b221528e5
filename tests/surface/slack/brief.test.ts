/** The morning brief in Slack, through the whole app: it arrives, and its buttons act once and for those who may. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { bindAccount } from '../../../handlers/bind-account.ts';
import { openTestDb } from '../../db/harness.ts';
import { BOT, type KeptMessage } from '../../doubles/slack.ts';
import { CHANNEL, createStage, PERSON, pressOf, type Stage } from './stage.ts';

/** A Thursday afternoon; the brief is due at eight on Friday. */
let clock = new Date('2026-11-19T15:00:00Z');
let db: Db;
let app: App;
let stage: Stage;

beforeAll(async () => {
  db = await openTestDb();
  app = await createApp(parseConfig({ LOG_LEVEL: 'silent' }), { db, now: () => clock });
  await bindAccount(db, 'slack', BOT.team, app.home.tenantId);
  await loadDemo({ db, tenantId: app.home.tenantId, now: clock, customers: 800, days: 200 });
  // The audiences are not what is tested here.
  await db.query(
    `insert into audience_refreshes (tenant_id, data_version, finished_at)
     select tenant_id, data_version, '2026-12-31' from tenants where tenant_id = $1`,
    [app.home.tenantId],
  );
});
afterAll(async () => {
  await app.stop();
  await db.close();
});
beforeEach(async () => {
  stage = await createStage(app.handlers, {
    timing: { postIntervalMs: 0, statusAfterMs: 60_000, streamAfterMs: 60_000 },
  });
});
afterEach(() => stage.close());

type Element = { text?: { text: string }; value?: string };
const tokenOn = (message: KeptMessage | undefined, label: string | RegExp): string =>
  (message?.blocks ?? [])
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => elements as Element[])
    .find(({ text }) => (typeof label === 'string' ? text?.text === label : label.test(text?.text ?? '')))
    ?.value ?? `no button says ${label}`;
const press = (user: string, token: string, on: KeptMessage | undefined) =>
  stage.interact(
    pressOf(token, {
      user: { id: user, team_id: BOT.team },
      message: { ts: on?.ts },
      container: { type: 'message', message_ts: on?.ts, channel_id: CHANNEL, is_ephemeral: false },
    }),
  );
const morning = (iso: string) => {
  clock = new Date(iso);
  return app.mornings.runDue(app.mornings.posts([stage.surface]), new AbortController().signal);
};
async function person(externalId: string, name: string, role: string): Promise<void> {
  await db.query(
    `with person as (insert into people (person_id, tenant_id, name, role) values (gen_random_uuid(), $1, $2, $3)
       returning person_id)
     insert into identities (tenant_id, surface, account, external_id, person_id)
     select $1, 'slack', $4, $5, person_id from person`,
    [app.home.tenantId, name, role, BOT.team, externalId],
  );
}

test('“here” subscribes the channel, and the brief arrives: a summary, then a message a proposal', async () => {
  await stage.command('subscribe here at 08:00 not on weekends');
  await stage.slack.done('response_url');
  expect(JSON.stringify(stage.slack.responses)).toMatch(/in the channel C0SALES, every day at 08:00 \(UTC\)/);

  expect(await morning('2026-11-20T08:00:30Z')).toEqual({ analyses: 1, briefs: 1, failed: 0 });
  const posted = stage.slack.messages;
  expect(posted.every(({ channel, thread_ts }) => channel === CHANNEL && !thread_ts)).toBe(true);
  expect(posted[0]?.text).toMatch(/^Your brief: \d proposals/);
  expect(posted[0]?.text).toMatch(/Revenue, 19 Nov 2026: \$[\d,]+/);
  expect(posted.length).toBeGreaterThan(2);

  // Not a second time, and on Saturday not at all.
  expect(await morning('2026-11-20T08:05:00Z')).toBeNull();
  expect(await morning('2026-11-21T09:00:00Z')).toMatchObject({ briefs: 0 });
  expect(stage.slack.messages).toHaveLength(posted.length);
});

test('a winner is applied from the brief: not by a viewer, by an approver, once, and the card tells', async () => {
  await person('U0VERA', 'Vera', 'viewer');
  await person('U0ALEX', 'Alex', 'approver');
  await person('U0BEA', 'Bea', 'approver');
  await morning('2026-11-23T08:00:00Z');
  // Told on Friday: on Monday it is a line of the summary, whose button shows it again.
  const summary = stage.slack.messages[0];
  expect(summary?.text).toMatch(/^Your brief: nothing new today, \d proposals still open/);
  const before = stage.slack.messages.length;
  await press('U0VERA', tokenOn(summary, /wins the test/), summary);
  await expect.poll(() => stage.slack.messages.length).toBeGreaterThan(before);
  const card = stage.slack.messages.at(-1);
  const token = tokenOn(card, 'Apply winner');
  const state = async () =>
    (
      await db.query<{ state: string; applied: number }>(
        `select s.state, (select count(*)::int from ab_tests t where t.tenant_id = s.tenant_id and t.status = 'applied') as applied
           from suggestions s where s.tenant_id = $1 and s.type = 'ab_test_winner'`,
        [app.home.tenantId],
      )
    ).rows[0];

  await press('U0VERA', token, card);
  await stage.slack.done('chat.postEphemeral');
  expect(JSON.stringify(stage.slack.ephemerals)).toMatch(/needs the role \w+; you are viewer/);
  expect(await state()).toEqual({ state: 'open', applied: 0 });

  await press('U0ALEX', token, card);
  await stage.slack.done('chat.update');
  expect(await state()).toEqual({ state: 'accepted', applied: 1 });
  expect(JSON.stringify(card?.blocks)).toMatch(/Apply winner: Alex, 0\d:\d\d\. Accepted/);
  // What was decided is decided: what is left can be read.
  expect(JSON.stringify(card?.blocks).match(/(?<="type":"button".*?"text":")[^"]+/g)).toEqual([
    'Show the test',
  ]);

  await press('U0BEA', token, card);
  await stage.slack.done('chat.postEphemeral', 2);
  expect(JSON.stringify(stage.slack.ephemerals.at(-1))).toMatch(/Alex pressed this already, just now/);
  expect(await state()).toEqual({ state: 'accepted', applied: 1 });
});

test('a morning whose answer was lost is found, not posted again', async () => {
  stage.slack.next('chat.postMessage', { kind: 'drop', when: 'after' });
  await morning('2026-11-24T08:00:00Z');
  const titles = stage.slack.messages.map(({ text }) => text.split('\n')[0]);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles[0]).toMatch(/^Your brief/);
});

test('somebody gets it directly, at eight where they are, about what they asked for', async () => {
  await stage.command('subscribe me at 08:00 only tests', { user_id: PERSON });
  await stage.slack.done('response_url');
  expect(JSON.stringify(stage.slack.responses)).toMatch(
    /America\/Chicago.*only proposals about test winners/,
  );
  await morning('2026-11-25T13:59:00Z');
  expect(stage.slack.messages.filter(({ channel }) => channel !== CHANNEL)).toEqual([]);
  await morning('2026-11-25T14:00:00Z');
  const direct = stage.slack.messages.filter(({ channel }) => channel.startsWith('D'));
  expect(direct.length).toBeGreaterThan(0);
  expect(direct.slice(1).every(({ text }) => /test/i.test(text))).toBe(true);
});

test('a channel the bot is not in is said to be so, and nobody else goes without', async () => {
  stage.slack.next('chat.postMessage', { kind: 'refuse', error: 'not_in_channel' });
  await morning('2026-11-26T14:00:00Z');
  const { rows } = await db.query<{ state: string; reason: string }>(
    `select state, reason from brief_deliveries where scheduled_at = '2026-11-26T08:00:00Z' and state = 'failed'`,
  );
  expect(rows).toEqual([
    { state: 'failed', reason: 'I am not a member of that channel (invite me with /invite)' },
  ]);
  expect(stage.slack.messages.map(({ channel }) => channel)).toContain('D0ANA');
});
