import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The `X-Walker-Signature` of a body: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`. The receiver makes it anew and
 * refuses what is old, so that nobody can send a recorded request again.
 */
export function signBody(secret: string, unixSeconds: number, body: string): string {
  return `t=${unixSeconds},v1=${createHmac('sha256', secret).update(`${unixSeconds}.${body}`).digest('hex')}`;
}

/** Older than this, or so far ahead, a request counts as recorded by somebody. */
const LATEST_SECONDS = 5 * 60;

/** Whether a body came with a signature made by `signBody` with the same secret, a short while before `now`. */
export function isSignedBody(secret: string, signature: string, body: string, now: Date): boolean {
  const seconds = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature)?.[1] ?? Number.NaN);
  if (!(Math.abs(now.getTime() / 1000 - seconds) <= LATEST_SECONDS)) return false;
  const [given, right] = [Buffer.from(signature), Buffer.from(signBody(secret, seconds, body))];
  return given.length === right.length && timingSafeEqual(given, right);
}
