/** The console as a person uses it: a real browser, the real page, and cards with set contents. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderChart } from '../../cards/charts/render.ts';
import { cardSaying, type FakeHandlers, fakeHandlers } from '../surface/console/fake-handlers.ts';
import { held } from '../surface/console/held.ts';
import { type Served, serveConsole } from '../surface/console/serve.ts';
import { launchBrowser, NO_BROWSER } from './browser.ts';
import { accessibilityProblems, addChecks, decoded, fitsItsWidth } from './page-checks.ts';

const NASTY = '<img src=x onerror="window.hacked = true"><script>window.hacked = true</script>';
const QUESTION = 'How do sales compare between Q3 and Q4?';
const DESKTOP = { viewport: { width: 1440, height: 900 } };

if (NO_BROWSER) process.stderr.write(`tests/browser: ${NO_BROWSER}\n`);

describe.skipIf(NO_BROWSER !== null)('the console in a browser', () => {
  let browser: Browser;
  let handlers: FakeHandlers;
  let served: Served;
  let slow: ReturnType<typeof held>;
  let pages: Page[];
  /** Requests to other hosts, and whatever the page complained of. */
  let complaints: string[];
  /** Complaints that a test provokes. */
  let provoked: RegExp | null;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    slow = held();
    pages = [];
    complaints = [];
    provoked = null;
    handlers = fakeHandlers({
      nasty: async (replies) => void (await replies.send(cardSaying(NASTY))),
      slow: async (replies) => {
        await replies.progress('Counting the orders');
        await slow.until;
        await replies.send(cardSaying('done'));
      },
    });
    served = await serveConsole({ handlers, renderChart, describe: () => ({ workspace: 'Demo shop' }) });
  });
  afterEach(async () => {
    slow.finish();
    for (const page of pages) await page.context().close();
    await served.close();
    expect(complaints.filter((complaint) => !provoked?.test(complaint))).toEqual([]);
  });

  async function open(options: BrowserContextOptions = {}, address = served.url): Promise<Page> {
    const context = await browser.newContext({ ...DESKTOP, ...options });
    const page = await context.newPage();
    pages.push(page);
    await addChecks(page);
    page.on('request', (request) => {
      if (!request.url().startsWith(served.url)) complaints.push(`request to ${request.url()}`);
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(address);
    return page;
  }

  async function ask(page: Page, text: string): Promise<void> {
    await page.fill('#ask', text);
    await page.keyboard.press('Enter');
  }

  const answers = (page: Page) => page.locator('.message-bot .card');

  it('answers with numbers, a chart and a table; shows the query; and takes a follow-up in the thread', async () => {
    const page = await open();
    await ask(page, QUESTION);
    await page.waitForSelector('.card-answer .chart-picture:not(.is-loading)');
    expect(await decoded(page, '.chart-picture')).toBe(true);
    expect(await page.locator('.headline-value').allTextContents()).toEqual(['$1,054,286', '$1,342,081']);
    expect(await page.locator('.table tbody tr').count()).toBe(2);
    await page.getByRole('button', { name: 'Show query' }).click();
    await page.waitForSelector('.code pre');
    expect(await page.locator('.code pre').textContent()).toContain('from fct_sales');
    await ask(page, 'only Chicago');
    await answers(page).nth(2).waitFor();
    expect(new Set(handlers.messages.map(({ thread }) => thread)).size).toBe(1);
    expect(handlers.messages.map(({ text }) => text)).toEqual([QUESTION, 'only Chicago']);
  });

  it('shows the same on the phone, chart included', async () => {
    const page = await open();
    await ask(page, QUESTION);
    await page.waitForSelector('.bubbles-bot .bubble');
    expect(await page.locator('.bubbles-own').textContent()).toContain(QUESTION);
    await page.waitForSelector('.bubble-picture');
    expect(await decoded(page, '.bubble-picture')).toBe(true);
    expect(await page.locator('.bubbles-bot').first().textContent()).toContain('$1,342,081');
    expect(await page.locator('#phone-note').textContent()).toMatch(
      /^Sent as 2 messages, .* of 1,600 characters/,
    );
    expect(await page.locator('.bubble-text strong').allTextContents()).toContain('$1,342,081');
  });

  it('takes a reply on the phone into the same conversation', async () => {
    const page = await open();
    await ask(page, QUESTION);
    await answers(page).waitFor();
    await page.getByLabel('Reply as on WhatsApp').fill('1');
    await page.keyboard.press('Enter');
    await answers(page).nth(1).waitFor();
    expect(handlers.messages.map(({ text }) => text)).toEqual([QUESTION, '1']);
    expect(new Set(handlers.messages.map(({ thread }) => thread)).size).toBe(1);
  });

  it('says what is being done until the answer is there', async () => {
    const page = await open();
    await ask(page, 'slow');
    await page.getByText('Counting the orders').waitFor();
    expect(await page.locator('#phone-state').textContent()).toBe('typing…');
    slow.finish();
    await answers(page).waitFor();
    await page.locator('#progress').waitFor({ state: 'hidden' });
  });

  it('follows an answer that is on its way when the page is reloaded', async () => {
    const page = await open();
    await ask(page, 'slow');
    await page.getByText('Counting the orders').waitFor();
    await page.reload();
    await page.getByText('Counting the orders').waitFor();
    slow.finish();
    await answers(page).waitFor();
    expect(await page.locator('.message-own').count()).toBe(1);
  });

  it('keeps conversations over a reload, and apart from each other', async () => {
    const page = await open();
    await ask(page, QUESTION);
    await answers(page).waitFor();
    await page.getByRole('button', { name: 'New conversation' }).click();
    await ask(page, 'Orders in May?');
    await answers(page).waitFor();
    await page.reload();
    await answers(page).waitFor();
    expect(await page.locator('.message-own .said').allTextContents()).toEqual(['Orders in May?']);
    await page.locator('.rail-item', { hasText: 'How do sales' }).click();
    await page.locator('.message-own .said', { hasText: QUESTION }).waitFor();
    expect(await page.locator('.message-own').count()).toBe(1);
    const threads = new Set(handlers.messages.map(({ thread }) => thread));
    expect(threads.size).toBe(2);
  });

  it('asks before a press that must be confirmed, and edits the card in its place', async () => {
    const page = await open();
    await ask(page, QUESTION);
    await page.getByRole('button', { name: 'Approve' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Spend 400 USD on this campaign?').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(handlers.presses).toEqual([]);
    await page.getByRole('button', { name: 'Approve' }).click();
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Approve: Operator, 14:03').first().waitFor();
    expect(await answers(page).count()).toBe(1);
    expect(await answers(page).getByRole('button', { name: 'Approve' }).count()).toBe(0);
  });

  it('asks for what a form needs, and sends the choice', async () => {
    const page = await open();
    await ask(page, QUESTION);
    await page.getByRole('button', { name: 'Break down by …' }).click();
    await page.getByLabel('Dimension').selectOption('Product category');
    await page.getByRole('button', { name: 'Break down', exact: true }).click();
    await expect
      .poll(() => handlers.presses.map(({ token, values }) => ({ token, values })))
      .toEqual([{ token: 'token-form', values: { by: 'category' } }]);
  });

  it('gives a file to save', async () => {
    const page = await open();
    await ask(page, QUESTION);
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.file').click()]);
    expect(download.suggestedFilename()).toBe('revenue.csv');
  });

  it('takes thumbs, and shows which', async () => {
    const page = await open();
    await ask(page, QUESTION);
    await page.getByRole('button', { name: 'Bad answer' }).click();
    await page.locator('.thumb[aria-pressed="true"]').waitFor();
    expect(handlers.presses.map(({ token }) => token)).toEqual(['token-down']);
  });

  it('is used by keyboard alone', async () => {
    const page = await open();
    await page.locator('.prompt').waitFor();
    expect(await page.evaluate('document.activeElement?.id')).toBe('ask');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement?.id')).not.toBe('ask');
    await page.keyboard.press('/');
    await page.keyboard.type('first line');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('second line');
    expect(handlers.messages).toEqual([]);
    await page.keyboard.press('Enter');
    await answers(page).waitFor();
    expect(handlers.messages[0]?.text).toBe('first line\nsecond line');
    await page.keyboard.press('ArrowUp');
    expect(await page.inputValue('#ask')).toBe('first line\nsecond line');
    await page.keyboard.press('Escape');
    expect(await page.inputValue('#ask')).toBe('');

    const ring = await reach(page, 'Show query');
    expect(ring).toMatchObject({ style: 'solid', width: '2px' });
    await page.keyboard.press('Enter');
    await page.waitForSelector('.code pre');
    await page.locator('[aria-busy]').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Show query');
  });

  it('says answers to a screen reader in one line', async () => {
    const page = await open();
    await ask(page, QUESTION);
    await answers(page).waitFor();
    const log = page.getByRole('log');
    expect(await log.getAttribute('aria-live')).toBe('polite');
    expect(await log.textContent()).toMatch(
      /^Revenue, Q4 2019 against Q3 2019\. Q3 2019: \$1,054,286\. Q4 2019: \$1,342,081, .*27\.3%/,
    );
    expect(await page.locator('.chart-picture').getAttribute('alt')).toMatch(
      /^Bar chart: Revenue by quarter/,
    );
  });

  it('shows markup in data as the text that it is', async () => {
    const page = await open();
    await ask(page, 'nasty');
    await answers(page).waitFor();
    expect(await answers(page).locator('h3').textContent()).toContain(NASTY);
    expect(await page.locator('.messages img:not(.avatar), .phone-talk img, .messages script').count()).toBe(
      0,
    );
    await page.locator('.rail-item').waitFor();
    expect(await page.evaluate('"hacked" in window')).toBe(false);
  });

  it('shows the chart in words where its picture cannot be had', async () => {
    provoked = /404/;
    const page = await open();
    await page.route('**/api/charts/**', (route) => route.fulfill({ status: 404 }));
    await ask(page, QUESTION);
    await page.waitForSelector('.chart-text');
    expect(await page.locator('.chart-text').textContent()).toContain('Q4 2019');
  });

  it('says so where the bot is gone', async () => {
    provoked = /ERR_FAILED/;
    const page = await open();
    await page.locator('.prompt').waitFor();
    await page.route('**/api/**', (route) => route.abort());
    await ask(page, QUESTION);
    await page.getByText('The bot cannot be reached').first().waitFor();
  });

  it('shows a developer what Slack is sent', async () => {
    const page = await open();
    await ask(page, QUESTION);
    await page.getByRole('button', { name: 'Slack payload of this card' }).click();
    expect(await page.locator('.payload').textContent()).toContain('"type": "header"');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('follows the system into the dark, charts too, and lets a person choose', async () => {
    const page = await open({ colorScheme: 'dark' });
    await ask(page, QUESTION);
    await page.waitForSelector('.chart-picture:not(.is-loading)');
    expect(await page.locator('.chart-picture').getAttribute('src')).toContain('scheme=dark');
    const ground = () => page.evaluate(`getComputedStyle(document.querySelector('.chat')).backgroundColor`);
    const dark = await ground();
    await page.getByRole('button', { name: 'Dark colours' }).click();
    expect(await ground()).not.toBe(dark);
    await page.waitForSelector('.chart-picture[src*="scheme=light"]');
    await page.reload();
    expect(await ground()).not.toBe(dark);
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 1024],
    ['light', 390],
    ['dark', 390],
    ['light', 320],
  ] as const)('reads well in the %s at %d pixels', async (colorScheme, width) => {
    const page = await open({ colorScheme, viewport: { width, height: 860 }, reducedMotion: 'reduce' });
    await page.locator('.prompt').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    for (const text of [QUESTION, '/walker help', 'nasty']) await ask(page, text);
    await answers(page).nth(2).waitFor();
    await page.getByRole('button', { name: 'Show query' }).click();
    await page.waitForSelector('.code pre');
    await page.locator('[aria-busy]').waitFor({ state: 'detached' });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });

  it('puts the phone under the chat where there is no room beside it', async () => {
    const page = await open({ viewport: { width: 390, height: 860 } });
    const chat = await page.locator('.chat').boundingBox();
    const phone = await page.locator('.phone').boundingBox();
    expect(phone?.y).toBeGreaterThanOrEqual((chat?.y ?? 0) + (chat?.height ?? 0));
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page.getByRole('button', { name: 'New conversation' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Conversations' }).getAttribute('aria-expanded')).toBe(
      'false',
    );
  });

  it('signs in with the token where others can reach it, and out again', async () => {
    provoked = /401/;
    await served.close();
    served = await serveConsole({ handlers, renderChart, host: '0.0.0.0', token: 'a-token-of-the-console' });
    const page = await open();
    await page.getByLabel('Token').fill('not it');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel('Token').fill('a-token-of-the-console');
    await page.keyboard.press('Enter');
    await page.locator('.prompt').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token').waitFor();
  });
});

const FOCUSED = `(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return { text: document.activeElement.textContent, style: outlineStyle, width: outlineWidth };
})()`;

/** Tabs backwards from the question box until the button of that name has the focus; its focus ring. */
async function reach(page: Page, name: string): Promise<{ style: string; width: string }> {
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Shift+Tab');
    const focused = await page.evaluate<{ text: string; style: string; width: string }>(FOCUSED);
    if (focused.text === name) return focused;
  }
  throw new Error(`the keyboard does not reach “${name}”`);
}
