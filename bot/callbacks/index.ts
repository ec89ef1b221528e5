/**
 * What comes back about messages: providers' reports, the shop's conversions, and people who open, click or want no more.
 * Reports are taken only with the signature of whoever makes them; told twice they change nothing.
 */
import { Router } from 'express';
import type { Db } from '../../db/db.ts';
import type { Log } from '../../handlers/log.ts';
import type { Outreach } from '../../jobs/outreach/create-outreach.ts';
import type { Config } from '../config.ts';
import { conversionRoutes } from './conversions.ts';
import { sendGridRoutes } from './sendgrid-events.ts';
import { trackedRoutes } from './tracked.ts';
import { twilioRoutes } from './twilio-status.ts';
import { unsubscribeRoutes } from './unsubscribe.ts';

export interface CallbackDeps {
  readonly db: Db;
  readonly config: Pick<Config, 'whatsapp' | 'outreach'>;
  readonly outreach: Pick<Outreach, 'record' | 'unsubscribe'>;
  readonly log: Log;
  readonly now: () => Date;
}

export function callbackRouter(deps: CallbackDeps): Router {
  const { email, callbackSecret } = deps.config.outreach;
  const router = Router();
  router.use(trackedRoutes(deps));
  router.use(unsubscribeRoutes(deps));
  if (email?.transport.kind === 'sendgrid') router.use(sendGridRoutes(deps, email.transport.webhookKey));
  if (deps.config.whatsapp) router.use(twilioRoutes(deps, deps.config.whatsapp));
  router.use(conversionRoutes(deps, callbackSecret));
  return router;
}
