import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import { createOutboundSurfaces } from '../../../bot/create-surfaces.ts';
import type { Surface } from '../../../bot/surface.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { openTestDb } from '../../db/harness.ts';
import { createSmtpDouble, type SmtpDouble } from '../../doubles/smtp.ts';

const NOW = new Date('2026-01-05T12:00:00Z');
let minutes = 0;
const now = () => new Date(NOW.getTime() + minutes * 60_000);
const PUBLIC = 'https://walker.example';
const ADDRESS = 'ceo@shop.example';

let db: Db;
let app: App;
let mailbox: SmtpDouble;
let surfaces: Surface[];
let server: Server;

beforeAll(async () => {
  [db, mailbox] = await Promise.all([openTestDb(), createSmtpDouble()]);
  const config = parseConfig({
    LOG_LEVEL: 'silent',
    SMTP_URL: mailbox.url,
    EMAIL_FROM: 'Walker <walker@shop.example>',
    PUBLIC_URL: PUBLIC,
  });
  app = await createApp(config, { db, now });
  await loadDemo({ db, tenantId: app.home.tenantId, now: NOW, customers: 800, days: 200 });
  surfaces = await createOutboundSurfaces(app);
  const web = express();
  for (const { router } of surfaces) if (router) web.use(router);
  server = createServer(web).listen(0, '127.0.0.1');
  await once(server, 'listening');
}, 60_000);
afterAll(async () => {
  server.close();
  await Promise.all(surfaces.map((surface) => surface.stop()));
  await app.stop();
  await Promise.all([mailbox.close(), db.close()]);
});

const say = (text: string) =>
  app.handlers.command(
    { sender: app.operator('cli'), thread: 't', text, eventId: null },
    { progress: async () => {}, send: async () => ({}), edit: async () => {}, attach: async () => {} },
  );
/** A brief, a minute after the last. */
const brief = () => {
  minutes += 1;
  return app.mornings.runNow(app.mornings.posts(surfaces), app.home.tenantId);
};

/** A link of a mail, opened at the server that stands behind the public address. */
async function open(link: string, method = 'GET', body?: URLSearchParams): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(link.replace(PUBLIC, `http://127.0.0.1:${port}`), { method, body });
  return response.text();
}

/** The link of the first button that says `label`, by the plain part of the mail. */
function linkOf(label: string, text = mailbox.taken.at(-1)?.text ?? ''): string {
  const found = text.split('\n').find((line) => line.startsWith(`${label}: http`));
  return found?.slice(label.length + 2) ?? `no link says ${label}`;
}

it('arrives as one mail with the summary and every proposal, and its links act', async () => {
  expect((await say(`subscribe email ${ADDRESS}`)).status).toBe('answered');
  const { delivered } = await brief();
  expect(delivered).toMatchObject({ sent: 1, failed: 0, unknown: 0 });
  const [mail] = mailbox.taken;
  expect(mail?.to?.[0]?.address).toBe(ADDRESS);
  expect(mail?.subject).toMatch(/^Your brief: \d+ proposals?/);
  expect(mail?.text).toContain('wins the test “Welcome e-mail subject line”');
  expect(mail?.html).toContain('Welcome e-mail subject line');
  expect(mail?.html).not.toMatch(/<img|<script|<link/);

  const why = linkOf('Why?');
  expect(await open(why)).toContain('Nothing happens until you press the button');
  expect(await open(why, 'POST')).toMatch(/because|Of |how/i);

  const dismiss = linkOf('Dismiss');
  await open(dismiss);
  const openBefore = await openSuggestions();
  expect(await open(dismiss, 'POST')).toContain('ismissed');
  expect(await openSuggestions()).toBe(openBefore - 1);
  expect(await open(dismiss, 'POST')).toContain('pressed this already');
});

it('ends with one click, as mail programs offer it', async () => {
  const header = mailbox.taken.at(-1)?.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const link = header.slice(1, -1);
  expect(link).toContain(`${PUBLIC}/press/`);
  await open(link);
  expect((await db.query('select from subscriptions where active')).rowCount).toBe(1);
  expect(await open(link, 'POST', new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }))).toContain(
    'No more briefs',
  );
  expect((await db.query('select from subscriptions where active')).rowCount).toBe(0);
  await brief();
  expect(mailbox.taken).toHaveLength(1);
});

it('is not sent again where nobody knows whether it arrived, and says so', async () => {
  await say(`subscribe email ${ADDRESS}`);
  mailbox.misbehaveNext('hang up after message');
  expect((await brief()).delivered).toMatchObject({ sent: 0, unknown: 1 });
  expect(mailbox.taken).toHaveLength(2);
  const { rows } = await db.query('select state, reason from brief_deliveries order by at desc limit 1');
  expect(rows).toEqual([{ state: 'unknown', reason: 'no answer' }]);
});

async function openSuggestions(): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    "select count(*)::int as n from suggestions where state = 'open'",
  );
  return rows[0]?.n ?? 0;
}
