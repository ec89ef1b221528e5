/** Long work can be cancelled: a message with a button, which is gone when the answer is there. */
import { afterEach, describe, expect, test } from 'vitest';
import type { SendableCard } from '../../../cards/card.ts';
import type { DoubleOptions } from '../../doubles/slack.ts';
import { createFakeHandlers, PLAIN } from './fake-handlers.ts';
import { CHANNEL, createStage, mention, newTs, PERSON, pressOf, type Stage } from './stage.ts';

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

describe('for a command', () => {
  const commanded = async (answer: SendableCard, double?: DoubleOptions) => {
    stage = await createStage(
      createFakeHandlers(async (replies) => {
        const takeAway = await replies.working?.(WORKING);
        await stage.slack.done('response_url');
        await takeAway?.();
        await replies.send(answer);
      }),
      { timing: { postIntervalMs: 0, cancelAfterMs: 0 }, double },
    );
    await stage.command('ask why?');
    await stage.settle();
    return stage.slack.responses;
  };

  test('the button takes the place of the line that only the asker sees, and goes with the answer', async () => {
    const [button, gone, ...more] = await commanded(PLAIN);
    expect(button).toMatchObject({ response_type: 'ephemeral', replace_original: true });
    expect(JSON.stringify(button)).toContain('cancel.abc');
    expect(JSON.stringify(button)).toContain('asked: ask why?');
    expect(gone).toEqual({ delete_original: true });
    expect(more).toEqual([]);
    expect(stage.slack.messages).toHaveLength(1);
  });

  test('the answer still has room at the same address, where the bot is no member', async () => {
    const responses = await commanded(PLAIN, { foreignChannels: [CHANNEL] });
    expect(responses).toHaveLength(3);
    expect(responses[2]).toMatchObject({ response_type: 'in_channel', replace_original: false });
    expect(JSON.stringify(responses[2])).toContain(PLAIN.title);
  });

  test('pressed, it ends the question of whoever asked', async () => {
    const handlers = createFakeHandlers(async (replies, { token }) => {
      if (token) return;
      await replies.working?.(WORKING);
      await stage.slack.done('response_url');
    });
    stage = await createStage(handlers, { timing: { postIntervalMs: 0, cancelAfterMs: 0 } });
    await stage.command('ask why?');
    await stage.slack.done('response_url');
    await stage.interact(
      pressOf('cancel.abc', {
        message: undefined,
        container: { type: 'message', message_ts: newTs(), channel_id: CHANNEL, is_ephemeral: true },
        response_url: stage.slack.responseUrl(),
      }),
    );
    await stage.settle();
    expect(handlers.of('press')).toMatchObject([{ token: 'cancel.abc', sender: { externalId: PERSON } }]);
  });
});
