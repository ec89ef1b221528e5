/** Columns that the schema has no place for can be asked about by their own names. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { createCliReplies } from '../../../bot/cli/replies.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { Db } from '../../../db/db.ts';
import { importPath } from '../../../db/import/index.ts';
import { openTestDb } from '../harness.ts';

const SALES = `Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
536365,85123A,HOLDER,6,01/12/2010 08:26,2.50,17850,United Kingdom
536370,22728,CLOCK,2,02/12/2010 08:45,10.00,12583,France
536380,22961,JAM SET,20,13/12/2010 09:41,1.50,,France
`;

let db: Db;
let app: App;
let folder: string;

beforeAll(async () => {
  db = await openTestDb();
  app = await createApp(parseConfig({ LOG_LEVEL: 'silent' }), { db });
  folder = await mkdtemp(join(tmpdir(), 'walker-columns-'));
  const path = join(folder, 'invoices.csv');
  await writeFile(path, SALES);
  const { tenantId } = app.home;
  await importPath({ db, tenantId, path, rejectsDir: folder, now: () => new Date(), newId: randomUUID });
});
afterAll(async () => {
  await app.stop();
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (text: string) => {
  const message = { sender: app.operator('cli'), thread: randomUUID(), text, attachments: 0, eventId: null };
  const handled = await app.handlers.message(message, createCliReplies());
  return handled.facts?.rows.map((row) => Object.values(row)) ?? handled.status;
};

it('splits by an imported column, also where the model has a word for it that is empty here', async () => {
  expect(await ask('revenue by country')).toEqual([
    ['France', 50],
    ['United Kingdom', 15],
  ]);
});

it('filters by its values', async () => {
  expect(await ask('revenue from France')).toEqual([[50]]);
  expect(await ask('revenue from Norway')).toBe('refused');
});
