/** Messages within the team's own app: a signed post to an address of theirs. */

import { signBody } from '../../jobs/deliver-proposals/webhook/sign.ts';
import type { Channel, Handover } from '../../jobs/outreach/channel.ts';
import type { SignedEndpoint } from '../config-outreach.ts';

const TIMEOUT_MS = 15_000;
/** Wrong secret, or the endpoint is away: all messages wait. */
const AWAY_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;

export function createInAppChannel({ url, secret }: SignedEndpoint, now: () => Date): Channel {
  return {
    name: 'in_app',
    provider: 'webhook',
    async send({ token, customerId, subject, body }) {
      const at = now();
      const payload = JSON.stringify({
        ...{ type: 'message', id: token, customer_id: customerId },
        ...{ subject, body, sent_at: at.toISOString() },
      });
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            // The receiver shows a message that it is handed twice once.
            'idempotency-key': token,
            'x-walker-signature': signBody(secret, Math.floor(at.getTime() / 1000), payload),
          },
          body: payload,
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        await response.body?.cancel();
        return readStatus(response.status, response.headers.get('retry-after'));
      } catch (error) {
        return readFault(error);
      }
    },
  };
}

function readStatus(status: number, retryAfter: string | null): Handover {
  const reason = `the app answered ${status}`;
  if (status >= 200 && status < 300) return { kind: 'accepted', providerId: null };
  if (status === 429 || status === 503) {
    const seconds = Number(retryAfter);
    const wait = retryAfter !== null && seconds > 0 ? seconds * 1000 : AWAY_MS;
    return { kind: 'later', reason, afterMs: Math.min(wait, LONGEST_WAIT_MS) };
  }
  if (status === 401 || status === 403) return { kind: 'later', reason, afterMs: AWAY_MS };
  return status >= 500 ? { kind: 'unknown', reason } : { kind: 'refused', reason };
}

const NEVER_CONNECTED: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
]);

function readFault(error: unknown): Handover {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  const reason = `the app did not answer${typeof code === 'string' ? ` (${code})` : ''}`;
  return NEVER_CONNECTED.has(code) ? { kind: 'later', reason, afterMs: null } : { kind: 'unknown', reason };
}
