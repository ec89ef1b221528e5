/** Socket Mode: the same surface without a public address. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSlackSurface } from '../../../bot/slack/index.ts';
import type { Surface } from '../../../bot/surface.ts';
import { BOT, createSlackDouble, type SlackDouble } from '../../doubles/slack.ts';
import { createFakeHandlers, type FakeHandlers } from './fake-handlers.ts';
import { CHANNEL, envelopeOf, mention, PERSON, pressOf } from './stage.ts';

let slack: SlackDouble;
let surface: Surface;
let handlers: FakeHandlers;
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const surfaceFor = (appToken: string) =>
  createSlackSurface({
    config: { botToken: BOT.token, appToken, apiUrl: slack.url },
    handlers,
    log: quiet,
    now: () => new Date(),
    renderChart: async () => Buffer.alloc(0),
    timing: { postIntervalMs: 0 },
    wait: async () => undefined,
  });

beforeEach(async () => {
  slack = await createSlackDouble();
  handlers = createFakeHandlers();
  surface = surfaceFor(BOT.appToken);
});
afterEach(async () => {
  await surface.stop();
  await slack.close();
});

test('events, presses and commands arrive over the socket and are acknowledged', async () => {
  expect(surface.router).toBeUndefined();
  await surface.start();
  await slack.socket.deliver('events_api', envelopeOf(mention('sales?'), { event_id: 'Ev1' }));
  await slack.socket.deliver('interactive', pressOf('token-1'));
  const acknowledged = await slack.socket.deliver('slash_commands', {
    command: '/walker',
    text: 'help',
    team_id: BOT.team,
    channel_id: CHANNEL,
    user_id: PERSON,
    trigger_id: 'tr1',
    response_url: slack.responseUrl(),
  });
  expect(acknowledged).toMatchObject({ response_type: 'ephemeral' });
  await slack.done('chat.postMessage', 3);
  expect(handlers.of('message')).toMatchObject([{ text: 'sales?', eventId: 'Ev1' }]);
  expect(handlers.of('press')).toMatchObject([{ token: 'token-1' }]);
  expect(handlers.of('command')).toMatchObject([{ text: 'help' }]);
});

test('a lost connection is made again, even where Slack refuses at first', async () => {
  await surface.start();
  slack.next('apps.connections.open', { kind: 'refuse', error: 'internal_error' });
  slack.socket.drop();
  await slack.socket.connected(2);
  await slack.socket.deliver('events_api', envelopeOf(mention('still there?')));
  await slack.done('chat.postMessage');
  expect(handlers.of('message')).toMatchObject([{ text: 'still there?' }]);
});

test('an app token that Slack does not take is explained to the operator', async () => {
  const wrong = surfaceFor('xapp-wrong');
  await expect(wrong.start()).rejects.toThrow(/SLACK_APP_TOKEN/);
  await surface.start();
});
