/** What the HTTP server says where no surface answers, and where one fails: a line of text, never a stack trace. */
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Log } from '../handlers/log.ts';

export const nothingHere: RequestHandler = (_request, response) => {
  response.status(404).type('text').send('There is nothing here.\n');
};

/** A request that cannot be read keeps the status its parser gave it; anything else is a fault with an id. */
export function onFault(log: Log, newId: () => string): ErrorRequestHandler {
  return (error: { status?: unknown }, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error?.status;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      response.status(status).type('text').send('The request could not be read.\n');
      return;
    }
    const errorId = newId();
    log.error({ err: error, errorId }, 'a request failed');
    response.status(500).type('text').send(`Something went wrong on our side (${errorId}).\n`);
  };
}
