import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import { pagesRouter } from '../../../bot/email/pages/routes.ts';
import type { CallButton } from '../../../cards/card.ts';
import type { Db } from '../../../db/db.ts';
import { previewPress } from '../../../handlers/press-preview.ts';
import { prepareCard, storeCard } from '../../../handlers/sent-cards.ts';
import type { Role } from '../../../tools/roles.ts';
import { openTestDb } from '../../db/harness.ts';

const NOW = new Date('2026-01-05T12:00:00Z');
const ADDRESS = 'ana@shop.example';

let db: Db;
let app: App;
let server: Server;
let base: string;
let ana: string;

beforeAll(async () => {
  db = await openTestDb();
  app = await createApp(parseConfig({ LOG_LEVEL: 'silent' }), { db, now: () => NOW });
  const web = express().use(
    pagesRouter({ handlers: app.handlers, preview: (token) => previewPress(db, token, NOW) }),
  );
  server = createServer(web).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ana = randomUUID();
  await db.query(`insert into people (person_id, tenant_id, name, role) values ($1, $2, 'Ana', 'admin')`, [
    ana,
    app.home.tenantId,
  ]);
  await db.query(
    `insert into identities (tenant_id, surface, external_id, person_id) values ($1, 'email', $2, $3)`,
    [app.home.tenantId, ADDRESS, ana],
  );
});
afterAll(async () => {
  server.close();
  await app.stop();
  await db.close();
});
beforeEach(async () => {
  await become('admin');
  await db.query('delete from ab_tests');
});

const become = (role: Role) => db.query('update people set role = $2 where person_id = $1', [ana, role]);

/** A button as a mail to Ana holds it; resolves to its link. */
async function mailed(button: CallButton): Promise<string> {
  const prepared = prepareCard(
    { tone: 'notice', title: 'A test is ready', buttons: [button] },
    app.registry,
    {
      newId: randomUUID,
      newToken: randomUUID,
    },
  );
  const key = { tenantId: app.home.tenantId, surface: 'email', account: '', thread: ADDRESS } as const;
  await db.transaction((tx) => storeCard(tx, key, prepared, null, NOW));
  return `${base}/press/${prepared.card.buttons?.[0]?.token}`;
}

async function draftTest(): Promise<string> {
  const variations = [
    { id: 'a', name: 'A', content: 'Hello', weight: 1 },
    { id: 'b', name: 'B', content: 'Hi', weight: 1 },
  ];
  const { rows } = await db.query<{ id: string }>(
    `insert into ab_tests (tenant_id, test_name, channel, variations, salt) values ($1, 'Greeting', 'email', $2, 's') returning id::text`,
    [app.home.tenantId, JSON.stringify(variations)],
  );
  return rows[0]?.id ?? '';
}

const startButton = async (): Promise<CallButton> => ({
  label: 'Start the test',
  call: { tool: 'start_ab_test', args: { test: await draftTest() } },
  confirm: 'Start “Greeting”? Messages go out.',
});
const statusOfTest = async () =>
  (await db.query<{ status: string }>('select status from ab_tests')).rows[0]?.status;
const get = async (link: string, method = 'GET', body?: URLSearchParams) => {
  const response = await fetch(link, { method, body });
  return {
    status: response.status,
    headers: response.headers,
    text: method === 'HEAD' ? '' : await response.text(),
  };
};

it('shows what a press would do and for whom, and changes nothing by being opened', async () => {
  const link = await mailed(await startButton());
  await get(link, 'HEAD');
  const opened = await get(link);
  expect(opened.status).toBe(200);
  for (const said of ['Start the test', 'Start “Greeting”? Messages go out.', 'Counts as done by Ana'])
    expect(opened.text).toContain(said);
  expect(opened.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(opened.headers.get('referrer-policy')).toBe('no-referrer');
  expect(await statusOfTest()).toBe('draft');
});

it('acts when the button is pressed, once, in the name of whose mail it was', async () => {
  const link = await mailed(await startButton());
  const pressed = await get(link, 'POST');
  expect(pressed.text).toContain('Greeting');
  expect(await statusOfTest()).toBe('running');
  const { rows } = await db.query('select person_id, outcome from audit_log where tool = $1', [
    'start_ab_test',
  ]);
  expect(rows).toEqual([{ person_id: ana, outcome: 'ok' }]);

  const again = await get(link, 'POST');
  expect(again.text).toContain('Ana pressed this already');
  expect((await get(link)).text).toContain('Ana has pressed this already');
});

it('refuses a viewer', async () => {
  await become('viewer');
  const pressed = await get(await mailed(await startButton()), 'POST');
  expect(pressed.text).toMatch(/needs the role/);
  expect(await statusOfTest()).toBe('draft');
});

it('asks what a form asks, and takes only what it offers', async () => {
  const link = await mailed({
    label: 'Show tests',
    call: { tool: 'ab_tests', args: {} },
    form: {
      title: 'Which?',
      submit: 'Show',
      fields: [
        {
          key: 'status',
          label: 'State',
          options: [
            { label: 'Drafts', value: 'draft' },
            { label: 'Running', value: 'running' },
          ],
          initial: 'draft',
        },
      ],
    },
  });
  await draftTest();
  expect((await get(link)).text).toMatch(/<option value="draft" selected>Drafts<\/option>/);
  const shown = await get(link, 'POST', new URLSearchParams({ status: 'draft', test: 'smuggled' }));
  expect(shown.text).toContain('Greeting');
});

it('knows neither tokens of other surfaces nor addresses of nobody', async () => {
  expect((await get(`${base}/press/made-up`)).status).toBe(404);
  expect((await get(`${base}/press/made-up`, 'POST')).status).toBe(404);
  const link = await mailed(await startButton());
  await db.query('update people set active = false where person_id = $1', [ana]);
  expect((await get(link)).text).toContain('belongs to nobody in the team any more');
  await get(link, 'POST');
  expect(await statusOfTest()).toBe('draft');
  await db.query('update people set active = true where person_id = $1', [ana]);
  await db.query("update sent_cards set surface = 'slack'");
  expect((await get(link)).status).toBe(404);
});
