/** Which requests come from the console's own page, and which from another site or a rebound name. */
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../loopback.ts';

/**
 * True where the Host header names this machine. A page of another site can make its own name resolve to
 * 127.0.0.1 (DNS rebinding), but it cannot change the name the browser sends.
 */
export function hasLoopbackHost(headers: IncomingHttpHeaders): boolean {
  const name = addressOf(headers.host)?.hostname.replace(/^\[|\]$/g, '');
  return name !== undefined && isLoopback(name);
}

/** True where the browser says that another site made the request. Tools that send neither header pass. */
export function isCrossOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return true;
  const { origin } = headers;
  if (origin === undefined) return false;
  // The host alone is compared: behind a proxy that ends TLS the scheme seen here is another.
  const own = addressOf(headers.host);
  return own === null || !URL.canParse(origin) || new URL(origin).host !== own.host;
}

/** A link on another site may open the page; what it may not do is call the API. */
export function isNavigation(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

function addressOf(host: string | undefined): URL | null {
  const address = `http://${host ?? ''}`;
  return host && URL.canParse(address) ? new URL(address) : null;
}
