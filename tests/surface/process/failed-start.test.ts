/** A start that fails half-way leaves nothing running. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import { serve } from '../../../bot/serve.ts';
import { openTestDb } from '../../db/harness.ts';
import { BOT, createSlackDouble } from '../../doubles/slack.ts';
import { runHere } from './run-here.ts';

it('takes down the Slack connection where the port turns out to be taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const slack = await createSlackDouble();
  const db = await openTestDb();
  const settings = {
    PORT: String((other.address() as AddressInfo).port),
    LOG_LEVEL: 'silent',
    SLACK_BOT_TOKEN: BOT.token,
    SLACK_APP_TOKEN: BOT.appToken,
    SLACK_API_URL: slack.url,
  };
  const app = await createApp(parseConfig(settings), { db });
  await expect(serve(app)).rejects.toThrow(/Port \d+ is taken/);
  await slack.socket.disconnected();
  await app.stop();
  await db.close();
  await slack.close();
  other.close();
});

it('says that the port is taken before it makes a demo workspace for nothing', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const dataDir = await mkdtemp(join(tmpdir(), 'walker-port-'));
  const { port } = other.address() as AddressInfo;
  const { code, err } = await runHere(['start'], { DATA_DIR: dataDir, PORT: String(port) });
  expect([code, err]).toEqual([1, `Port ${port} is taken. Stop what runs there, or set PORT to another.\n`]);
  other.close();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);
