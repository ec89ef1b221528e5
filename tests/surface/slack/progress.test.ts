/** While a tool runs the thread shows it: streamed where the workspace knows streaming, plainly where not. */
import { afterEach, describe, expect, test } from 'vitest';
import { createFakeHandlers, PLAIN } from './fake-handlers.ts';
import { CHANNEL, createStage, mention, PERSON, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

/** Works until Slack was asked for what is to be seen, then answers. */
const working = (notes: readonly string[], until: string, card = PLAIN) =>
  createFakeHandlers(async (replies) => {
    for (const note of notes) {
      await replies.progress(note);
      await stage.slack.called(until);
    }
    await replies.send(card);
  });

test('the status line says what is done, and the streamed message becomes the answer', async () => {
  stage = await createStage(
    createFakeHandlers(async (replies) => {
      await replies.progress('Reading sales');
      await stage.slack.done('chat.startStream');
      await replies.progress('Drawing');
      await stage.slack.called('chat.appendStream');
      await replies.send(PLAIN);
    }),
  );
  const event = mention('sales?');
  await stage.event(event);
  await stage.settle();
  expect(stage.slack.of('assistant.threads.setStatus')[0]?.args).toMatchObject({
    channel_id: CHANNEL,
    thread_ts: event.ts,
    status: 'Reading sales',
  });
  expect(stage.slack.of('chat.startStream')[0]?.args).toMatchObject({
    recipient_user_id: PERSON,
    thread_ts: event.ts,
  });
  expect(stage.slack.of('chat.appendStream')[0]?.args.chunks).toMatchObject([
    { type: 'plan_update', title: 'Drawing' },
    { type: 'task_update', title: 'Reading sales', status: 'complete' },
    { type: 'task_update', title: 'Drawing', status: 'in_progress' },
  ]);
  expect(stage.slack.of('chat.postMessage')).toEqual([]);
  expect(stage.slack.messages).toMatchObject([{ streaming: false, thread_ts: event.ts }]);
  expect(JSON.stringify(stage.slack.messages[0]?.blocks)).toContain(PLAIN.title);
});

test('an answer that comes at once is posted without ado', async () => {
  const handlers = createFakeHandlers(async (replies) => {
    await replies.progress('Reading sales');
    await replies.send(PLAIN);
  });
  stage = await createStage(handlers, {
    timing: { postIntervalMs: 0, statusAfterMs: 60_000, streamAfterMs: 60_000 },
  });
  await stage.event(mention('sales?'));
  await stage.settle();
  expect(stage.slack.calls.map(({ method }) => method)).toEqual([
    'auth.test',
    'users.info',
    'chat.postMessage',
  ]);
});

describe('where Slack does not know streaming', () => {
  test('the answer is posted plainly, and Slack is not asked again for a while', async () => {
    stage = await createStage(working(['Reading sales'], 'chat.startStream'));
    stage.slack.refuse('chat.startStream', 'unknown_method');
    stage.slack.refuse('assistant.threads.setStatus', 'unknown_method');
    await stage.event(mention('sales?'));
    await stage.slack.done('chat.postMessage');
    await stage.event(mention('and again?'));
    await stage.settle();
    expect(stage.slack.messages).toHaveLength(2);
    expect(stage.slack.of('chat.startStream')).toHaveLength(1);
    expect(stage.slack.of('assistant.threads.setStatus')).toHaveLength(1);
  });

  test.each(['chat.appendStream', 'chat.stopStream'])(
    'a failing %s still ends in one answer',
    async (method) => {
      stage = await createStage(
        createFakeHandlers(async (replies) => {
          await replies.progress('Reading sales');
          await stage.slack.done('chat.startStream');
          await replies.progress('Drawing');
          await stage.slack.called('chat.appendStream');
          await replies.send(PLAIN);
        }),
      );
      stage.slack.refuse(method, 'message_not_in_streaming_state');
      await stage.event(mention('sales?'));
      await stage.settle();
      expect(stage.slack.messages).toHaveLength(1);
      expect(JSON.stringify(stage.slack.messages[0]?.blocks)).toContain(PLAIN.title);
    },
  );

  test('a streamed message that is gone is replaced by a post', async () => {
    stage = await createStage(working(['Reading sales'], 'chat.startStream'));
    stage.slack.refuse('chat.stopStream', 'message_not_found');
    stage.slack.refuse('chat.update', 'message_not_found');
    await stage.event(mention('sales?'));
    await stage.settle();
    expect(stage.slack.of('chat.postMessage')).toHaveLength(1);
    expect(stage.slack.messages).toHaveLength(1);
  });
});

test('a stream is renewed before Slack ends it, and leaves nothing behind', async () => {
  stage = await createStage(
    createFakeHandlers(async (replies) => {
      await replies.progress('Reading sales');
      await stage.slack.done('chat.startStream', 2);
      await replies.send(PLAIN);
    }),
    { timing: { postIntervalMs: 0, statusAfterMs: 0, streamAfterMs: 0, streamLifetimeMs: 20 } },
  );
  await stage.event(mention('sales?'));
  await stage.settle();
  expect(stage.slack.of('chat.startStream').length).toBeGreaterThanOrEqual(2);
  expect(stage.slack.messages).toHaveLength(1);
  expect(JSON.stringify(stage.slack.messages[0]?.blocks)).toContain(PLAIN.title);
});

test.each(['chat.startStream', 'assistant.threads.setStatus'])(
  'an answer does not wait for a %s that hangs',
  async (method) => {
    stage = await createStage(working(['Reading sales'], method), {
      timing: { postIntervalMs: 0, statusAfterMs: 0, streamAfterMs: 0, patienceMs: 5 },
    });
    stage.slack.next(method, { kind: 'hang' });
    await stage.event(mention('sales?'));
    await stage.settle();
    expect(stage.slack.messages).toHaveLength(1);
    expect(JSON.stringify(stage.slack.messages[0]?.blocks)).toContain(PLAIN.title);
  },
);

test('progress is given up, not waited for, where Slack asks to slow down', async () => {
  const waits: number[] = [];
  stage = await createStage(working(['Reading sales'], 'chat.startStream'), {
    wait: async (ms) => {
      waits.push(ms);
    },
  });
  stage.slack.next('assistant.threads.setStatus', { kind: 'wait', seconds: 30 });
  stage.slack.next('chat.startStream', { kind: 'wait', seconds: 30 });
  await stage.event(mention('sales?'));
  await stage.settle();
  expect(waits).toEqual([]);
  expect(stage.slack.messages).toHaveLength(1);
});

test('progress of a question whose answer is private leaves nothing in the channel', async () => {
  stage = await createStage(working(['Reading people'], 'chat.startStream', { ...PLAIN, private: true }));
  await stage.event(mention('people'));
  await stage.settle();
  expect(stage.slack.messages).toEqual([]);
  expect(stage.slack.ephemerals).toHaveLength(1);
  expect(stage.slack.of('assistant.threads.setStatus').at(-1)?.args.status).toBe('');
});

test('progress without an answer leaves nothing in the channel', async () => {
  stage = await createStage(
    createFakeHandlers(async (replies) => {
      await replies.progress('Reading sales');
      await stage.slack.called('chat.startStream');
    }),
  );
  await stage.event(mention('sales?'));
  await stage.settle();
  expect(stage.slack.of('chat.startStream')).toHaveLength(1);
  expect(stage.slack.messages).toEqual([]);
});
