/** What a campaign has come to: counted from its messages and what happened to them, never added up as it comes in. */
import type { Queryable } from '../../db/db.ts';

/**
 * Counts the campaign anew. People are counted, not events. An opening proves that the message arrived, and a click that
 * it was opened (pictures are often not loaded), so each is counted with those before it.
 */
export async function countCampaign(db: Queryable, tenantId: string, campaignId: string): Promise<void> {
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

/**
 * SQL that counts the messages of `done` (campaign_id, customer_id, variation_id, sent_at) as sent for the variations of
 * their test, each once. `$1` is the tenant.
 */
export const COUNT_FOR_TEST = `
insert into ab_test_results (tenant_id, test_id, variation_id, user_id, event_type, "timestamp")
select $1, g.test_id, done.variation_id, done.customer_id, 'sent', done.sent_at
  from done join outreach_campaigns g on g.tenant_id = $1 and g.id = done.campaign_id
 where g.test_id is not null and done.variation_id is not null
on conflict do nothing`;
