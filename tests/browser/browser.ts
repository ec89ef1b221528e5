/** Debian's Chromium, driven by playwright-core. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = process.env.WALKER_CHROMIUM ?? '/usr/bin/chromium';

/** Why browser tests are skipped here, or null where they run. On CI they always run. */
export const NO_BROWSER =
  existsSync(CHROMIUM) || process.env.CI === 'true'
    ? null
    : `skipped: there is no ${CHROMIUM} (apt-get install chromium, or set WALKER_CHROMIUM)`;

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
