/**
 * A process of the bot with Slack on loopback, for tests that kill it:
 * `tsx process.ts morning|press|command DATABASE_URL SLACK_URL NOW [TOKEN|WORDS USER]`.
 */
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import { createSlackSurface } from '../../../bot/slack/index.ts';
import type { Replies } from '../../../handlers/surface.ts';
import { BOT } from '../../doubles/slack.ts';

const [, , what, database = '', slack = '', now = '', token = '', user = ''] = process.argv;
const config = parseConfig({ LOG_LEVEL: 'silent', DATABASE_URL: database });
const app = await createApp(config, { now: () => new Date(now) });

async function morning({ handlers, log, mornings, now: clock }: App): Promise<void> {
  const surface = createSlackSurface({
    config: { botToken: BOT.token, signingSecret: 'shhh-signing-secret', apiUrl: slack },
    handlers,
    log,
    now: clock,
    renderChart: async () => Buffer.alloc(0),
    timing: { postIntervalMs: 0 },
  });
  await mornings.runDue(mornings.posts([surface]), new AbortController().signal);
}

async function speak({ handlers }: App): Promise<void> {
  const sender = { surface: 'slack', account: BOT.team, externalId: user } as const;
  const said: string[] = [];
  const replies: Replies = {
    progress: async () => undefined,
    send: async (card) => ({ index: said.push((card.text ?? []).join(' ')) }),
    edit: async () => undefined,
    attach: async () => undefined,
  };
  const from = { sender, thread: 't', eventId: null };
  if (what === 'press') await handlers.press({ ...from, token }, replies);
  else await handlers.command({ ...from, text: token }, replies);
  process.stdout.write(said.join('\n'));
}

await (what === 'morning' ? morning(app) : speak(app));
await app.stop();
process.exit(0);
