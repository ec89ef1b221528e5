import { signBody } from './sign.ts';

export interface Endpoint {
  readonly url: string;
  readonly secret: string;
}

export interface Posted {
  readonly ok: boolean;
  /** Null where no answer came. */
  readonly status: number | null;
  /** Why it is not ok, in words without address or body; null where it is. */
  readonly error: string | null;
}

interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly body: string;
}

export const TIMEOUT_MS = 10_000;

/** Posts one delivery. Redirects are not followed: a signed body goes where the operator said and nowhere else. */
export async function postDelivery(
  endpoint: Endpoint,
  delivery: Delivery,
  { now, timeoutMs = TIMEOUT_MS }: { readonly now: Date; readonly timeoutMs?: number },
): Promise<Posted> {
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Audience-Walker',
        'x-walker-event': delivery.event,
        'x-walker-delivery': delivery.id,
        'x-walker-signature': signBody(endpoint.secret, Math.floor(now.getTime() / 1000), delivery.body),
      },
      body: delivery.body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    // What it says is of no interest; a connection that is left half read is not used again.
    await response.body?.cancel();
    const { ok, status } = response;
    return { ok, status, error: ok ? null : `answered ${status}` };
  } catch (error) {
    return { ok: false, status: null, error: whyNoAnswer(error, timeoutMs) };
  }
}

function whyNoAnswer(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `did not answer within ${timeoutMs / 1000} s`;
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' ? `could not be reached (${cause.code})` : 'could not be reached';
}
