/** Keeps a Socket Mode connection up. Bolt's own reconnecting ends the process where Slack refuses the token. */
import type { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../handlers/log.ts';

export interface Connection {
  /** Connects; throws where the first attempt fails. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;

/** The receiver must have been made with `autoReconnectEnabled: false`. */
export function createConnection(
  receiver: SocketModeReceiver,
  log: Log,
  wait: (ms: number) => Promise<void>,
): Connection {
  const { client } = receiver;
  let stopping = false;
  let reconnecting = false;

  async function reconnect(): Promise<void> {
    for (let backoff = FIRST_BACKOFF_MS; !stopping; backoff = Math.min(LONGEST_BACKOFF_MS, backoff * 2)) {
      try {
        await client.start();
        log.info({}, 'the Socket Mode connection is up again');
        return;
      } catch (error) {
        log.warn({ err: error, againInMs: backoff }, 'the Socket Mode connection could not be made');
        await wait(backoff);
      }
    }
  }

  return {
    async start() {
      await client.start();
      client.on('disconnected', () => {
        if (!stopping && !reconnecting) {
          reconnecting = true;
          void reconnect().finally(() => {
            reconnecting = false;
          });
        }
      });
    },
    async stop() {
      stopping = true;
      await client.disconnect();
    },
  };
}
