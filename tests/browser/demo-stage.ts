/** The real app over the demo workspace, served for a browser, on one fixed morning. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type App, createApp } from '../../bot/app.ts';
import { parseConfig } from '../../bot/config.ts';
import { serve } from '../../bot/serve.ts';
import { loadDemo } from '../../db/demo/load-demo.ts';
import { openTestDb } from '../db/harness.ts';
import { launchBrowser } from './browser.ts';
import { addChecks } from './page-checks.ts';

/** Where to put pictures for the documentation (`docs/screenshots`); none are taken where it is not set. */
export const PICTURES = process.env.WALKER_PICTURES;

const now = () => new Date('2026-03-10T09:00:00Z');

export interface DemoStage {
  /** The console in a page of its own, with the checks of page-checks.ts in it. */
  readonly open: (options?: BrowserContextOptions) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Loads a demo of so many customers and serves it; `prepare` runs before anybody can ask. */
export async function openDemoStage(
  customers: number,
  prepare: (app: App) => Promise<unknown> = async () => undefined,
  settings: Readonly<Record<string, string>> = {},
): Promise<DemoStage> {
  const db = await openTestDb();
  const app = await createApp(parseConfig({ PORT: '0', LOG_LEVEL: 'silent', ...settings }), { db, now });
  await loadDemo({ db, tenantId: app.home.tenantId, customers, now: now() });
  await prepare(app);
  const serving = await serve(app);
  const browser = await launchBrowser();
  return {
    async open(options = {}) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
      await page.clock.setFixedTime(now());
      await addChecks(page);
      await page.goto(serving.url);
      return page;
    },
    async close() {
      await browser.close();
      await serving.stop();
      await db.close();
    },
  };
}

/** The bot's cards on the page, in their order. */
export const cardOf = (page: Page, index: number) => page.locator('.message-bot .card').nth(index);

/** Types a question and sends it. */
export async function ask(page: Page, text: string): Promise<void> {
  await page.fill('#ask', text);
  await page.keyboard.press('Enter');
}
