/**
 * Only Twilio may post here. The signature is made over the address as Twilio called it, which behind a proxy is not
 * the one this process sees: the public address from the settings takes its place (Twilio's own middleware does not).
 */
import type { Request, RequestHandler } from 'express';
import twilio from 'twilio';
import type { Log } from '../../../handlers/log.ts';

/** Answers 403 to whatever is not signed with `authToken` for `publicUrl`. Needs the body parsed before it. */
export function requireSignature(authToken: string, publicUrl: string, log: Log): RequestHandler {
  return (request, response, next) => {
    const signature = request.header('x-twilio-signature') ?? '';
    const body: unknown = request.body;
    const params = typeof body === 'object' && body !== null ? { ...body } : {};
    if (twilio.validateRequest(authToken, signature, publicUrl + request.originalUrl, params)) {
      next();
      return;
    }
    log.warn(
      { path: routeOf(request), signed: signature !== '' },
      'a post to the WhatsApp webhook was refused: its signature does not fit PUBLIC_URL and TWILIO_AUTH_TOKEN',
    );
    response.status(403).type('text/plain').send('The signature does not fit.');
  };
}

/** The path without what stands in it: a token there is as good as a key. */
function routeOf(request: Request): string {
  const route: unknown = request.route?.path;
  return typeof route === 'string' ? route : request.path;
}
