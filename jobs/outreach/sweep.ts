import type { Db } from '../../db/db.ts';
import { countCampaign } from '../../tools/campaigns/index.ts';

/** Longer than any channel waits for its provider: whoever is silent so long with a message in hand is dead. */
const SENDING_MINUTES = 10;
const WHY = 'the process died while it was being handed over; only the provider knows whether it has it';

/** Messages that a process had in hand when it died become unknown: never sent again by itself, settled by a callback or by an approver. */
export async function sweepDead(db: Db, now: Date): Promise<number> {
  const { rows, rowCount } = await db.query<{ tenantId: string; campaignId: string }>(
    `update outbox set state = 'unknown', settled_at = $1, reason = $2
      where state = 'sending' and claimed_at < $1::timestamptz - make_interval(mins => $3)
      returning tenant_id as "tenantId", campaign_id::text as "campaignId"`,
    [now, WHY, SENDING_MINUTES],
  );
  // Of a campaign that is paused nothing else would count them.
  const campaigns = new Map(rows.map((row) => [row.campaignId, row.tenantId]));
  for (const [campaignId, tenantId] of campaigns) await countCampaign(db, tenantId, campaignId);
  return rowCount;
}
