/** The whole app behind Slack: what is delivered twice is answered once, what is pressed twice is done once. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { bindAccount } from '../../../handlers/bind-account.ts';
import { openTestDb } from '../../db/harness.ts';
import { BOT, type KeptMessage } from '../../doubles/slack.ts';
import { CHANNEL, createStage, direct, mention, newTs, PERSON, pressOf, type Stage, said } from './stage.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
let db: Db;
let app: App;
let stage: Stage;

beforeAll(async () => {
  db = await openTestDb();
  app = await createApp(parseConfig({ LOG_LEVEL: 'silent' }), { db, now: () => NOW });
  await bindAccount(db, 'slack', BOT.team, app.home.tenantId);
  await loadDemo({ db, tenantId: app.home.tenantId, now: NOW });
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

type Element = { text?: { text: string }; value?: string; action_id: string };
const buttonsOf = (message: KeptMessage | undefined) =>
  (message?.blocks ?? [])
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => elements as Element[]);
const buttonOn = (message: KeptMessage | undefined, label: RegExp) =>
  buttonsOf(message).find(({ text }) => label.test(text?.text ?? ''));

async function ask(event: Record<string, unknown>): Promise<KeptMessage | undefined> {
  await stage.event(event);
  await stage.slack.done('chat.postMessage');
  return stage.slack.messages[0];
}

test('a question in a channel gets a card with the number, in its thread', async () => {
  const event = mention('revenue last month');
  const card = await ask(event);
  expect(card).toMatchObject({ channel: CHANNEL, thread_ts: event.ts });
  expect(card?.text).toMatch(/\$[\d,]+/);
  expect(buttonOn(card, /query/i)).toBeDefined();
});

test('an event delivered three times is answered once', async () => {
  const event = mention('revenue last month');
  const again = () => stage.event(event, { event_id: 'Ev-same' });
  expect((await Promise.all([again(), again(), again()])).map(({ status }) => status)).toEqual([
    200, 200, 200,
  ]);
  await stage.settle();
  expect(stage.slack.messages).toHaveLength(1);
});

test('a follow-up in the thread needs no mention', async () => {
  const event = mention('revenue last month');
  await ask(event);
  await stage.event(said('by category', { thread_ts: event.ts }));
  await stage.slack.done('chat.postMessage', 2);
  await stage.settle();
  expect(stage.slack.messages[1]?.thread_ts).toBe(event.ts);
  expect(JSON.stringify(stage.slack.messages[1]?.blocks)).toMatch(/categor/i);
});

test('a button pressed twice at once answers once', async () => {
  const event = mention('revenue by category');
  const card = await ask(event);
  const token = buttonOn(card, /query/i)?.value ?? '';
  const press = () => pressOf(token, { message: { ts: card?.ts, thread_ts: event.ts } });
  await Promise.all([stage.interact(press()), stage.interact(press())]);
  await stage.settle();
  const queries = stage.slack.messages.filter(({ blocks }) =>
    JSON.stringify(blocks).includes('rich_text_preformatted'),
  );
  expect(queries).toHaveLength(1);
});

test('a form button opens its form, and the choice is acted on', async () => {
  const event = mention('revenue by category');
  const card = await ask(event);
  const button = buttonsOf(card).find(({ action_id }) => action_id.startsWith('form:'));
  expect(button).toBeDefined();
  await stage.interact(
    pressOf('', {
      message: { ts: card?.ts, thread_ts: event.ts },
      actions: [{ type: 'button', action_id: button?.action_id, value: button?.value, text: button?.text }],
    }),
  );
  await stage.slack.done('views.open');
  const { view } = stage.slack.views[0] as {
    view: {
      private_metadata: string;
      blocks: { block_id: string; element: { options: { value: string }[] } }[];
    };
  };
  const values = Object.fromEntries(
    view.blocks.map(({ block_id, element }) => [
      block_id,
      { choice: { selected_option: element.options[0] } },
    ]),
  );
  await stage.interact({
    type: 'view_submission',
    user: { id: PERSON, team_id: BOT.team },
    team: { id: BOT.team },
    view: { id: `V${newTs()}`, private_metadata: view.private_metadata, state: { values } },
  });
  await stage.settle();
  expect(stage.slack.messages.length + stage.slack.files.length).toBeGreaterThan(1);
  expect(JSON.stringify(stage.slack.messages)).not.toMatch(/went wrong/i);
});

test('somebody of another company is turned away privately', async () => {
  await ask(direct('revenue last month'));
  await stage.event(mention('revenue last month', { user: 'U0STRANGER', user_team: 'T0OTHER' }));
  await stage.settle();
  expect(stage.slack.messages).toHaveLength(1);
});

test.each([
  ['an empty mention', mention('')],
  ['a picture without text', mention('', { subtype: 'file_share', files: [{ id: 'F1' }] })],
  ['10,000 characters', mention('revenue '.repeat(1_250))],
  ['only emoji', mention(':tada: 🎉')],
])('%s gets one kind answer, never a fault', async (_, event) => {
  await stage.event(event);
  await stage.settle();
  const said = [
    ...stage.slack.messages.map(({ blocks }) => blocks),
    ...stage.slack.ephemerals.map(({ blocks }) => blocks),
  ];
  expect(said).toHaveLength(1);
  expect(JSON.stringify(said)).not.toMatch(/went wrong/i);
});

test('App Home and /walker help are drawn from the house', async () => {
  await stage.event({ type: 'app_home_opened', user: PERSON, channel: 'D0ANA', tab: 'home' });
  await stage.command('help');
  await stage.settle();
  expect(stage.slack.views).toHaveLength(1);
  expect(stage.slack.responses).toMatchObject([{ response_type: 'ephemeral' }]);
});
