/** Slack: events, presses and commands in, cards out, over HTTP or Socket Mode. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { App, type Receiver, SocketModeReceiver, webApi } from '@slack/bolt';
import type { Log } from '../../handlers/log.ts';
import type { Handlers } from '../../handlers/surface.ts';
import type { SlackConfig } from '../config.ts';
import type { Surface } from '../surface.ts';
import { createBoltLog } from './bolt-log.ts';
import { createHttpReceiver } from './http.ts';
import { askIdentity, type BotIdentity, SlackStartError } from './identity.ts';
import { POST_INTERVAL_MS } from './limits.ts';
import { listenToCommands } from './listeners/command.ts';
import type { ListenerDeps } from './listeners/deps.ts';
import { listenToHome } from './listeners/home.ts';
import { listenToMessages } from './listeners/message.ts';
import { listenToPresses } from './listeners/press.ts';
import { acknowledgeAll } from './receive/acknowledge-all.ts';
import { createSenders } from './receive/senders.ts';
import { createSlackCalls } from './send/calls.ts';
import { createChannelPace } from './send/channel-pace.ts';
import { createOpenDirect } from './send/direct-messages.ts';
import { createOutbound } from './send/outbound.ts';
import { createPoster } from './send/post.ts';
import { createProgressSupport } from './send/progress-support.ts';
import { PROGRESS_TIMING, type ProgressTiming } from './send/progress-timing.ts';
import { createReplies, type RenderChart } from './send/replies.ts';
import { createRespond } from './send/response-url.ts';
import { createUpload } from './send/upload.ts';
import { createConnection } from './socket.ts';
import { createWorkInHand } from './work-in-hand.ts';

export interface SlackSurfaceDeps {
  readonly config: SlackConfig;
  readonly handlers: Handlers;
  readonly log: Log;
  /** A chart as PNG. */
  readonly renderChart: RenderChart;
  readonly now: () => Date;
  readonly newId?: () => string;
  /** Tests shorten these. */
  readonly timing?: Partial<ProgressTiming & { readonly postIntervalMs: number }>;
  readonly wait?: (ms: number) => Promise<void>;
}

const SLACK_API = 'https://slack.com/api/';
/** A call that hangs is given up after this and tried again. */
const CALL_TIMEOUT_MS = 15_000;

/** Socket Mode where the configuration has an app token, HTTP (`router`, at /slack/events) where not. */
export function createSlackSurface(deps: SlackSurfaceDeps): Surface {
  const { config, handlers, log, now, renderChart } = deps;
  const newId = deps.newId ?? randomUUID;
  const wait = deps.wait ?? ((ms: number) => sleep(ms));
  const timing = { ...PROGRESS_TIMING, postIntervalMs: POST_INTERVAL_MS, ...deps.timing };
  const slackApiUrl = config.apiUrl ?? SLACK_API;
  const boltLog = createBoltLog(log);
  const client = new webApi.WebClient(config.botToken, {
    slackApiUrl,
    logger: boltLog,
    timeout: CALL_TIMEOUT_MS,
    // Waiting and trying again is done in `send/calls.ts`, which knows what may be repeated.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  const calls = createSlackCalls({ client, log, wait });
  const pace = createChannelPace({ intervalMs: timing.postIntervalMs, now: () => performance.now(), wait });
  const poster = createPoster({ calls, pace, now, newId });
  const openDirect = createOpenDirect(calls);
  const repliesDeps = {
    calls,
    pace,
    log,
    newId,
    poster,
    openDirect,
    renderChart,
    timing,
    support: createProgressSupport(now),
    upload: createUpload({ calls, pace, wait }),
    respond: createRespond({ apiUrl: config.apiUrl, wait }),
  };
  const outbound = createOutbound({ poster, openDirect, log });
  const work = createWorkInHand(log, newId);
  const identity = createOnce(() => askIdentity(calls, slackApiUrl));
  const listenerDeps: ListenerDeps = {
    handlers,
    calls,
    poster,
    openDirect,
    senders: createSenders({ calls, now, log }),
    log,
    work,
    identity: identity.get,
    replies: (place) => createReplies(repliesDeps, place),
  };

  const listen = (receiver: Receiver) => {
    const app = new App({
      receiver: acknowledgeAll(receiver),
      // The token is checked once, at start; nothing is asked of Slack before an event is acknowledged.
      authorize: async () => ({ botToken: config.botToken }),
      ignoreSelf: false,
      convoStore: false,
      logger: boltLog,
    });
    app.error(async (error) => {
      log.error({ errorId: newId().slice(0, 8), err: error }, 'a payload from Slack could not be handled');
    });
    listenToMessages(app, listenerDeps);
    listenToPresses(app, listenerDeps);
    listenToCommands(app, listenerDeps);
    listenToHome(app, listenerDeps);
  };

  let account: string | null = null;
  const introduce = async () => {
    account = (await identity.get()).teamId;
  };

  if (config.appToken) {
    const receiver = new SocketModeReceiver({
      appToken: config.appToken,
      logger: boltLog,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: { slackApiUrl } },
    });
    listen(receiver);
    const connection = createConnection(receiver, log, wait);
    return {
      name: 'slack',
      outbound,
      account: () => account,
      async start() {
        await introduce();
        await connection.start().catch((error: unknown) => {
          throw new SlackStartError(
            'The Socket Mode connection could not be made. Check that SLACK_APP_TOKEN has the scope connections:write and that Socket Mode is on in the app’s settings.',
            { cause: error },
          );
        });
      },
      async stop() {
        await connection.stop();
        await work.finished();
      },
    };
  }
  if (!config.signingSecret)
    throw new SlackStartError('Slack needs SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode.');
  const http = createHttpReceiver(config.signingSecret, boltLog, log);
  listen(http.receiver);
  return {
    name: 'slack',
    outbound,
    account: () => account,
    router: http.router,
    start: introduce,
    async stop() {
      http.close();
      await work.finished();
    },
  };
}

/** Asks once; asks again after a failure. */
function createOnce(ask: () => Promise<BotIdentity>): { get: () => Promise<BotIdentity> } {
  let asked: Promise<BotIdentity> | null = null;
  return {
    get: () => {
      asked ??= ask().catch((error: unknown) => {
        asked = null;
        throw error;
      });
      return asked;
    },
  };
}
