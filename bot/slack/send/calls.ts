/** Calls to Slack's Web API that wait when told to, survive lost connections, and never do a thing twice. */
import type { webApi } from '@slack/bolt';
import type { Log } from '../../../handlers/log.ts';
import { classify, SlackRefusal } from './slack-error.ts';

export type Answer = webApi.WebAPICallResult & Readonly<Record<string, unknown>>;

interface CallOptions {
  /**
   * Looks whether a call whose answer was lost had been carried out; resolves to its answer if so. Without
   * it the call must be one that may be repeated (an update, a read).
   */
  readonly find?: () => Promise<Answer | null>;
  /** Attempts in all. Default 5. */
  readonly attempts?: number;
  /** False for calls that are worth nothing later: where Slack asks to wait, they are given up. Default true. */
  readonly patient?: boolean;
}

export interface SlackCalls {
  /** Throws `SlackRefusal` where Slack says no, and the last network error where Slack cannot be reached. */
  call(method: string, args: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<Answer>;
}

/** Waiting for the rate limit does not use up attempts, but it does not go on for ever either. */
const MOST_WAITS = 20;
const FIRST_BACKOFF_MS = 300;

export function createSlackCalls(deps: {
  readonly client: webApi.WebClient;
  readonly log: Log;
  readonly wait: (ms: number) => Promise<void>;
}): SlackCalls {
  const { client, log, wait } = deps;

  /** One attempt, repeated as long as Slack asks to wait. */
  async function once(
    method: string,
    args: Readonly<Record<string, unknown>>,
    mostWaits: number,
  ): Promise<Attempt> {
    for (let waits = 0; ; waits += 1) {
      try {
        return { answer: (await client.apiCall(method, { ...args })) as Answer };
      } catch (error) {
        const failure = classify(error);
        if (failure.kind === 'refused') throw new SlackRefusal(method, failure.code, { cause: error });
        if (failure.kind !== 'wait') return { lost: failure.kind, error };
        if (waits >= mostWaits) throw new SlackRefusal(method, 'ratelimited', { cause: error });
        log.info({ method, seconds: failure.seconds }, 'Slack asks to wait');
        await wait(failure.seconds * 1_000);
      }
    }
  }

  return {
    async call(method, args, { find, attempts = 5, patient = true } = {}) {
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await once(method, args, patient ? MOST_WAITS : 0);
        if ('answer' in outcome) return outcome.answer;
        log.warn({ method, attempt, failure: outcome.lost }, 'a call to Slack was lost');
        if (attempt >= attempts) throw outcome.error;
        await wait(FIRST_BACKOFF_MS * 2 ** (attempt - 1));
        const done = outcome.lost === 'unknown' ? await find?.() : null;
        if (done) return done;
      }
    },
  };
}

type Attempt = { readonly answer: Answer } | { readonly lost: 'unsent' | 'unknown'; readonly error: unknown };
