/**
 * What comes back about messages: providers' reports, the shop's conversions, and people who open, click or want no more.
 * Reports are taken only with the signature of whoever makes them; told twice they change nothing.
 */
import { Router } from 'express';
import { conversionRoutes } from './conversions.ts';
import type { CallbackDeps } from './deps.ts';
import { sendGridRoutes } from './sendgrid-events.ts';
import { trackedRoutes } from './tracked.ts';
import { twilioRoutes } from './twilio-status.ts';
import { unsubscribeRoutes } from './unsubscribe.ts';

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
