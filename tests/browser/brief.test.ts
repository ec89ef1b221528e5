/** The brief of an analysed morning, in a browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_BROWSER } from './browser.ts';
import { ask, cardOf, type DemoStage, openDemoStage } from './demo-stage.ts';
import { fitsItsWidth } from './page-checks.ts';

describe.skipIf(NO_BROWSER !== null)('the brief', () => {
  let stage: DemoStage;
  beforeAll(async () => {
    stage = await openDemoStage(300, ({ home, mornings }) =>
      mornings.runNow(mornings.posts([]), home.tenantId),
    );
  }, 90_000);
  afterAll(() => stage?.close());

  it.each([
    [1440, 1],
    [390, 3],
  ])('at %d pixels has its three numbers in %d rows', async (width, rows) => {
    const page = await stage.open({ viewport: { width, height: 900 } });
    await ask(page, '/walker brief');
    await cardOf(page, 0).waitFor();
    const numbers = await cardOf(page, 0).locator('.headline').all();
    const tops = await Promise.all(
      numbers.map(async (one) => Math.round((await one.boundingBox())?.y ?? -1)),
    );
    expect([tops.length, new Set(tops).size]).toEqual([3, rows]);
    expect(await fitsItsWidth(page)).toBe(true);
    await page.context().close();
  });
});
