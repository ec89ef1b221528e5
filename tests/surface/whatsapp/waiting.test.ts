/** An answer that takes long is announced: the bot is typing, and after a while it says so, once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Db } from '../../../db/db.ts';
import type { Replies } from '../../../handlers/surface.ts';
import { openTestDb } from '../../db/harness.ts';
import { createFakeHandlers, PLAIN } from './fake-handlers.ts';
import { addPerson, createStage, type Stage, type StageOptions } from './stage.ts';

let db: Db;
let stage: Stage;
beforeAll(async () => {
  db = await openTestDb();
  await addPerson(db);
});
afterEach(() => stage.close());
afterAll(() => db.close());

const NEVER = 60_000;
const QUIET = { typingAfterMs: NEVER, typingEveryMs: NEVER, lineAfterMs: NEVER };

async function open(
  answer: (replies: Replies) => Promise<unknown>,
  timing: StageOptions['timing'],
): Promise<void> {
  stage = await createStage({ db, handlers: createFakeHandlers(answer), timing: { ...QUIET, ...timing } });
}

const bodies = () => stage.twilio.sent.map(({ body }) => body);

test('the bot is seen typing under the message, again before the sign goes out', async () => {
  await open(
    async (replies) => {
      await replies.progress('Thinking');
      await stage.twilio.typed(2);
      await replies.send(PLAIN);
    },
    { typingAfterMs: 0, typingEveryMs: 5 },
  );
  const sid = await stage.say('why?');
  await stage.stop();
  expect(new Set(stage.twilio.typing)).toEqual(new Set([sid]));
  expect(bodies()).toEqual([expect.stringContaining(PLAIN.title)]);
});

test('a line says that it takes longer, once and before the answer', async () => {
  await open(
    async (replies) => {
      for (const note of ['Thinking', 'Analytics', 'Thinking']) await replies.progress(note);
      await stage.twilio.taken(1);
      await replies.send(PLAIN);
    },
    { lineAfterMs: 0 },
  );
  await stage.say('why?');
  await stage.stop();
  expect(bodies()).toEqual([expect.stringContaining('Working on it'), expect.stringContaining(PLAIN.title)]);
});

test('an answer that comes soon has neither', async () => {
  await open(
    async (replies) => {
      await replies.progress('Reading sales');
      await replies.send(PLAIN);
    },
    { typingAfterMs: 200, lineAfterMs: 200 },
  );
  await stage.say('revenue');
  await stage.stop();
  expect(stage.twilio.typing).toEqual([]);
  expect(bodies()).toHaveLength(1);
});

test('an account that knows no typing is asked once, and the answer comes', async () => {
  await open(
    async (replies) => {
      await replies.progress('Thinking');
      await stage.twilio.typed(1);
      await sleep(20);
      await replies.send(PLAIN);
    },
    { typingAfterMs: 0 },
  );
  stage.twilio.refuseTyping();
  await stage.say('why?');
  await stage.twilio.taken(1);
  await expect.poll(() => stage.log.some(({ message }) => message.includes('typing'))).toBe(true);
  await stage.say('and why not?');
  await stage.twilio.taken(2);
  await stage.stop();
  expect(stage.twilio.typing).toHaveLength(1);
});

test('a line that cannot be sent loses no answer', async () => {
  await open(
    async (replies) => {
      await replies.progress('Thinking');
      await stage.twilio.asked(1);
      await replies.send(PLAIN);
    },
    { lineAfterMs: 0 },
  );
  stage.twilio.refuseNext({ status: 400, code: 21211 });
  await stage.say('why?');
  await stage.stop();
  expect(bodies()).toEqual([expect.stringContaining(PLAIN.title)]);
});
