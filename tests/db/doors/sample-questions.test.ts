/** The questions offered to whoever has not asked yet: of numbers, of people, of what to do; each is answered. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { createCliReplies } from '../../../bot/cli/replies.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { openTestDb } from '../harness.ts';

const NOW = new Date('2026-11-20T10:00:00Z');

let db: Db;
let app: App;
beforeAll(async () => {
  db = await openTestDb();
  app = await createApp(parseConfig({ LOG_LEVEL: 'silent' }), { db, now: () => NOW });
});
afterAll(async () => {
  await app.stop();
  await db.close();
});

const offered = async () => (await app.handlers.prompts(app.operator('cli'))).map(({ message }) => message);

it('are none where there are no data', async () => {
  expect(await offered()).toEqual([]);
});

it('are of numbers and of people, and once a morning was analysed of what to do', async () => {
  await loadDemo({ db, tenantId: app.home.tenantId, now: NOW, customers: 300, days: 200 });
  const before = await offered();
  expect(before[2]).toMatch(/^Customers who bought \S+ but not \S+ in the last 60 days$/);
  expect(before).not.toContain('What should I do today?');

  await app.mornings.runNow(app.mornings.posts([]), app.home.tenantId);
  const after = await offered();
  expect(after.indexOf('What should I do today?')).toBe(3);
  expect(after).toHaveLength(9);
  for (const question of after) {
    const handled = await app.handlers.message(
      { sender: app.operator('cli'), thread: app.newId(), text: question, eventId: null, attachments: 0 },
      createCliReplies(),
    );
    expect([question, handled.status]).toEqual([question, 'answered']);
  }
}, 120_000);
