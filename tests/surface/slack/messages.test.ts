/** What people write in Slack reaches the handlers, and cards come back into the thread. */
import { afterEach, describe, expect, test } from 'vitest';
import { BOT } from '../../doubles/slack.ts';
import { createFakeHandlers, PLAIN } from './fake-handlers.ts';
import { CHANNEL, createStage, DIRECT, direct, mention, newTs, PERSON, type Stage, said } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

describe('a mention', () => {
  test('is answered with a card in its thread', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    const event = mention('revenue in August?');
    const response = await stage.event(event, { event_id: 'Ev1' });
    expect(response.status).toBe(200);
    await stage.settle();
    expect(handlers.of('message')).toEqual([
      {
        sender: {
          surface: 'slack',
          account: BOT.team,
          externalId: PERSON,
          displayName: 'Ana',
          timezone: 'America/Chicago',
        },
        where: { channel: CHANNEL, named: {} },
        thread: `${CHANNEL}:${event.ts}`,
        text: 'revenue in August?',
        attachments: 0,
        eventId: 'Ev1',
      },
    ]);
    expect(stage.slack.messages).toMatchObject([
      { channel: CHANNEL, thread_ts: event.ts, text: expect.stringContaining(PLAIN.title) },
    ]);
  });

  test('inside a thread is answered in that thread', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    await stage.event(mention('and by region?', { thread_ts: '1690000000.000001' }));
    await stage.settle();
    expect(handlers.of('message')[0].thread).toBe(`${CHANNEL}:1690000000.000001`);
    expect(stage.slack.messages[0]?.thread_ts).toBe('1690000000.000001');
  });

  test('delivered again carries the same event id, by which it is known', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    const event = mention('sales?');
    await stage.event(event, { event_id: 'Ev7' });
    await stage.event(event, { event_id: 'Ev7' });
    await stage.settle();
    expect(handlers.of('message').map(({ eventId }) => eventId)).toEqual(['Ev7', 'Ev7']);
  });

  test('that also arrives as a channel message is answered once', async () => {
    const handlers = createFakeHandlers(undefined, { knowsThread: async () => true });
    stage = await createStage(handlers);
    const event = mention('sales?', { thread_ts: '1690000000.000001' });
    await Promise.all([
      stage.event(event),
      stage.event({ ...event, type: 'message', channel_type: 'channel' }),
    ]);
    await stage.settle();
    expect(handlers.of('message')).toHaveLength(1);
  });

  test('without words, with a picture, with 10,000 characters or only emoji is handed on as it is', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    await stage.event(mention(''));
    await stage.event(mention('', { subtype: 'file_share', files: [{ id: 'F1' }, { id: 'F2' }] }));
    await stage.event(mention('a'.repeat(10_000)));
    await stage.event(mention(':tada: 🎉'));
    await stage.settle();
    const got = handlers.of('message').map(({ text, attachments }) => ({ text, attachments }));
    expect(got).toHaveLength(4);
    expect(got).toEqual(
      expect.arrayContaining([
        { text: '', attachments: 0 },
        { text: '', attachments: 2 },
        { text: 'a'.repeat(10_000), attachments: 0 },
        { text: ':tada: 🎉', attachments: 0 },
      ]),
    );
  });

  test('by somebody of another company carries that company, so that handlers can refuse', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    await stage.event(mention('sales?', { team: 'T0OTHER', user_team: 'T0OTHER', user: 'U0STRANGER' }));
    await stage.settle();
    expect(handlers.of('message')[0].sender).toMatchObject({ account: 'T0OTHER', externalId: 'U0STRANGER' });
  });
});

describe('a direct message', () => {
  test('begins a thread of its own and needs no mention', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    const event = direct('roas last month');
    await stage.event(event);
    await stage.settle();
    expect(handlers.of('message')[0]).toMatchObject({
      thread: `${DIRECT}:${event.ts}`,
      text: 'roas last month',
    });
    expect(stage.slack.messages[0]).toMatchObject({ channel: DIRECT, thread_ts: event.ts });
  });

  test('that names other people is still meant for the bot', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    await stage.event(direct('sales of <@U0BEN>'));
    await stage.settle();
    expect(handlers.of('message')).toHaveLength(1);
  });
});

describe('in a thread the bot is part of', () => {
  const thread_ts = '1690000000.000001';
  const known = () =>
    createFakeHandlers(undefined, { knowsThread: async (_, thread) => thread.endsWith(thread_ts) });

  test('a follow-up needs no mention', async () => {
    const handlers = known();
    stage = await createStage(handlers);
    await stage.event(said('only Chicago', { thread_ts }));
    await stage.settle();
    expect(handlers.of('message')[0]).toMatchObject({
      text: 'only Chicago',
      thread: `${CHANNEL}:${thread_ts}`,
    });
  });

  test.each([
    ['to somebody else', said('<@U0BEN> have you seen this?', { thread_ts })],
    ['that mentions somebody else on the way', said('I think <@U0BEN> knows', { thread_ts })],
    ['to everyone', said('<!here> look', { thread_ts })],
    ['to a group', said('<!subteam^S012|@growth> look', { thread_ts })],
    ['of another bot', said('build passed', { thread_ts, bot_id: 'B0OTHER' })],
    ['of another bot, the old way', said('build passed', { thread_ts, subtype: 'bot_message' })],
    ['of its own', said('Revenue was 12', { thread_ts, user: BOT.user })],
    ['that was edited', said('', { thread_ts, subtype: 'message_changed', message: { text: 'x' } })],
    ['that was deleted', said('', { thread_ts, subtype: 'message_deleted' })],
    ['that somebody joined', said('joined', { thread_ts, subtype: 'channel_join' })],
  ])('a message %s is left alone', async (_, event) => {
    const handlers = known();
    stage = await createStage(handlers);
    const response = await stage.event(event);
    await stage.settle();
    expect(response.status).toBe(200);
    expect(handlers.of('message')).toEqual([]);
    expect(stage.slack.messages).toEqual([]);
  });
});

test('messages in channels and unknown threads that do not mention the bot are left alone', async () => {
  const handlers = createFakeHandlers();
  stage = await createStage(handlers);
  await stage.event(said('lunch?'));
  await stage.event(said('where?', { thread_ts: newTs() }));
  await stage.settle();
  expect(handlers.of('message')).toEqual([]);
  expect(handlers.of('knowsThread')).toHaveLength(1);
});

test('a mention by another bot is left alone, so that two bots cannot talk for ever', async () => {
  const handlers = createFakeHandlers();
  stage = await createStage(handlers);
  await stage.event(mention('hello', { bot_id: 'B0OTHER' }));
  await stage.settle();
  expect(handlers.of('message')).toEqual([]);
});

test('a graceful stop finishes the answer in hand and tells Slack to deliver new events again', async () => {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  let handling: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    handling = resolve;
  });
  const handlers = createFakeHandlers(async (replies) => {
    handling();
    await gate;
    await replies.send(PLAIN);
  });
  stage = await createStage(handlers);
  await stage.event(mention('sales?'));
  await begun;
  const stopped = stage.surface.stop();
  expect((await stage.event(mention('too late'))).status).toBe(503);
  expect(stage.slack.messages).toEqual([]);
  go();
  await stopped;
  expect(stage.slack.messages).toHaveLength(1);
  expect(handlers.of('message')).toHaveLength(1);
});
