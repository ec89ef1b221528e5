/** What a campaign has come to: counted from its messages and what happened to them, never added up as it comes in. */
import type { Db } from '../../db/db.ts';

/**
 * Counts the campaign anew. People are counted, not events. An opening proves that the message arrived, and a click that
 * it was opened (pictures are often not loaded), so each is counted with those before it.
 */
export async function countCampaign(db: Db, tenantId: string, campaignId: string): Promise<void> {
  await db.query(
    `with told as (
       select e.outbox_id, bool_or(e.event = 'delivered') as delivered, bool_or(e.event = 'opened') as opened,
              bool_or(e.event = 'clicked') as clicked, bool_or(e.event = 'converted') as converted
         from outbox_events e join outbox o on o.outbox_id = e.outbox_id
        where e.tenant_id = $1 and o.tenant_id = $1 and o.campaign_id = $2::bigint group by 1),
     counted as (
       select count(*) filter (where o.state = 'sent')::int as sent,
              count(*) filter (where o.state = 'skipped' and o.reason is distinct from 'holdout')::int as skipped,
              count(*) filter (where o.state = 'failed')::int as failed,
              count(*) filter (where o.state = 'unknown')::int as unknown,
              count(*) filter (where delivered or opened or clicked)::int as delivered,
              count(*) filter (where opened or clicked)::int as opened,
              count(*) filter (where clicked)::int as clicked,
              count(*) filter (where converted)::int as converted
         from outbox o left join told on told.outbox_id = o.outbox_id
        where o.tenant_id = $1 and o.campaign_id = $2::bigint)
     update outreach_campaigns g
        set sent_count = sent, skipped_count = skipped, failed_count = failed, unknown_count = unknown,
            delivered_count = delivered, opened_count = opened, clicked_count = clicked, converted_count = converted
       from counted where g.tenant_id = $1 and g.id = $2::bigint`,
    [tenantId, campaignId],
  );
}

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
