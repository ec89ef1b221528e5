import { afterEach, describe, expect, it } from 'vitest';
import { type Served, serveConsole } from './serve.ts';

const TOKEN = 'a-token-of-the-console';
const thread = 'thread-0001';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

describe('a console bound to this machine', () => {
  it('opens without a login, by every name of this machine', async () => {
    served = await serveConsole();
    for (const host of [
      `127.0.0.1:${served.port}`,
      `localhost:${served.port}`,
      `[::1]:${served.port}`,
      '127.0.0.1',
    ]) {
      const page = await served.send('/', { headers: { host } });
      expect([host, page.status]).toEqual([host, 200]);
    }
  });

  it('is off without a token where webhooks come in: what leads them here leads to the console as well', async () => {
    served = await serveConsole({ takesWebhooks: true });
    for (const path of ['/', '/api/status']) {
      const answer = await served.send(path);
      expect([path, answer.status]).toEqual([path, 503]);
      expect(answer.text).toMatch(/Set CONSOLE_TOKEN/);
    }
    await served.close();
    served = await serveConsole({ takesWebhooks: true, token: TOKEN });
    expect((await served.send('/')).headers.location).toBe('/login');
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '0.0.0.0',
    '192.168.1.5',
    '@',
  ])('refuses the name “%s”, which another site can rebind to this machine', async (host) => {
    served = await serveConsole();
    for (const path of ['/', '/api/conversations', '/console/main.js']) {
      const answer = await served.send(path, { headers: { host } });
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
  ])('refuses a message from %s', async (_from, headers) => {
    served = await serveConsole();
    const answer = await served.post('/api/messages', { thread, text: 'hello' }, headers);
    expect(answer.status).toBe(403);
    expect(answer.json()).toEqual({ message: expect.stringContaining('another site') });
    const { conversations } = (await served.send('/api/conversations')).json() as {
      conversations: unknown[];
    };
    expect(conversations).toEqual([]);
  });

  it('takes a message from its own page', async () => {
    served = await serveConsole();
    const headers = { origin: served.url, 'sec-fetch-site': 'same-origin' };
    expect((await served.post('/api/messages', { thread, text: 'hello' }, headers)).status).toBe(200);
  });

  it('may be opened by a link on another site, but not called from there', async () => {
    served = await serveConsole();
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await served.send('/', { headers: link })).status).toBe(200);
    const post = await served.send('/api/messages', { method: 'POST', headers: link });
    expect(post.status).toBe(403);
  });

  it('leaves the other routes of the process alone', async () => {
    served = await serveConsole();
    const health = await served.send('/healthz', { headers: { host: 'bot.example' } });
    expect(health.status).toBe(200);
    expect(health.headers['content-security-policy']).toBeUndefined();
  });
});

describe('a console that others can reach', () => {
  it('is off without a token, and says what to set', async () => {
    const warnings: string[] = [];
    served = await serveConsole({
      host: '0.0.0.0',
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: (_fields: object, message: string) => void warnings.push(message),
        error: () => undefined,
      },
    });
    for (const path of ['/', '/api/conversations', '/login', '/console/main.js']) {
      const answer = await served.send(path);
      expect([path, answer.status]).toEqual([path, 503]);
      expect(answer.text).toContain('CONSOLE_TOKEN');
    }
    expect(warnings.join()).toContain('CONSOLE_TOKEN');
  });

  it('sends a stranger to the login and answers no call', async () => {
    served = await serveConsole({ host: '0.0.0.0', token: TOKEN });
    const page = await served.send('/');
    expect([page.status, page.headers.location]).toEqual([303, '/login']);
    for (const path of ['/api/conversations', '/api/home', '/api/prompts', '/api/charts/x', '/api/files/x']) {
      expect((await served.send(path)).status).toBe(401);
    }
    expect((await served.post('/api/messages', { thread, text: 'hello' })).status).toBe(401);
  });

  it('lets in whoever types the token, by a cookie that scripts cannot read', async () => {
    served = await serveConsole({ host: '0.0.0.0', token: TOKEN });
    const entered = await login(served, TOKEN);
    expect([entered.status, entered.headers.location]).toEqual([303, '/']);
    const cookie = String(entered.headers['set-cookie']);
    expect(cookie).toMatch(/; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(TOKEN);
    const headers = { cookie: cookie.split(';')[0] ?? '', host: 'bot.example' };
    expect((await served.send('/', { headers })).status).toBe(200);
    expect((await served.send('/api/conversations', { headers })).status).toBe(200);
  });

  it('marks the cookie as secure behind HTTPS', async () => {
    served = await serveConsole({ host: '0.0.0.0', token: TOKEN });
    const entered = await login(served, TOKEN, { 'x-forwarded-proto': 'https' });
    expect(String(entered.headers['set-cookie'])).toMatch(/; Secure$/);
  });

  it('ends a session when its time is over, and when its cookie is tampered with', async () => {
    let now = new Date('2026-03-02T09:00:00Z');
    served = await serveConsole({ host: '0.0.0.0', token: TOKEN, now: () => now });
    const cookie = String((await login(served, TOKEN)).headers['set-cookie']).split(';')[0] ?? '';
    const status = async (value: string) =>
      (await served?.send('/api/conversations', { headers: { cookie: value } }))?.status;
    expect(await status(cookie)).toBe(200);
    expect(await status(cookie.replace(/=\d/, '=9'))).toBe(401);
    expect(await status('walker_console=')).toBe(401);
    now = new Date('2026-03-02T21:00:01Z');
    expect(await status(cookie)).toBe(401);
  });

  it('closes the door for a minute after five wrong tokens', async () => {
    let now = new Date('2026-03-02T09:00:00Z');
    served = await serveConsole({ host: '0.0.0.0', token: TOKEN, now: () => now });
    for (let attempt = 0; attempt < 5; attempt++)
      expect((await login(served, `wrong-${attempt}`)).status).toBe(401);
    const closed = await login(served, TOKEN);
    expect(closed.status).toBe(429);
    expect(closed.headers['retry-after']).toBe('60');
    expect(closed.text).toContain('60 seconds');
    now = new Date('2026-03-02T09:01:01Z');
    expect((await login(served, TOKEN)).status).toBe(303);
  });

  it('does not repeat what was typed, and refuses a login posted by another site', async () => {
    served = await serveConsole({ host: '0.0.0.0', token: TOKEN });
    const wrong = await login(served, '<script>alert(1)</script>');
    expect(wrong.text).not.toContain('alert(1)');
    expect((await login(served, TOKEN, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('refuses a request with an origin and a host that is none', async () => {
    served = await serveConsole({ host: '0.0.0.0', token: TOKEN });
    const headers = { host: '@', origin: 'https://bot.example' };
    expect((await served.send('/api/status', { headers })).status).toBe(403);
  });

  it('demands a token that is set on a machine of its own, too', async () => {
    served = await serveConsole({ token: TOKEN });
    expect((await served.send('/api/conversations')).status).toBe(401);
  });
});

function login(console: Served, token: string, headers: Record<string, string> = {}) {
  return console.send('/login', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ token }).toString(),
  });
}
