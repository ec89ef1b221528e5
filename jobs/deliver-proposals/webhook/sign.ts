import { createHmac } from 'node:crypto';

/**
 * The `X-Walker-Signature` of a body: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`. The receiver makes it anew and
 * refuses what is old, so that nobody can send a recorded request again.
 */
export function signBody(secret: string, unixSeconds: number, body: string): string {
  return `t=${unixSeconds},v1=${createHmac('sha256', secret).update(`${unixSeconds}.${body}`).digest('hex')}`;
}
