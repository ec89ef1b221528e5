/** Who may come in: this machine's browser, or whoever typed the token; never another site's page. */
import express, { type Request, type RequestHandler, Router } from 'express';
import { isLoopback } from '../loopback.ts';
import { createAttempts } from './attempts.ts';
import { loginPage } from './login-page.ts';
import { hasLoopbackHost, isCrossOrigin, isNavigation } from './origin.ts';
import { createSessions, SESSION_COOKIE, type Sessions } from './session.ts';

export type Access =
  /** Bound to this machine alone, no token set: no login. */
  | { readonly kind: 'local' }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'off'; readonly because: string };

/**
 * A token that is set is always demanded; without one, only a console that no other machine can reach is on. Where
 * webhooks come in, a proxy or tunnel leads from the world to this machine, and it may name the host as it likes.
 */
export function accessFor(host: string, token: string | undefined, takesWebhooks: boolean): Access {
  if (token !== undefined) return { kind: 'token', token };
  if (isLoopback(host)) {
    if (!takesWebhooks) return { kind: 'local' };
    return {
      kind: 'off',
      because:
        'The console is off: webhooks come in from outside, the console could be reached by the same way, and no CONSOLE_TOKEN is set. Set CONSOLE_TOKEN (16 characters or more).',
    };
  }
  return {
    kind: 'off',
    because: `The console is off: the process listens on ${host}, where others can reach it, and no CONSOLE_TOKEN is set. Set CONSOLE_TOKEN (16 characters or more), or HOST=127.0.0.1.`,
  };
}

/** Refuses what another site's page sent, and what came by a name that is not this machine's. */
export function sameSiteOnly(access: Access): RequestHandler {
  return (request, response, next) => {
    if (access.kind === 'local' && !hasLoopbackHost(request.headers)) {
      response.status(403).json({
        message:
          'This console answers only to this machine: open it as http://127.0.0.1 or http://localhost.',
      });
      return;
    }
    const opensPage = request.method === 'GET' && isNavigation(request.headers);
    if (isCrossOrigin(request.headers) && !opensPage) {
      response.status(403).json({ message: 'This request came from another site, so it was refused.' });
      return;
    }
    next();
  };
}

export interface Gate {
  /** `/login` and `/logout`. */
  readonly routes: Router;
  /** Lets a page through, or sends its reader to the login. */
  readonly page: RequestHandler;
  /** Lets an API call through, or answers 401. */
  readonly api: RequestHandler;
}

export function createGate(access: Exclude<Access, { kind: 'off' }>, now: () => Date): Gate {
  if (access.kind === 'local') {
    const pass: RequestHandler = (_request, _response, next) => next();
    const routes = Router();
    routes.get('/login', (_request, response) => response.redirect(303, '/'));
    return { routes, page: pass, api: pass };
  }
  const sessions = createSessions(access.token, now);
  return {
    routes: loginRoutes(sessions, now),
    page(request, response, next) {
      if (sessions.isOpen(request.headers.cookie)) next();
      else response.redirect(303, '/login');
    },
    api(request, response, next) {
      if (sessions.isOpen(request.headers.cookie)) next();
      else response.status(401).json({ message: 'Your session is over; please sign in again.' });
    },
  };
}

function loginRoutes(sessions: Sessions, now: () => Date): Router {
  const attempts = createAttempts(now);
  const routes = Router();
  routes.get('/login', (_request, response) => void response.type('html').send(loginPage()));
  routes.post('/login', express.urlencoded({ extended: false, limit: '4kb' }), (request, response) => {
    const address = request.socket.remoteAddress ?? '';
    const wait = attempts.waitSeconds(address);
    if (wait > 0) {
      const message = `Too many wrong tokens. Please try again in ${wait} seconds.`;
      response.status(429).set('Retry-After', String(wait)).type('html').send(loginPage(message));
      return;
    }
    if (!sessions.accepts(typedToken(request))) {
      attempts.failed(address);
      response
        .status(401)
        .type('html')
        .send(loginPage('That is not the token. It is the value of CONSOLE_TOKEN.'));
      return;
    }
    attempts.succeeded(address);
    const { value, maxAgeSeconds } = sessions.open();
    response.set('Set-Cookie', sessionCookie(request, value, maxAgeSeconds)).redirect(303, '/');
  });
  routes.post('/logout', (request, response) => {
    response.set('Set-Cookie', sessionCookie(request, '', 0)).redirect(303, '/login');
  });
  return routes;
}

function typedToken(request: Request): string {
  const body: unknown = request.body;
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : '';
  return typeof token === 'string' ? token : '';
}

function sessionCookie(request: Request, value: string, maxAgeSeconds: number): string {
  const https = request.secure || request.headers['x-forwarded-proto'] === 'https';
  const cookie = `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict`;
  return https ? `${cookie}; Secure` : cookie;
}
