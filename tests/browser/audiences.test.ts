/** An audience from question to saved segment, in a browser over the demo workspace. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_BROWSER } from './browser.ts';
import { ask as askOn, cardOf, type DemoStage, openDemoStage, PICTURES } from './demo-stage.ts';
import { accessibilityProblems, fitsItsWidth } from './page-checks.ts';

const QUESTION = 'customers who bought socks in the last 60 days and are interested in high-end lifestyle';

describe.skipIf(NO_BROWSER !== null)('audiences in the console', () => {
  let stage: DemoStage;
  let page: Page;

  beforeAll(async () => {
    stage = await openDemoStage(800, (app) => app.refreshAudiences(app.home.tenantId));
    page = await stage.open({ viewport: { width: 1440, height: 1300 }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(7_000);
  });
  afterAll(() => stage?.close());

  const card = (index: number) => cardOf(page, index);
  const ask = async (text: string, index: number) => {
    await askOn(page, text);
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
    await page.getByLabel('Name').waitFor();
    await page.keyboard.type('Posh sock lovers');
    expect(await page.getByLabel('Name').inputValue()).toBe('Posh sock lovers');
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
