/** Long work can be cancelled: a message with a button, which is gone when the answer is there. */
import { afterEach, expect, test } from 'vitest';
import { createFakeHandlers, PLAIN } from './fake-handlers.ts';
import { createStage, mention, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const WORKING = {
  tone: 'notice',
  title: 'Working on it',
  buttons: [{ label: 'Cancel', token: 'cancel.abc' }],
} as const;

test('the button stands under the question, and goes with the answer', async () => {
  stage = await createStage(
    createFakeHandlers(async (replies) => {
      const takeAway = await replies.working?.(WORKING);
      await stage.slack.done('chat.postMessage');
      await takeAway?.();
      await replies.send(PLAIN);
    }),
    { timing: { postIntervalMs: 0, cancelAfterMs: 0 } },
  );
  const event = mention('why?');
  await stage.event(event);
  await stage.settle();
  const [button] = stage.slack.of('chat.postMessage');
  expect(button?.args.thread_ts).toBe(event.ts);
  expect(JSON.stringify(button?.args.blocks)).toContain('cancel.abc');
  expect(stage.slack.of('chat.delete')).toHaveLength(1);
  expect(stage.slack.messages).toHaveLength(1);
  expect(JSON.stringify(stage.slack.messages[0])).toContain(PLAIN.title);
});

test('an answer that comes soon has none', async () => {
  stage = await createStage(
    createFakeHandlers(async (replies) => {
      const takeAway = await replies.working?.(WORKING);
      await takeAway?.();
      await replies.send(PLAIN);
    }),
    { timing: { postIntervalMs: 0, cancelAfterMs: 60_000 } },
  );
  await stage.event(mention('why?'));
  await stage.settle();
  expect(stage.slack.of('chat.postMessage')).toHaveLength(1);
  expect(stage.slack.of('chat.delete')).toEqual([]);
});
