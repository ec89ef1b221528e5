/** Checks that run inside the page (in-page.js), as the tests call them. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const IN_PAGE = fileURLToPath(new URL('./in-page.js', import.meta.url));

/** Puts the checks into every document that the page will load. */
export async function addChecks(page: Page): Promise<void> {
  await page.addInitScript({ path: IN_PAGE });
}

/** What is wrong with the page as it stands, one line each; none where all is well. */
export function accessibilityProblems(page: Page): Promise<string[]> {
  return page.evaluate('pageChecks.accessibilityProblems()');
}

/** True where nothing on the page is wider than the page. */
export function fitsItsWidth(page: Page): Promise<boolean> {
  return page.evaluate('pageChecks.fitsItsWidth()');
}

/** True where the first picture that `selector` finds was loaded and decoded, and holds pixels. */
export function decoded(page: Page, selector: string): Promise<boolean> {
  return page.evaluate(`pageChecks.decoded(${JSON.stringify(selector)})`);
}
