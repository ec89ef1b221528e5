/** The steps behind an answer of a language model, in a browser. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHAT_KEY, type ChatDouble, createChatDouble } from '../doubles/chat-completions.ts';
import { NO_BROWSER } from './browser.ts';
import { ask, cardOf, type DemoStage, openDemoStage, PICTURES } from './demo-stage.ts';
import { accessibilityProblems, fitsItsWidth } from './page-checks.ts';

const QUESTION = 'please look into why our shop is doing so splendidly and tell me a story';

describe.skipIf(NO_BROWSER !== null)('the steps behind an answer in the console', () => {
  let stage: DemoStage;
  let model: ChatDouble;
  let page: Page;
  beforeAll(async () => {
    model = await createChatDouble();
    model.script([
      { call: [{ name: 'sql_analytics', args: { metrics: ['revenue'], by: ['category'] } }] },
      { say: 'Have a look at the categories.' },
    ]);
    stage = await openDemoStage(40, undefined, {
      OPENAI_API_KEY: CHAT_KEY,
      OPENAI_BASE_URL: model.url,
      OPENAI_CHAT_MODEL: 'scripted-model',
      MODEL_PRICES: '{"scripted-model": {"prompt": 1, "completion": 2}}',
    });
    page = await stage.open({ reducedMotion: 'reduce' });
    page.setDefaultTimeout(10_000);
  });
  afterAll(async () => {
    await stage?.close();
    await model?.close();
  });

  it('are one link from the card: question, calls, SQL, tokens and cost', async () => {
    await ask(page, QUESTION);
    await cardOf(page, 0).getByRole('link', { name: 'Show the steps' }).click();
    await page.locator('.trace-step').first().waitFor();
    expect(await page.locator('.trace-said').first().textContent()).toBe(QUESTION);
    expect(await page.locator('.trace-title').allTextContents()).toEqual([
      'scripted-model',
      'sql analytics',
      'scripted-model',
    ]);
    const sums = await page.locator('.trace-sums').textContent();
    expect(sums).toContain('Endedanswered');
    expect(sums).toContain('2,000 tokens read, 100 written');
    expect(sums).toContain('$0.0022');
    expect(await page.getByRole('region', { name: 'SQL' }).textContent()).toMatch(/select/i);
    expect(await page.locator('#answer-heading + .trace-said').textContent()).toContain('categories');
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/trace.png` });
  });

  it('are accessible, and fit a phone', async () => {
    await page.getByText('Arguments').first().click();
    expect(await accessibilityProblems(page)).toEqual([]);
    for (const width of [1440, 390, 320]) {
      await page.setViewportSize({ width, height: 860 });
      await sleep(50);
      expect(await fitsItsWidth(page)).toBe(true);
    }
    await page.getByRole('button', { name: 'Dark colours' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('say so where there are none', async () => {
    await page.goto(`${new URL(page.url()).origin}/trace?id=6f2c1f63-53a5-4f0e-9f2b-0a3a1c1d2e3f`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('no steps under this id');
  });
});
