/** Only what Slack signed, and lately, is listened to; junk gets a plain refusal and harms nothing. */
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { BOT } from '../../doubles/slack.ts';
import { createFakeHandlers } from './fake-handlers.ts';
import { createStage, envelopeOf, mention, type Stage, sign } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

describe('a payload', () => {
  test('with a wrong signature is refused and nothing is handled', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    const body = JSON.stringify(envelopeOf(mention('sales?')));
    const response = await stage.post(body, { signature: `v0=${'0'.repeat(64)}` });
    await stage.settle();
    expect(response.status).toBe(401);
    expect(handlers.recorded).toEqual([]);
    expect(stage.slack.calls).toEqual([]);
  });

  test('whose body was changed after signing is refused', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    const at = Math.floor(Date.now() / 1_000);
    const signature = sign(JSON.stringify(envelopeOf(mention('sales?'))), at);
    const response = await stage.post(JSON.stringify(envelopeOf(mention('delete it'))), { at, signature });
    expect(response.status).toBe(401);
    expect(handlers.recorded).toEqual([]);
  });

  test('older than five minutes is refused, one of four minutes is taken', async () => {
    const handlers = createFakeHandlers();
    stage = await createStage(handlers);
    const body = JSON.stringify(envelopeOf(mention('sales?')));
    const now = Math.floor(Date.now() / 1_000);
    expect((await stage.post(body, { at: now - 301 })).status).toBe(401);
    expect((await stage.post(body, { at: now - 240 })).status).toBe(200);
    await stage.settle();
    expect(handlers.of('message')).toHaveLength(1);
  });
});

test('the address is verified as Slack asks when events are switched on', async () => {
  stage = await createStage(createFakeHandlers());
  const response = await stage.post(JSON.stringify({ type: 'url_verification', challenge: 'c3po' }));
  expect(await response.json()).toEqual({ challenge: 'c3po' });
});

test('signed junk of every shape neither reaches a handler nor breaks the door', async () => {
  const handlers = createFakeHandlers();
  stage = await createStage(handlers);
  const junk = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record({ type: fc.constant('event_callback'), event: fc.anything().filter(isJson) })
      .map((it) => JSON.stringify(it)),
    fc
      .dictionary(
        fc.constantFrom('type', 'user', 'channel', 'text', 'ts', 'thread_ts', 'files'),
        fc.jsonValue(),
      )
      .map((event) => JSON.stringify({ event: { ...event, type: 'message', text: 5 } })),
    fc
      .jsonValue()
      .map((actions) => JSON.stringify({ type: 'block_actions', actions, trigger_id: 't', user: {} })),
  );
  await fc.assert(
    fc.asyncProperty(junk, async (body) => {
      const response = await stage.post(body);
      expect(response.status).toBeLessThan(500);
      expect(await response.text()).not.toMatch(/\.js|node_modules/);
    }),
    { numRuns: 150 },
  );
  expect(handlers.of('message')).toEqual([]);
  await stage.event(mention('still there?'));
  await stage.settle();
  expect(handlers.of('message')).toHaveLength(1);
});

describe('at start', () => {
  test('the bot asks who it is', async () => {
    stage = await createStage(createFakeHandlers());
    await stage.surface.start();
    expect(stage.slack.of('auth.test')).toHaveLength(1);
  });

  test('a token that Slack does not know is explained to the operator', async () => {
    stage = await createStage(createFakeHandlers(), { botToken: 'xoxb-wrong' });
    await expect(stage.surface.start()).rejects.toThrow(/SLACK_BOT_TOKEN.*OAuth & Permissions/);
    expect(BOT.token).not.toBe('xoxb-wrong');
  });

  test('a Slack that cannot be reached is explained, too', async () => {
    stage = await createStage(createFakeHandlers(), { wait: async () => undefined });
    const drop = { kind: 'drop', when: 'before' } as const;
    stage.slack.next('auth.test', drop, drop, drop);
    await expect(stage.surface.start()).rejects.toThrow(/could not be reached/);
  });
});

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
