/** Bolt's HTTP receiver, mounted in the process's own server. */
import { ExpressReceiver, type Logger } from '@slack/bolt';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Log } from '../../handlers/log.ts';

const PATH = '/slack/events';

export interface HttpReceiver {
  readonly receiver: ExpressReceiver;
  readonly router: Router;
  /** From now on Slack is told to deliver again later (to another process, or to this one after its restart). */
  close(): void;
}

/** Events, presses and commands all come to /slack/events, each signed and not older than five minutes. */
export function createHttpReceiver(signingSecret: string, boltLog: Logger, log: Log): HttpReceiver {
  let open = true;
  const receiver = new ExpressReceiver({
    signingSecret,
    endpoints: PATH,
    logger: boltLog,
    processEventErrorHandler: async ({ error, response }) => {
      log.warn({ err: error }, 'a payload from Slack could not be read');
      if (!response.headersSent) response.writeHead(400).end();
      return false;
    },
  });
  const router = express.Router();
  router.use(PATH, (_request: Request, response: Response, next: NextFunction) => {
    if (open) next();
    else response.status(503).end();
  });
  router.use(receiver.router);
  router.use(PATH, (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    log.warn({ err: error }, 'a request from Slack could not be read');
    if (response.headersSent) next(error);
    else response.status(400).end();
  });
  return {
    receiver,
    router,
    close: () => {
      open = false;
    },
  };
}
