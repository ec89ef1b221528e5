/** The outbox in a browser: what a campaign has sent where no provider is set up. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idle, outreachOver, queueCampaign } from '../db/outreach/campaign.ts';
import { NO_BROWSER } from './browser.ts';
import { type DemoStage, openDemoStage, PICTURES } from './demo-stage.ts';
import { accessibilityProblems, fitsItsWidth } from './page-checks.ts';

describe.skipIf(NO_BROWSER !== null)('the outbox in the console', () => {
  let stage: DemoStage;
  let page: Page;
  beforeAll(async () => {
    stage = await openDemoStage(40, async ({ db, home, now }) => {
      const { rows } = await db.query<{ id: string }>(
        `select customer_id as id from dim_customer where tenant_id = $1 and email_consent and email is not null order by 1 limit 3`,
        [home.tenantId],
      );
      await queueCampaign(
        db,
        { tenantId: home.tenantId, customers: rows.map(({ id }) => id) },
        {
          sendAfter: now(),
          template: { subject: '<b>News</b>', body: 'Hello {{first_name}},\nsee what is new.' },
        },
      );
      await outreachOver(db, [], { now }).sendDue(idle());
    });
    page = await stage.open({ reducedMotion: 'reduce' });
    page.setDefaultTimeout(7_000);
  });
  afterAll(() => stage?.close());

  it('shows the campaign, and each message as the text that it is', async () => {
    await page.getByRole('link', { name: 'Outbox' }).click();
    const row = page.locator('.outbox-table tbody tr', { hasText: 'News' });
    await row.waitFor();
    expect(await row.locator('td').allTextContents()).toEqual([
      'E-mail',
      'sent',
      '0',
      '0',
      '3',
      '0',
      '0',
      '0',
      '',
    ]);
    const messages = page.locator('.outbox-message');
    expect(await messages.count()).toBe(3);
    expect(await messages.first().locator('h3').textContent()).toBe('<b>News</b>');
    expect(await messages.first().locator('pre').textContent()).toMatch(/^Hello \S+,\nsee what is new\.$/);
    if (PICTURES) await page.screenshot({ path: join(PICTURES, 'outbox.png') });
    expect(await accessibilityProblems(page)).toEqual([]);
    for (const width of [1440, 390, 320]) {
      await page.setViewportSize({ width, height: 860 });
      await sleep(50);
      expect(await fitsItsWidth(page)).toBe(true);
    }
    await page.getByRole('link', { name: 'Back to the chat' }).click();
    await page.locator('#ask').waitFor();
  });
});
