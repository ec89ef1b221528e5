/** MCP over standard input and output: the command as a client starts it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHere } from '../process/run-here.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'walker-mcp-'));
  const sales = resolve(import.meta.dirname, '../evaluation/fixture/sales.csv');
  expect((await runHere(['import', sales], { DATA_DIR: dir })).code).toBe(0);
}, 60_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

it('lists and calls, as the operator with no more than the role that was said', async () => {
  const client = new Client({ name: 'a client', version: '1' });
  const command = resolve(import.meta.dirname, '../../../bot/cli/walker.mjs');
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [command, 'mcp', '--role', 'viewer'],
      env: { DATA_DIR: dir, PATH: process.env.PATH ?? '' },
    }),
  );
  const names = (await client.listTools()).tools.map(({ name }) => name);
  expect(names).toContain('sql_analytics');
  expect(names).not.toContain('review_answers');
  const month = { kind: 'month', month: 11 };
  const { structuredContent } = await client.callTool({
    name: 'sql_analytics',
    arguments: { metrics: ['revenue'], period: month },
  });
  expect(structuredContent).toMatchObject({ status: 'ok', rows: [{ revenue: 450 }] });
  await client.close();
}, 60_000);
