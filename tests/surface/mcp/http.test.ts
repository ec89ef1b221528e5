/** MCP over HTTP with the SDK's own client, against the process's own server. */
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { createCliReplies } from '../../../bot/cli/replies.ts';
import { parseConfig } from '../../../bot/config.ts';
import { type Serving, serve } from '../../../bot/serve.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { hashOfToken } from '../../../tools/access/index.ts';
import type { Role } from '../../../tools/roles.ts';
import { createTenant, openTestDb } from '../../db/harness.ts';

let db: Awaited<ReturnType<typeof openTestDb>>;
let app: App;
let serving: Serving;
let clock = new Date();

beforeAll(async () => {
  db = await openTestDb();
  app = await createApp(parseConfig({ LOG_LEVEL: 'silent', PORT: '0' }), { db, now: () => clock });
  await loadDemo({ db, tenantId: app.home.tenantId, customers: 40, now: clock });
  serving = await serve(app);
}, 60_000);
afterAll(async () => {
  await serving?.stop();
  await db?.close();
});

async function person(name: string, role: Role, tenantId = app.home.tenantId): Promise<string> {
  const personId = randomUUID();
  await db.query('insert into people (person_id, tenant_id, name, role) values ($1, $2, $3, $4)', [
    ...[personId, tenantId, name, role],
  ]);
  return personId;
}

async function command(text: string) {
  const replies = createCliReplies();
  const sender = app.operator('cli');
  const handled = await app.handlers.command({ sender, thread: randomUUID(), text, eventId: null }, replies);
  return { handled, replies };
}

/** As an admin makes one, with the file that comes with it. */
async function tokenFor(who: string, name: string): Promise<string> {
  const { replies } = await command(`tokens add ${who} ${name}`);
  const [file] = replies.attachments;
  expect(file?.private).toBe(true);
  return String(file?.bytes).trim();
}

async function connect(token: string): Promise<Client> {
  const client = new Client({ name: 'a client', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${serving.url}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
  );
  return client;
}
const textOf = ({ content }: Awaited<ReturnType<Client['callTool']>>) =>
  (content as { text: string }[]).map(({ text }) => text).join('\n');

describe('a client with a token', () => {
  it('sees the reads that its person may run, and no write', async () => {
    await person('Vic', 'viewer');
    await person('Ann', 'analyst');
    const [viewer, analyst] = await Promise.all([
      connect(await tokenFor('Vic', 'editor')),
      connect(await tokenFor('Ann', 'notebook')),
    ]);
    const [seen, more] = await Promise.all([viewer.listTools(), analyst.listTools()]);
    const names = seen.tools.map(({ name }) => name);
    expect(names).toContain('sql_analytics');
    expect(names).not.toContain('review_answers');
    expect(more.tools.map(({ name }) => name)).toContain('review_answers');
    for (const { name } of more.tools) expect(app.registry.get(name)?.effect).toBe('read');
    expect(more.tools.every(({ inputSchema }) => inputSchema.type === 'object')).toBe(true);
    await Promise.all([viewer.close(), analyst.close()]);
  });

  it('gets the same numbers as a person who asks', async () => {
    const client = await connect(await tokenFor('Vic', 'numbers'));
    const period = { kind: 'calendar', unit: 'month', offset: -1 };
    const result = await client.callTool({
      name: 'sql_analytics',
      arguments: { metrics: ['revenue'], period },
    });
    const asked = await app.handlers.message(
      {
        sender: app.operator('cli'),
        thread: randomUUID(),
        text: 'revenue last month',
        attachments: 0,
        eventId: null,
      },
      createCliReplies(),
    );
    expect(result.isError).toBeFalsy();
    expect(result.structuredContent).toMatchObject({
      status: 'ok',
      rows: asked.facts?.rows,
      period: asked.facts?.period,
    });
    expect(textOf(result)).toContain(asked.facts?.answer ?? '?');
    await client.close();
  });

  it('is told what is wrong with a call, and why it may not', async () => {
    const client = await connect(await tokenFor('Vic', 'mistakes'));
    const call = async (name: string, args = {}) => {
      const result = await client.callTool({ name, arguments: args });
      expect(result.isError).toBe(true);
      return textOf(result);
    };
    expect(await call('sql_analytics')).toContain('metrics is missing');
    expect(await call('review_answers')).toContain('needs the role analyst');
    expect(await call('people', { action: 'list' })).toContain('There is no tool called “people” here');
    expect(await call('create_access_token', { who: 'me', name: 'x' })).toContain('There is no tool');
    expect(await call('flimmer')).toContain('There is no tool');
    const { rows } = await db.query<{ origin: string; outcome: string }>(
      "select origin, outcome from audit_log where tool = 'review_answers'",
    );
    expect(rows).toEqual([{ origin: 'mcp', outcome: 'forbidden' }]);
    await client.close();
  });

  it('reads its own team alone', async () => {
    const other = await createTenant(db, { slug: 'others' });
    const personId = await person('Olga', 'admin', other.tenantId);
    const token = `walker_${randomUUID()}`;
    await db.query(
      `insert into access_tokens (token_id, tenant_id, person_id, name, token_hash, created_at, expires_at)
       values ($1, $2, $3, 'theirs', $4, $5, $5::timestamptz + interval '1 day')`,
      [randomUUID(), other.tenantId, personId, hashOfToken(token), clock],
    );
    const client = await connect(token);
    const args = { metrics: ['revenue'] };
    const result = await client.callTool({ name: 'sql_analytics', arguments: args });
    expect(result.structuredContent).not.toMatchObject({ status: 'ok' });
    const listed = await client.callTool({ name: 'access_tokens', arguments: {} });
    expect(textOf(listed)).toContain('1 access tokens');
    const sql = `select count(*) from fct_sales where tenant_id = '${app.home.tenantId}'`;
    expect(textOf(await client.callTool({ name: 'run_sql', arguments: { sql } }))).not.toMatch(/[1-9]\d\d/);
    await client.close();
  });
});

describe('a token', () => {
  it('is kept nowhere but as a hash', async () => {
    const token = await tokenFor('Vic', 'hidden');
    for (const table of ['access_tokens', 'answers', 'sent_cards', 'audit_log', 'buttons', 'conversations']) {
      const { rows } = await db.query<{ n: number }>(
        `select count(*)::int as n from ${table} t where t::text like '%' || $1 || '%'`,
        [token],
      );
      expect([table, rows[0]?.n]).toEqual([table, 0]);
    }
  });

  it('ends when it is revoked, expires, or its person has no access any more', async () => {
    await person('Tom', 'viewer');
    const works = async (token: string) =>
      connect(token).then(
        (client) => client.close().then(() => true),
        () => false,
      );
    const [revoked, expired, gone] = [
      await tokenFor('Tom', 'revoked-one'),
      await tokenFor('Tom', 'expired-one'),
      await tokenFor('Tom', 'gone-one'),
    ];
    const client = await connect(revoked);
    const { handled } = await command('tokens revoke revoked-one');
    expect(handled.tool).toBe('revoke_access_token');
    await expect(client.listTools()).rejects.toThrow(/401|valid access token/);
    expect([await works(revoked), await works(expired), await works(gone)]).toEqual([false, true, true]);
    await command('people remove Tom');
    expect(await works(gone)).toBe(false);
    await db.query("update people set active = true where name = 'Tom'");
    const before = clock;
    clock = new Date(clock.getTime() + 91 * 86_400_000);
    expect(await works(expired)).toBe(false);
    clock = before;
  });
});

describe('the door', () => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });
  /** Node's own client lets the Host header be forged, as a rebound name would be. */
  const post = (headers: Record<string, string>, method = 'POST'): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(`${serving.url}/mcp`, {
        method,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...headers,
        },
      });
      sent.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end(method === 'POST' ? body : undefined);
    });

  it('opens to a token by a known name only', async () => {
    const authorization = `Bearer ${await tokenFor('Vic', 'doors')}`;
    expect(await post({ authorization })).toBe(200);
    expect(await post({})).toBe(401);
    expect(await post({ authorization: 'Bearer walker_wrong' })).toBe(401);
    expect(await post({ authorization, host: 'rebound.example:80' })).toBe(403);
    expect(await post({ authorization, origin: 'https://evil.example' })).toBe(403);
    expect(await post({ authorization, origin: 'null' })).toBe(403);
    expect(await post({ authorization }, 'GET')).toBe(405);
  });
});
