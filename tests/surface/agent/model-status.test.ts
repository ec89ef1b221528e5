/** What the start and the doctor say of the language model. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseConfig } from '../../../bot/config.ts';
import { modelStatus } from '../../../bot/model-status.ts';
import { CHAT_KEY, type ChatDouble, createChatDouble } from '../../doubles/chat-completions.ts';

let server: ChatDouble;
beforeAll(async () => {
  server = await createChatDouble();
});
afterAll(() => server.close());

function look(env: Readonly<Partial<Record<string, string>>> = {}) {
  const settings = { OPENAI_API_KEY: CHAT_KEY, OPENAI_BASE_URL: server.url, OPENAI_CHAT_MODEL: 'strong' };
  return modelStatus(parseConfig({ ...settings, ...env }).model);
}

it('is off without a model, and where it was switched off', async () => {
  for (const env of [{ OPENAI_CHAT_MODEL: '' }, { WALKER_MODEL: 'off' }])
    expect(await look(env)).toMatchObject({
      works: true,
      line: expect.stringMatching(/^off: .*OPENAI_CHAT_MODEL/),
    });
});

it('is on where the server has the models, and says which of them have no price', async () => {
  server.list(['strong', 'fast', 'other']);
  const { works, line } = await look({
    OPENAI_FAST_MODEL: 'fast',
    MODEL_PRICES: '{"strong": {"prompt": 1, "completion": 2}}',
  });
  expect(works).toBe(true);
  expect(line).toMatch(
    /^on: strong, fast at 127\.0\.0\.1:\d+; the server answers; what fast costs is unknown/,
  );
});

it('is on where the server answers and lists nothing', async () => {
  server.list(null);
  expect(await look()).toMatchObject({
    works: true,
    line: expect.stringContaining('does not list its models'),
  });
});

it.each([
  ['a model that the server does not have', { OPENAI_CHAT_MODEL: 'gone' }, /does not list gone/],
  ['a wrong key', { OPENAI_API_KEY: 'sk-wrong-and-secret' }, /refuses OPENAI_API_KEY \(401\)/],
  ['a server that is not there', { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }, /cannot be reached/],
])('does not work with %s, without telling the key', async (_, env, expected) => {
  server.list(['strong']);
  const { works, line } = await look(env);
  expect(works).toBe(false);
  expect(line).toMatch(/^NOT WORKING: /);
  expect(line).toMatch(expected);
  expect(line).not.toMatch(/sk-/);
});
