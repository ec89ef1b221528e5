/** What Twilio tells of messages of campaigns, and text messages that come back. */
import express, { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { createSuppressions } from '../../db/suppressions.ts';
import type { MessageEvent } from '../../jobs/outreach/message-event.ts';
import type { WhatsAppConfig } from '../config.ts';
import { TWILIO_STATUS } from '../whatsapp/campaign-channel.ts';
import { keywordIn } from '../whatsapp/keywords.ts';
import { readStatus, type StatusReport } from '../whatsapp/receive/message.ts';
import { requireSignature } from '../whatsapp/receive/signature.ts';
import { classify } from '../whatsapp/send/refusal.ts';
import type { CallbackDeps } from './deps.ts';

const TEXT_MESSAGES = '/sms/messages';
const BODY_LIMIT = '64kb';

export function twilioRoutes({ db, outreach, log, now }: CallbackDeps, config: WhatsAppConfig): Router {
  const suppressions = createSuppressions(db, now);
  const guarded: RequestHandler[] = [
    express.urlencoded({ extended: false, limit: BODY_LIMIT }),
    requireSignature(config.authToken, config.publicUrl, log),
  ];
  const router = Router();
  router.post(`${TWILIO_STATUS}/:token`, ...guarded, async (request, response) => {
    const report = readStatus(request.body);
    const event = report && eventOf(report, String(request.params.token), now());
    if (event) await outreach.record([event]);
    acknowledge(response);
  });
  // Twilio answers STOP, START and HELP itself; what matters here is to keep to it.
  router.post(TEXT_MESSAGES, ...guarded, async (request, response) => {
    const { success, data } = inbound.safeParse(request.body);
    const keyword = success ? keywordIn(data.Body) : null;
    if (success && keyword === 'stop') await suppressions.add('sms', data.From, 'reply', null);
    if (success && keyword === 'start') await suppressions.lift('sms', data.From);
    if (!keyword) log.info({}, 'a text message came in that nobody reads');
    acknowledge(response);
  });
  return router;
}

const inbound = z.object({ From: z.string().regex(/^\+\d{6,15}$/), Body: z.string().default('') });

/** Null for what says nothing that is not known already. */
function eventOf({ sid, status, code }: StatusReport, token: string, at: Date): MessageEvent | null {
  const told = { token, at, eventId: `${sid}-${status}`, providerId: sid };
  switch (status) {
    case 'accepted':
    case 'queued':
    case 'sending':
    case 'sent':
      return { ...told, event: 'accepted' };
    case 'delivered':
      return { ...told, event: 'delivered' };
    case 'read':
      return { ...told, event: 'opened' };
    case 'failed':
    case 'undelivered':
      return {
        ...told,
        event: 'failed',
        reason: failure(code),
        ...(classify(null, code) === 'unsubscribed' ? { suppress: 'carrier' as const } : {}),
      };
    default:
      return null;
  }
}

function failure(code: number | null): string {
  if (classify(null, code) === 'outside_window')
    return 'no message from them within a day, so it takes an approved template';
  return `Twilio could not deliver it${code === null ? '' : ` (${code})`}`;
}

function acknowledge(response: Response): void {
  response.status(200).type('text/xml').send('<Response/>');
}
