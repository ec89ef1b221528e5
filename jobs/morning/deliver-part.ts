/** One message of a brief to one place: claimed, sent, settled; after a crash looked for. */
import type { Db } from '../../db/db.ts';
import { claimPart, type PartKey, renewPart, settlePart } from './claim-part.ts';
import type { BriefPart, BriefPost, Subscription } from './delivery.ts';
import type { JobLog } from './job-log.ts';

export interface PartDeps {
  readonly db: Db;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: JobLog;
}

/** `settled`: an earlier try settled it. `again`: nothing is known yet, and it can be looked for. */
export type PartOutcome = 'sent' | 'partly' | 'failed' | 'unknown' | 'skipped' | 'settled' | 'again';

export async function deliverPart(
  deps: PartDeps,
  post: BriefPost,
  subscription: Subscription,
  at: Date,
  parts: readonly BriefPart[],
  /** Nobody tries after this. */
  last: boolean,
): Promise<PartOutcome> {
  const { db, now, newId, log } = deps;
  const { tenantId, subscriptionId, surface } = subscription;
  const [first] = parts;
  if (!first) return 'settled';
  const key: PartKey = { tenantId, at, subscriptionId, part: first.part };
  const fields = { tenantId, subscriptionId, surface, part: first.part };
  const deliveryId = newId();
  const unknown = async (error: unknown): Promise<PartOutcome> => {
    const again = post.find !== undefined && !last;
    log.warn(
      { ...fields, err: error },
      again
        ? 'whether a part of a brief arrived is looked up later'
        : 'nobody knows whether a part of a brief arrived',
    );
    if (again) return 'again';
    await settlePart(db, key, { state: 'unknown', reason: 'no answer' }, now());
    return 'unknown';
  };

  const claim = await claimPart(db, key, deliveryId, now());
  if (claim.kind === 'settled') return 'settled';
  if (claim.kind === 'left') {
    if (!post.find) return unknown(new Error('a process ended while it was being sent'));
    try {
      const ref = await post.find(subscription, claim.deliveryId, claim.at);
      if (ref) {
        await settlePart(db, key, { state: 'sent', ref }, now());
        return 'sent';
      }
    } catch (error) {
      return unknown(error);
    }
    await renewPart(db, key, deliveryId, now());
  }

  try {
    const delivered = await post.send(subscription, parts, deliveryId);
    if (delivered.kind === 'failed') {
      log.warn({ ...fields, reason: delivered.reason }, 'a part of a brief was not sent');
      await settlePart(db, key, { state: 'failed', reason: delivered.reason }, now());
      return 'failed';
    }
    if (delivered.kind === 'partly') {
      const { ref, reason } = delivered;
      log.warn({ ...fields, reason }, 'a part of a brief arrived without its end');
      await settlePart(db, key, { state: 'partly', ref, reason }, now());
      return 'partly';
    }
    const reason = delivered.kind === 'announced' ? { reason: 'announced' } : {};
    await settlePart(db, key, { state: 'sent', ref: delivered.ref, ...reason }, now());
    return 'sent';
  } catch (error) {
    return unknown(error);
  }
}
