import type { Db } from '../../db/db.ts';
import { CLAIM_SECONDS, type DueCampaign } from './due-campaigns.ts';

/**
 * Takes up to `size` messages of the campaign that nobody else has, and says that it is being sent. Ids of the rows.
 * A claim is no promise to send: each message is checked again at the moment of sending.
 */
export async function claimBatch(
  db: Db,
  { tenantId, campaignId, channel }: DueCampaign,
  { claimId, size, now }: { readonly claimId: string; readonly size: number; readonly now: Date },
): Promise<readonly string[]> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `with due as materialized (
         select outbox_id from outbox
          where tenant_id = $1 and campaign_id = $2::bigint and channel = $3 and state = 'queued'
            and send_after <= $5::timestamptz
            and (claim_id is null or claimed_at < $5::timestamptz - make_interval(secs => $7))
          order by outbox_id limit $6 for update skip locked)
       update outbox set claim_id = $4, claimed_at = $5 from due where outbox.outbox_id = due.outbox_id
       returning outbox.outbox_id::text as id`,
      [tenantId, campaignId, channel, claimId, now, size, CLAIM_SECONDS],
    );
    if (rows.length > 0)
      await tx.query(
        `update outreach_campaigns set status = 'sending', started_at = coalesce(started_at, $3)
          where tenant_id = $1 and id = $2::bigint and status = 'approved'`,
        [tenantId, campaignId, now],
      );
    return rows.map(({ id }) => id);
  });
}

/** Gives back what of a claim was not begun. */
export async function releaseClaim(db: Db, tenantId: string, claimId: string): Promise<void> {
  await db.query(
    `update outbox set claim_id = null, claimed_at = null
      where tenant_id = $1 and claim_id = $2 and state = 'queued'`,
    [tenantId, claimId],
  );
}
