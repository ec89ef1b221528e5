/** An audience from question to saved segment, in a browser over the demo workspace. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../bot/app.ts';
import { parseConfig } from '../../bot/config.ts';
import { type Serving, serve } from '../../bot/serve.ts';
import type { Db } from '../../db/db.ts';
import { loadDemo } from '../../db/demo/load-demo.ts';
import { openTestDb } from '../db/harness.ts';
import { launchBrowser, NO_BROWSER } from './browser.ts';
import { accessibilityProblems, addChecks, fitsItsWidth } from './page-checks.ts';

/** Where to put pictures for the documentation (`docs/screenshots`); none are taken where it is not set. */
const PICTURES = process.env.WALKER_PICTURES;

const QUESTION = 'customers who bought socks in the last 60 days and are interested in high-end lifestyle';

const now = () => new Date('2026-03-10T09:00:00Z');

describe.skipIf(NO_BROWSER !== null)('audiences in the console', () => {
  let browser: Browser;
  let db: Db;
  let app: App;
  let serving: Serving;
  let page: Page;

  beforeAll(async () => {
    db = await openTestDb();
    app = await createApp(parseConfig({ PORT: '0', LOG_LEVEL: 'silent' }), { db, now });
    await loadDemo({ db, tenantId: app.home.tenantId, customers: 800, now: now() });
    await app.refreshAudiences(app.home.tenantId);
    serving = await serve(app);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 1300 }, reducedMotion: 'reduce' });
    await page.clock.setFixedTime(now());
    page.setDefaultTimeout(7_000);
    await addChecks(page);
    await page.goto(serving.url);
  });
  afterAll(async () => {
    await browser?.close();
    await serving?.stop();
    await db?.close();
  });

  const card = (index: number) => page.locator('.message-bot .card').nth(index);
  const ask = async (text: string, index: number) => {
    await page.fill('#ask', text);
    await page.keyboard.press('Enter');
    await card(index).waitFor();
    await page.locator('#progress').waitFor({ state: 'hidden' });
  };
  const picture = async (name: string) => {
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  };

  it('finds people, saves them as a segment by name, and lists it', async () => {
    await ask(QUESTION, 0);
    const text = (await card(0).textContent()) ?? '';
    const [, found = '', passed = ''] = /([\d,]+) of ([\d,]+) customers/.exec(text) ?? [];
    expect([Number(found) > 0, Number(passed) > Number(found)]).toEqual([true, true]);
    for (const step of [`${passed} customers pass`, `${found} of them are interested`, '10 profiles read'])
      expect(text).toContain(step);
    const why = await card(0).locator('tbody tr').allTextContents();
    expect(why.filter((row) => /bought Socks .*likes luxury/.test(row))).toHaveLength(10);
    await picture('audience');

    await card(0).getByRole('button', { name: 'Show query' }).click();
    await card(1).locator('.code pre').waitFor();
    expect(await card(1).locator('.code pre').textContent()).toMatch(/Stage 1[\s\S]+Stage 2/);

    await card(0).getByRole('button', { name: 'Save as segment' }).click();
    await page.getByLabel('Name').fill('Posh sock lovers');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await card(2).getByText('Posh sock lovers').first().waitFor();

    await ask('/walker segments', 3);
    const row = card(3).locator('tbody tr', { hasText: 'Posh sock lovers' });
    expect(await row.textContent()).toContain(found);
    await card(3).locator('.chart-picture:not(.is-loading)').waitFor();
    await picture('segments');
    expect(await fitsItsWidth(page)).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
