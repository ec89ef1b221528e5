import { type App, createApp, type Overrides } from '../app.ts';
import type { Config } from '../config.ts';

/** Builds the app for one command, beside a running process where there is one, and closes it after. */
export async function withApp<T>(
  config: Config,
  work: (app: App) => Promise<T>,
  overrides: Overrides = {},
): Promise<T> {
  // A command speaks to the person itself; the log is for what it cannot say.
  const quiet: Config = config.logLevel === 'info' ? { ...config, logLevel: 'error' } : config;
  const app = await createApp(quiet, { databaseMode: 'share', ...overrides });
  try {
    return await work(app);
  } finally {
    await app.stop();
  }
}
