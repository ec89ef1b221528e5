import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeHandlers } from './fake-handlers.ts';
import { held } from './held.ts';
import { type Served, serveConsole } from './serve.ts';

const thread = 'thread-0001';
const json = { 'content-type': 'application/json' };
let served: Served;
beforeAll(async () => {
  served = await serveConsole();
});
afterAll(() => served.close());

describe('every answer', () => {
  it.each(['/', '/console/main.js', '/api/status', '/api/none', '/console/none.js', '/login'])(
    'carries the headers that keep the page to itself: %s',
    async (path) => {
      const { headers } = await served.send(path);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    },
  );

  it('has its page, scripts and font from here', async () => {
    const page = await served.send('/');
    expect(page.headers['content-type']).toContain('text/html');
    const addresses = [...page.text.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)].map(
      ([, address]) => address ?? '',
    );
    expect(addresses.length).toBeGreaterThan(5);
    for (const address of [...addresses, '/console/fonts/inter-400.ttf', '/console/fonts/inter-600.ttf']) {
      expect([address, (await served.send(address)).status]).toEqual([address, 200]);
    }
  });

  it.each([
    '/console/../index.ts',
    '/console/%2e%2e/index.ts',
    '/console/fonts/../../package.json',
    '/console/.git',
  ])('stays inside its folder: %s', async (path) => {
    expect((await served.send(path)).status).toBe(404);
  });
});

describe('a request that cannot be served', () => {
  it.each([
    ['bad JSON', '{"thread":', json, 400, /not valid JSON/],
    ['no body', '', json, 400, /does not fit/],
    ['an array', '[]', json, 400, /does not fit/],
    ['no text', JSON.stringify({ thread }), json, 400, /“text”/],
    ['text that is no text', JSON.stringify({ thread, text: 5 }), json, 400, /“text”/],
    ['a strange thread', JSON.stringify({ thread: '../x', text: 'a' }), json, 400, /“thread”/],
    ['too much', JSON.stringify({ thread, text: 'x'.repeat(70_000) }), json, 413, /64 kB/],
    [
      'a form',
      'thread=thread-0001&text=a',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      /JSON/,
    ],
    ['plain text', JSON.stringify({ thread, text: 'a' }), { 'content-type': 'text/plain' }, 415, /JSON/],
    ['another charset', '{}', { 'content-type': 'application/json; charset=klingon' }, 415, /UTF-8/],
  ])('is told why in one sentence: %s', async (_what, body, headers, status, message) => {
    const answer = await served.send('/api/messages', { method: 'POST', body, headers });
    expect(answer.status).toBe(status);
    expect(answer.json()).toEqual({ message: expect.stringMatching(message) });
    expect(answer.text).not.toMatch(/\bat .*:\d+:\d+|node_modules|Error:/);
  });

  it('takes a question of 10,000 characters', async () => {
    const answer = await served.post('/api/messages', { thread, text: 'é'.repeat(10_000) });
    expect(answer.status).toBe(200);
  });

  it('ignores a timezone that does not exist', async () => {
    const handlers = fakeHandlers();
    const other = await serveConsole({ handlers });
    await other.post('/api/messages', { thread, text: 'a', timezone: 'Mars/Olympus' });
    expect(handlers.messages[0]?.sender.timezone).toBeUndefined();
    await other.close();
  });

  it('turns away the seventeenth question at once, and answers again afterwards', async () => {
    const { until, finish } = held();
    const other = await serveConsole({ handlers: fakeHandlers({ slow: () => until }) });
    const begun = Array.from({ length: 16 }, (_, index) => {
      const body = JSON.stringify({ thread: `thread-${1000 + index}`, text: 'slow' });
      return fetch(`${other.url}/api/messages`, { method: 'POST', headers: json, body });
    });
    // A streamed answer begins at once, so all sixteen are in hand when all have begun.
    const responses = await Promise.all(begun);
    const refused = await other.post('/api/messages', { thread, text: 'one more' });
    expect([refused.status, refused.json()]).toEqual([429, { message: expect.stringContaining('wait') }]);
    finish();
    await Promise.all(responses.map((response) => response.text()));
    expect((await other.post('/api/messages', { thread, text: 'now' })).status).toBe(200);
    await other.close();
  });

  it('never crashes on what it is sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/api/messages', '/api/presses', '/api/commands'),
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .record({
              thread: fc.constant(thread),
              text: fc.string({ unit: 'binary' }),
              token: fc.string(),
              values: fc.dictionary(fc.string(), fc.string()),
            })
            .map((body) => JSON.stringify(body)),
        ),
        async (path, body) => {
          const answer = await served.send(path, { method: 'POST', body, headers: json });
          expect([200, 400]).toContain(answer.status);
          expect(answer.text).not.toMatch(/node_modules|\.ts:\d+/);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('stopping', () => {
  it('finishes what is in hand and takes nothing new', async () => {
    const { until, finish } = held();
    const other = await serveConsole({ handlers: fakeHandlers({ slow: () => until }) });
    const response = await fetch(`${other.url}/api/messages`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ thread, text: 'slow' }),
    });
    const stopped = other.stop();
    expect((await other.post('/api/messages', { thread, text: 'late' })).status).toBe(503);
    finish();
    await stopped;
    expect(await response.text()).toContain('"done"');
    await other.close();
  });
});
