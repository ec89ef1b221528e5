/** The team's own systems tell what a message brought: signed like what we post to them. */
import express, { Router } from 'express';
import { z } from 'zod';
import { isSignedBody } from '../../jobs/deliver-proposals/webhook/sign.ts';
import { findToken } from '../../jobs/outreach/find-link.ts';
import type { MessageEvent } from '../../jobs/outreach/message-event.ts';
import type { CallbackDeps } from './deps.ts';

const PATH = '/hooks/conversions';
const BODY_LIMIT = '256kb';

const conversion = z
  .object({
    /** Of the message, as its links carry it; or the campaign and the customer. */
    token: z.string().min(1).optional(),
    campaign: z.coerce
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
    customer: z.coerce.string().min(1).max(255).optional(),
    /** Yours, the same each time you tell it: the number of the order, say. */
    event_id: z.coerce.string().min(1).max(200),
    /** In the team's currency. */
    value: z.number().min(0).optional(),
    at: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ token, campaign, customer }) => token || (campaign && customer), {
    message: 'needs a token, or a campaign and a customer',
  });
type Conversion = z.infer<typeof conversion>;

export function conversionRoutes(
  { db, outreach, log, now }: CallbackDeps,
  secret: string | undefined,
): Router {
  const router = Router();
  router.post(PATH, express.raw({ type: () => true, limit: BODY_LIMIT }), async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    const signature = request.get('x-walker-signature') ?? '';
    if (!secret || !isSignedBody(secret, signature, body, now())) {
      log.warn(
        { signed: signature !== '', hasSecret: secret !== undefined },
        'a conversion was refused: its signature does not fit CALLBACK_SECRET, or is older than five minutes',
      );
      response.status(403).json({ message: 'The signature does not fit, or is older than five minutes.' });
      return;
    }
    const parsed = conversion.safeParse(asJson(body));
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());
      response.status(400).json({ message: `This cannot be read: ${problems.join('; ')}` });
      return;
    }
    const event = await eventOf(parsed.data);
    const [recorded] = event ? await outreach.record([event]) : [];
    if (!recorded || recorded.kind === 'nobody')
      response.status(404).json({ message: 'There is no such message here.' });
    else response.json({ recorded: recorded.kind === 'recorded' });
  });
  return router;

  async function eventOf(told: Conversion): Promise<MessageEvent | null> {
    const token = told.token ?? (await findToken(db, told.campaign ?? '', told.customer ?? ''));
    if (!token) return null;
    const at = told.at ? new Date(told.at) : now();
    return { token, event: 'converted', eventId: told.event_id, at, value: told.value ?? null };
  }
}

function asJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
