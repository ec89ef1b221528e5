import type { Db } from '../../db/db.ts';

/** Ends campaigns of which nothing is queued or on its way; those that it ended. */
export async function finishCampaigns(
  db: Db,
  now: Date,
): Promise<readonly { readonly tenantId: string; readonly campaignId: string }[]> {
  const { rows } = await db.query<{ tenantId: string; campaignId: string }>(
    `update outreach_campaigns g set status = 'sent', finished_at = $1
      where g.status = 'sending'
        and not exists (select from outbox o
                         where o.tenant_id = g.tenant_id and o.campaign_id = g.id and o.state in ('queued', 'sending'))
      returning g.tenant_id as "tenantId", g.id::text as "campaignId"`,
    [now],
  );
  return rows;
}
