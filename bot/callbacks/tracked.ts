/** Links and the one-pixel picture of a message: who follows them is noted, and led only to where the message leads. */
import { type Request, type Response, Router } from 'express';
import { findLink } from '../../jobs/outreach/find-link.ts';
import type { MessageEvent } from '../../jobs/outreach/message-event.ts';
import { saying } from '../email/pages/page.ts';
import type { CallbackDeps } from './deps.ts';

/** One transparent pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
/** The address holds the token: it must be neither kept nor passed on. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
  'X-Content-Type-Options': 'nosniff',
};

export function trackedRoutes({ db, outreach, log, now }: CallbackDeps): Router {
  /** Whatever goes wrong with noting it, the person gets what they came for. */
  const note = async (request: Request, event: Pick<MessageEvent, 'token' | 'event' | 'eventId'>) => {
    if (!isPerson(request)) return;
    try {
      await outreach.record([{ ...event, at: now() }]);
    } catch (error) {
      log.error({ err: error, event: event.event }, 'what somebody did with a message could not be noted');
    }
  };
  const router = Router();
  router.get('/t/c/:token/:nth', async (request, response) => {
    const { token, nth } = request.params;
    response.set(HEADERS);
    const url = /^[1-9]\d{0,2}$/.test(nth) ? await findLink(db, token, Number(nth)) : null;
    if (url === null) {
      nowhere(response);
      return;
    }
    // Twice the same link is one event.
    await note(request, { token, event: 'clicked', eventId: `link-${nth}` });
    response.redirect(302, url);
  });
  router.get('/t/o/:token', async (request, response) => {
    await note(request, { token: request.params.token, event: 'opened', eventId: 'picture' });
    response.set(HEADERS).type('gif').send(PIXEL);
  });
  return router;
}

/** Mail programs and scanners look ahead; those that say so do not count. */
function isPerson(request: Request): boolean {
  const purpose = `${request.get('sec-purpose') ?? ''} ${request.get('purpose') ?? ''} ${request.get('x-moz') ?? ''}`;
  return request.method === 'GET' && !/prefetch|preview/i.test(purpose);
}

function nowhere(response: Response): void {
  const page = saying('This link leads nowhere any more', [
    'The message that it was in is no longer known here. Nothing else has happened.',
  ]);
  response.status(404).type('html').send(page);
}
