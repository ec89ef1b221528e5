/** The whole product in a browser: the real app over the demo workspace, asked as on the first day. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NO_BROWSER } from './browser.ts';
import { ask as askOn, cardOf, type DemoStage, openDemoStage, PICTURES } from './demo-stage.ts';
import { accessibilityProblems, decoded } from './page-checks.ts';

describe.skipIf(NO_BROWSER !== null)('the first answer', () => {
  let stage: DemoStage;
  let page: Page;

  beforeAll(async () => {
    stage = await openDemoStage(400);
    page = await stage.open();
  });
  afterAll(() => stage?.close());

  const card = (index: number) => cardOf(page, index);
  const ask = (text: string) => askOn(page, text);

  beforeEach(async () => {
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.locator('.prompt').first().waitFor();
  });

  it.skipIf(!PICTURES).each([
    ['console-light', { colorScheme: 'light' }],
    ['console-dark', { colorScheme: 'dark' }],
    [
      'console-narrow',
      { colorScheme: 'light', viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 },
    ],
  ] as const)('is pictured for the documentation: %s', async (name, options) => {
    const shown = await stage.open({ ...options, reducedMotion: 'reduce' });
    await askOn(shown, 'How do sales compare between Q3 and Q4?');
    await shown.locator('.card-answer .chart-picture:not(.is-loading)').waitFor();
    await shown.locator('#progress').waitFor({ state: 'hidden' });
    expect(await decoded(shown, '.chart-picture')).toBe(true);
    expect(await decoded(shown, '.bubble-picture')).toBe(true);
    await shown.screenshot({ path: join(PICTURES ?? '.', `${name}.png`) });
    await shown.context().close();
  });

  it('answers every question that it offers', async () => {
    const offered = await page.locator('.prompt').count();
    expect(offered).toBeGreaterThan(2);
    for (let index = 0; index < offered; index++) {
      await page.locator('.prompt').nth(index).click();
      await card(0).waitFor();
      const question = await page.locator('.said').first().textContent();
      expect([question, await card(0).getAttribute('class')]).toEqual([question, 'card card-answer']);
      await page.getByRole('button', { name: 'New conversation' }).click();
      await page.locator('.prompt').first().waitFor();
    }
  });

  it('compares two quarters, shows the query, and takes “only Chicago” in the thread', async () => {
    await ask('How do sales compare between Q3 and Q4?');
    await card(0).locator('.chart-picture:not(.is-loading)').waitFor();
    expect(await decoded(page, '.chart-picture')).toBe(true);
    const values = await card(0).locator('.headline-value').allTextContents();
    expect(values.length).toBeGreaterThanOrEqual(2);
    expect(values.every((value) => /\d/.test(value))).toBe(true);
    expect(await card(0).locator('.headline-change').first().textContent()).toMatch(/%/);
    expect(await card(0).locator('tbody tr').count()).toBe(2);
    expect(await card(0).locator('.footnotes').textContent()).toMatch(/2025/);
    expect(await page.locator('.bubbles-bot').last().textContent()).toContain(values[0] ?? '');

    await card(0).getByRole('button', { name: 'Show query' }).click();
    await card(1).locator('.code pre').waitFor();
    expect(await card(1).locator('.code pre').textContent()).toMatch(/select[\s\S]+fct_sales/i);

    await ask('only Chicago');
    await card(2).locator('.headline-value').first().waitFor();
    expect(await card(2).textContent()).toContain('Chicago');
    const after = await card(2).locator('.headline-value').allTextContents();
    expect(after).toHaveLength(values.length);
    expect(after).not.toEqual(values);
  });

  it('refuses what it cannot know, and says what is missing', async () => {
    await ask('what is the airspeed of an unladen swallow?');
    await page.locator('.card-refusal, .card-question').last().waitFor();
    expect(await page.locator('.card-refusal, .card-question').last().locator('.headline').count()).toBe(0);
    await page.locator('#progress').waitFor({ state: 'hidden' });
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
