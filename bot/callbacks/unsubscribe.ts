/** The way off the list. Opening the page changes nothing: scanners open every link; the button, or a mail program, does. */
import express, { Router } from 'express';
import { html } from '../email/markup.ts';
import { page, pageHeaders, saying } from '../email/pages/page.ts';
import { style } from '../email/render/styles.ts';
import type { CallbackDeps } from './deps.ts';

const PATH = '/u/:token';

const CHANNELS: Readonly<Record<string, string>> = {
  email: 'e-mails',
  whatsapp: 'WhatsApp messages',
  sms: 'text messages',
};

export function unsubscribeRoutes({ db, outreach }: Pick<CallbackDeps, 'db' | 'outreach'>): Router {
  const router = Router();
  router.use('/u', pageHeaders);
  router.get(PATH, async (request, response) => {
    const { rows } = await db.query<{ channel: string; name: string }>(
      `select o.channel, w.name from outbox o join tenants w on w.tenant_id = o.tenant_id where o.token = $1`,
      [request.params.token],
    );
    const [found] = rows;
    response
      .status(found ? 200 : 404)
      .type('html')
      .send(found ? question(CHANNELS[found.channel] ?? 'messages', found.name) : UNKNOWN);
  });
  router.post(PATH, express.urlencoded({ extended: false, limit: '4kb' }), async (request, response) => {
    const { known, onItsWay } = await outreach.unsubscribe(request.params.token);
    response
      .status(known ? 200 : 404)
      .type('html')
      .send(known ? done(onItsWay) : UNKNOWN);
  });
  return router;
}

const UNKNOWN = saying('This link is not known any more', [
  'The message that it was in is gone from here. If you still get messages that you do not want, please answer one of them.',
]);

function question(messages: string, name: string): string {
  return page(
    'Unsubscribe',
    html`<div style="${style.card('question')}"><h1 style="${style.title}">No more ${messages} from ${name}?</h1>
<form method="post"><button type="submit" style="font:inherit;font-weight:600;padding:10px 18px;border:0;border-radius:8px;background:#0b57d0;color:#ffffff">Unsubscribe</button></form></div>`,
  );
}

function done(onItsWay: boolean): string {
  return saying('You are unsubscribed', [
    'You will get no more of these messages.',
    ...(onItsWay ? ['One that was on its way already may still arrive.'] : []),
  ]);
}
