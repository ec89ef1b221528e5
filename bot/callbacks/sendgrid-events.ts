/** SendGrid's event webhook, signed by SendGrid (ECDSA over the timestamp and the body as it came). */
import { createPublicKey, createVerify, type KeyObject } from 'node:crypto';
import express, { Router } from 'express';
import { z } from 'zod';
import type { MessageEvent } from '../../jobs/outreach/message-event.ts';
import type { CallbackDeps } from './deps.ts';

const PATH = '/hooks/sendgrid';
/** Events come up to a thousand at a time. */
const BODY_LIMIT = '4mb';

export function sendGridRoutes({ outreach, log }: CallbackDeps, webhookKey: string | undefined): Router {
  const key = webhookKey ? readKey(webhookKey) : null;
  const router = Router();
  router.post(PATH, express.raw({ type: () => true, limit: BODY_LIMIT }), async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signature = request.get('x-twilio-email-event-webhook-signature') ?? '';
    const timestamp = request.get('x-twilio-email-event-webhook-timestamp') ?? '';
    if (!key || !isSigned(key, signature, timestamp, body)) {
      log.warn(
        { signed: signature !== '', hasKey: key !== null },
        'events of SendGrid were refused: their signature does not fit SENDGRID_WEBHOOK_KEY',
      );
      response.status(403).type('text').send('The signature does not fit.');
      return;
    }
    const events = readEvents(body);
    if (!events) {
      response.status(400).type('text').send('These are no events.');
      return;
    }
    await outreach.record(events);
    response.status(204).end();
  });
  return router;
}

/** As SendGrid shows it: base64 of the DER of a public key. Null where it is none. */
function readKey(base64: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

function isSigned(key: KeyObject, signature: string, timestamp: string, body: Buffer): boolean {
  const verify = createVerify('sha256').update(timestamp).update(body);
  return signature !== '' && verify.verify(key, signature, 'base64');
}

const event = z.object({
  event: z.string(),
  /** The custom argument that every mail is sent with; mails of other systems have none. */
  token: z.string(),
  sg_event_id: z.string().min(1),
  sg_message_id: z.string().optional(),
  timestamp: z.number(),
  /** Of a bounce: `bounce`, or `blocked` where the server may take the next one. */
  type: z.string().optional(),
  reason: z.string().optional(),
  /** Opened by a mail program on its own. */
  sg_machine_open: z.boolean().optional(),
});
type SendGridEvent = z.infer<typeof event>;

/** What the post tells of our messages; null where it is no list of events. */
function readEvents(body: Buffer): readonly MessageEvent[] | null {
  let posts: unknown;
  try {
    posts = JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(posts)) return null;
  return posts.flatMap((post) => {
    const parsed = event.safeParse(post);
    const meaning = parsed.success ? meaningOf(parsed.data) : null;
    if (!parsed.success || !meaning) return [];
    const { token, sg_event_id, sg_message_id, timestamp } = parsed.data;
    const providerId = sg_message_id?.split('.')[0] ?? null;
    return [{ token, eventId: sg_event_id, at: new Date(timestamp * 1000), providerId, ...meaning }];
  });
}

/** Lists that SendGrid keeps itself: what is on them is dropped, now and always. */
const LISTED = /unsubscribed|spam report|bounced address/i;

function meaningOf(post: SendGridEvent): Pick<MessageEvent, 'event' | 'reason' | 'suppress'> | null {
  switch (post.event) {
    case 'processed':
      return { event: 'accepted' };
    case 'delivered':
      return { event: 'delivered' };
    case 'open':
      return post.sg_machine_open ? { event: 'delivered' } : { event: 'opened' };
    case 'click':
      return { event: 'clicked' };
    case 'bounce':
      return post.type === 'blocked' ? { event: 'bounced' } : { event: 'bounced', suppress: 'bounce' };
    case 'dropped':
      return {
        event: 'failed',
        reason: 'dropped by SendGrid',
        ...(LISTED.test(post.reason ?? '') ? { suppress: 'carrier' as const } : {}),
      };
    case 'spamreport':
      return { event: 'complained', suppress: 'complaint' };
    case 'unsubscribe':
    case 'group_unsubscribe':
      return { event: 'unsubscribed', suppress: 'unsubscribed' };
    default:
      return null;
  }
}
