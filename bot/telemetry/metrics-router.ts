/** `/metrics`, for whoever has the token, or for this machine alone. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Request, Router } from 'express';
import { isLoopback } from '../loopback.ts';
import type { Metrics } from './metrics.ts';

export interface MetricsAccess {
  /** Demanded where it is set. */
  readonly token?: string;
  /** The world reaches the process through a proxy or tunnel, which runs on this machine as like as not. */
  readonly takesWebhooks: boolean;
}

export function metricsRouter(metrics: Metrics, access: MetricsAccess): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    const refused = refusal(request, access);
    response.set('Cache-Control', 'no-store').set('X-Content-Type-Options', 'nosniff');
    if (refused) {
      if (refused.status === 401) response.set('WWW-Authenticate', 'Bearer');
      response.status(refused.status).type('text').send(`${refused.because}\n`);
      return;
    }
    response.set('Content-Type', metrics.contentType).send(await metrics.read());
  });
  return router;
}

function refusal(
  request: Request,
  { token, takesWebhooks }: MetricsAccess,
): { readonly status: 401 | 403; readonly because: string } | null {
  if (token !== undefined) {
    const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    return same(given, token)
      ? null
      : { status: 401, because: 'Metrics need the METRICS_TOKEN as a bearer token.' };
  }
  const isLocal =
    isLoopback(plainAddress(request.socket.remoteAddress ?? '')) &&
    isLoopback(request.hostname) &&
    !takesWebhooks &&
    !('x-forwarded-for' in request.headers || 'forwarded' in request.headers);
  return isLocal
    ? null
    : {
        status: 403,
        because: 'Metrics are for this machine alone. Set METRICS_TOKEN and send it as a bearer token.',
      };
}

/** `::ffff:127.0.0.1` is how a socket for both families writes 127.0.0.1. */
const plainAddress = (address: string): string => address.replace(/^::ffff:/, '');

function same(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
