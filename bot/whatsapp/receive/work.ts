/** What happens with a message once Twilio has its acknowledgement. */
import type { Db } from '../../../db/db.ts';
import type { Suppressions } from '../../../db/suppressions.ts';
import { claimEvent } from '../../../handlers/claim-event.ts';
import type { Log } from '../../../handlers/log.ts';
import type { Handlers, Replies } from '../../../handlers/surface.ts';
import { HELP, type Keyword, keywordIn, STARTED, STILL_STOPPED, STOPPED } from '../keywords.ts';
import { classify } from '../send/refusal.ts';
import type { Sender } from '../send/sender.ts';
import { createWaiting, type WaitingDeps } from '../send/waiting.ts';
import type { Inbound, StatusReport } from './message.ts';

export interface WorkDeps {
  readonly db: Db;
  readonly handlers: Handlers;
  readonly suppressions: Suppressions;
  readonly sender: Sender;
  readonly repliesTo: (number: string) => Replies;
  /** What is shown while an answer takes long. */
  readonly waiting: WaitingDeps;
  readonly tenantOf: (number: string) => Promise<string | null>;
  readonly now: () => Date;
  readonly log: Log;
}

/** Keywords come before anything else; then silence for those who stopped; then the handlers. */
export async function takeInbound(deps: WorkDeps, inbound: Inbound): Promise<void> {
  const { handlers, suppressions, log } = deps;
  const { sender, eventId, text, token } = inbound;
  await noteSeen(deps, sender.externalId);
  const keyword = token === null && inbound.attachments === 0 ? keywordIn(text) : null;
  if (keyword) {
    if (await claimEvent(deps.db, 'whatsapp', eventId, deps.now()))
      await obey(deps, keyword, sender.externalId);
    return;
  }
  if (await suppressions.has('whatsapp', sender.externalId)) {
    log.info({ eventId }, 'a message from somebody who stopped was not answered');
    return;
  }
  const number = sender.externalId;
  const { replies, end } = createWaiting(deps.waiting, number, eventId, deps.repliesTo(number));
  // One conversation a person: WhatsApp has no threads.
  const place = { sender, thread: number, eventId };
  try {
    if (token !== null) await handlers.press({ ...place, token }, replies);
    else await handlers.message({ ...place, text, attachments: inbound.attachments }, replies);
  } finally {
    await end();
  }
}

/** Whatever they write opens a day in which free text reaches them. */
async function noteSeen({ db, now }: WorkDeps, number: string): Promise<void> {
  await db.query(`update identities set last_seen_at = $2 where surface = 'whatsapp' and external_id = $1`, [
    number,
    now(),
  ]);
}

async function obey(deps: WorkDeps, keyword: Keyword, number: string): Promise<void> {
  const { sender, suppressions } = deps;
  if (keyword === 'stop') {
    await suppressions.add('whatsapp', number, 'reply', await deps.tenantOf(number));
    await sender.sendAlways({ to: number, body: STOPPED });
    return;
  }
  if (keyword === 'start') {
    const free = await suppressions.lift('whatsapp', number);
    await sender.sendAlways({ to: number, body: free ? STARTED : STILL_STOPPED });
    return;
  }
  await sender.sendAlways({ to: number, body: HELP });
}

/** Twilio tells later what it could not deliver; who opted out there is not written to again. */
export async function takeStatus(deps: WorkDeps, report: StatusReport): Promise<void> {
  if (report.status !== 'failed' && report.status !== 'undelivered') return;
  const kind = classify(null, report.code);
  deps.log.warn({ sid: report.sid, code: report.code, kind }, 'a WhatsApp message was not delivered');
  if (kind === 'unsubscribed' && report.number !== '') {
    await deps.suppressions.add('whatsapp', report.number, 'carrier', await deps.tenantOf(report.number));
  }
}
