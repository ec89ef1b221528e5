/** The manifest asks for what the code uses, no more and no less. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../../../../', import.meta.url).pathname;
const manifest = parse(readFileSync(join(root, 'manifest.yml'), 'utf8'));
const sources = readdirSync(join(root, 'bot/slack'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(root, 'bot/slack', path), 'utf8'))
  .join('\n');

/** From Slack's method pages; null: any token will do. */
const METHOD_SCOPES: Readonly<Record<string, string | null>> = {
  'auth.test': null,
  'views.open': null,
  'views.publish': null,
  'assistant.threads.setStatus': 'chat:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
  'chat.appendStream': 'chat:write',
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.startStream': 'chat:write',
  'chat.stopStream': 'chat:write',
  'chat.update': 'chat:write',
  'conversations.history': 'channels:history',
  'conversations.open': 'im:write',
  'conversations.replies': 'channels:history',
  'files.completeUploadExternal': 'files:write',
  'files.getUploadURLExternal': 'files:write',
  'users.info': 'users:read',
};
const EVENT_SCOPES: Readonly<Record<string, string | null>> = {
  app_home_opened: null,
  app_mention: 'app_mentions:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.mpim': 'mpim:history',
};

const called = [
  ...new Set([...sources.matchAll(/'((?:[a-z]+\.)+[a-zA-Z]+)'/g)].map((match) => String(match[1]))),
].filter((name) => /^(?:assistant|auth|chat|conversations|files|users|views)\./.test(name));

test('every method the code calls is known here', () => {
  expect(called.filter((method) => !(method in METHOD_SCOPES))).toEqual([]);
  expect(called.length).toBeGreaterThan(10);
});

test('every scope is used, and every scope that is used is asked for', () => {
  const events: string[] = manifest.settings.event_subscriptions.bot_events;
  const needed = [
    ...called.map((method) => METHOD_SCOPES[method]),
    ...events.map((event) => EVENT_SCOPES[event]),
    'commands',
  ];
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(
    [...new Set(needed.filter((scope) => typeof scope === 'string'))].sort(),
  );
});

test('keeps to the limits of the manifest', () => {
  const { display_information: display, features } = manifest;
  expect(display.name.length).toBeLessThanOrEqual(35);
  expect(display.description.length).toBeLessThanOrEqual(140);
  expect(display.long_description.length).toBeGreaterThanOrEqual(174);
  expect(display.long_description.length).toBeLessThanOrEqual(4_000);
  expect(features.agent_view.agent_description.length).toBeLessThanOrEqual(300);
  expect(features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4);
  expect(features).not.toHaveProperty('assistant_view');
});

test('sends everything to the one door there is', () => {
  const { settings, features } = manifest;
  const urls = [
    settings.event_subscriptions.request_url,
    settings.interactivity.request_url,
    features.slash_commands[0].url,
  ];
  expect(new Set(urls.map((url) => new URL(url).pathname))).toEqual(new Set(['/slack/events']));
});
