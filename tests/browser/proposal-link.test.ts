/** A proposal's own address, as it stands in the webhook's payload and in mails. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_BROWSER } from './browser.ts';
import { cardOf, type DemoStage, openDemoStage } from './demo-stage.ts';

describe.skipIf(NO_BROWSER !== null)('the address of a proposal', () => {
  let stage: DemoStage;
  let page: Page;
  let address = '';
  let title = '';
  beforeAll(async () => {
    stage = await openDemoStage(300, async ({ db, home, mornings }) => {
      await mornings.runNow(mornings.posts([]), home.tenantId);
      const { rows } = await db.query<{ url: string; title: string }>(
        `select payload ->> 'cta_url' as url, payload ->> 'title' as title from suggestions order by proposed_at, suggestion_id limit 1`,
      );
      address = new URL(rows[0]?.url ?? 'http://none').pathname;
      title = rows[0]?.title ?? '';
    });
    page = await stage.open();
    page.setDefaultTimeout(15_000);
  }, 90_000);
  afterAll(() => stage?.close());

  it('opens the console with the proposal and its buttons', async () => {
    expect(address).toMatch(/^\/s\/sg_\w+$/);
    await page.goto(new URL(address, page.url()).href);
    await cardOf(page, 0).waitFor();
    expect(await cardOf(page, 0).textContent()).toContain(title);
    expect(await cardOf(page, 0).getByRole('button', { name: 'Dismiss' }).count()).toBe(1);
    expect(new URL(page.url()).search).toBe('');
  });

  it('asks for nothing where the address is made up', async () => {
    await page.goto(new URL('/?proposal=%22%3E%3Cscript%3E', page.url()).href);
    await page.getByText('New conversation').first().waitFor();
    expect(await page.locator('.message-bot .card').count()).toBe(0);
  });
});
