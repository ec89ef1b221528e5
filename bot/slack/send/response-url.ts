/** Answers through the address that comes with a command or a press: it works where the bot is not a member. */
import type { Message } from './post.ts';
import { SlackRefusal } from './slack-error.ts';

export interface Respond {
  (
    url: string,
    message: Message,
    how: { readonly visible: 'all' | 'asker'; readonly replace: boolean },
  ): Promise<void>;
  /** Takes away what the address last showed to whoever asked. */
  takeBack(url: string): Promise<void>;
}

const ATTEMPTS = 4;
const TIMEOUT_MS = 10_000;

/** Slack takes up to five answers within half an hour. Only hosts of Slack are written to, or `apiUrl`'s where set. */
export function createRespond(deps: {
  readonly apiUrl?: string;
  readonly wait: (ms: number) => Promise<void>;
}): Respond {
  async function post(url: string, answer: object): Promise<void> {
    if (!isSlack(url, deps.apiUrl)) throw new SlackRefusal('response_url', 'foreign_address');
    const body = JSON.stringify(answer);
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((error: unknown) => {
        throw new SlackRefusal('response_url', 'unreachable', { cause: error });
      });
      if (response.ok) return;
      if (response.status !== 429 || attempt >= ATTEMPTS) {
        throw new SlackRefusal('response_url', reason(await response.text(), response.status));
      }
      await deps.wait(Number(response.headers.get('retry-after') ?? 1) * 1_000);
    }
  }

  const respond = (
    url: string,
    message: Message,
    { visible, replace }: { readonly visible: 'all' | 'asker'; readonly replace: boolean },
  ) =>
    post(url, {
      response_type: visible === 'all' ? 'in_channel' : 'ephemeral',
      replace_original: replace,
      ...message,
    });
  return Object.assign(respond, { takeBack: (url: string) => post(url, { delete_original: true }) });
}

/** The payload is signed, but an address to post to is checked all the same. */
function isSlack(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, host } = new URL(url);
  if (apiUrl && host === new URL(apiUrl).host) return true;
  return protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'));
}

function reason(text: string, status: number): string {
  return /"error":\s*"(\w+)"/.exec(text)?.[1] ?? `http_${status}`;
}
