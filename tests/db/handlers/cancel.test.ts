/** A look-up that takes long can be cancelled, though it may be the database itself that is busy with it. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { SendableCard } from '../../../cards/card.ts';
import type { Db } from '../../../db/db.ts';
import type { Sender } from '../../../handlers/surface.ts';
import { defineTool } from '../../../tools/define-tool.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { recordReplies, slackUser, testHandlers } from './harness.ts';

/** Takes hours, and neither memory nor disk. */
const RUNAWAY =
  'select count(*) from generate_series(1, 10000) a, generate_series(1, 10000) b, generate_series(1, 10000) c';

const none = z.object({});
const lookUp = (name: string, sql: string) =>
  defineTool({
    name,
    title: name,
    description: `Reads by ${name}, for tests.`,
    effect: 'read',
    role: 'viewer',
    input: none,
    output: none,
    followUps: true,
    // It knows nothing of signals: what it reads ends all the same.
    run: async (_args, { db }) => {
      await db.read(sql, [], { timeoutMs: 25_000 });
      return { kind: 'ok', data: {} };
    },
    card: () => ({ tone: 'answer', title: 'Read' }),
    summary: () => 'Read',
  });

let db: Db;
let bot: ReturnType<typeof testHandlers>;
let ann: Sender;
let bob: Sender;

beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  const { tenantId, slug } = await createTenant(db);
  const account = `T-${slug}`;
  await db.query(`insert into surface_accounts (surface, account, tenant_id) values ('slack', $1, $2)`, [
    account,
    tenantId,
  ]);
  [ann, bob] = [slackUser('U1', account), slackUser('U2', account)];
  bot = testHandlers(db, {
    home: slug,
    registry: createRegistry([lookUp('runaway', RUNAWAY), lookUp('quick', 'select 1')]),
    interpret: async (text) => ({ kind: 'call', call: { tool: text, args: {} }, restated: text, notes: [] }),
  });
});

/** Asks, and hands out the Cancel button when it is shown. */
function ask(text: string, sender: Sender) {
  const replies = recordReplies();
  const shown: SendableCard[] = [];
  let takenAway = 0;
  let show: (token: string) => void = () => undefined;
  const cancel = new Promise<string>((done) => {
    show = done;
  });
  const handled = bot.handlers.message(
    { sender, thread: 'C1', text, attachments: 0, eventId: null },
    {
      ...replies,
      working: async (card) => {
        shown.push(card);
        show(card.buttons?.[0]?.token ?? '');
        return async () => {
          takenAway += 1;
        };
      },
    },
  );
  return { handled, replies, shown, cancel, takenAway: () => takenAway };
}
const press = (token: string, sender: Sender) => {
  const replies = recordReplies();
  return bot.handlers.press({ sender, thread: 'C1', token, eventId: null }, replies).then(() => replies.sent);
};

it('ends what takes long, takes the button away, and says so', async () => {
  const asked = ask('runaway', ann);
  expect(await press(await asked.cancel, ann)).toEqual([]);
  expect(await asked.handled).toMatchObject({ status: 'refused', card: { title: 'Cancelled' } });
  expect(asked.takenAway()).toBe(1);
  // The database lives on, and the thread with it.
  expect(await ask('quick', ann).handled).toMatchObject({ status: 'answered' });
});

it('is not offered for what is quick', async () => {
  const asked = ask('quick', ann);
  await asked.handled;
  expect(asked.shown).toEqual([]);
});

it('is for whoever asked: a press by somebody else ends nothing', async () => {
  const asked = ask('runaway', ann);
  const token = await asked.cancel;
  // On one engine this waits behind the very look-up.
  const refused = press(token, bob);
  const first = await Promise.race([
    asked.handled,
    new Promise((done) => setTimeout(done, 1_500, 'runs on')),
  ]);
  expect(first).toBe('runs on');
  await press(token, ann);
  expect(await asked.handled).toMatchObject({ card: { title: 'Cancelled' } });
  expect((await refused).map(({ title }) => title)).toEqual(['Nothing to cancel']);
});
