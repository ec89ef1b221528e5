import type { Db } from '../../db/db.ts';
import type { ChannelName } from './channel.ts';

/** A claim on rows that are still queued is dead after so long: nothing between claiming and sending takes longer. */
export const CLAIM_SECONDS = 120;

/** A campaign with messages that are due, by one of its channels. */
export interface DueCampaign {
  readonly tenantId: string;
  readonly campaignId: string;
  readonly channel: ChannelName;
  /** A workspace of invented people: nothing may leave the house. */
  readonly isDemo: boolean;
}

/** What is to be sent now, the longest approved first. Paused, cancelled and finished campaigns send nothing. */
export async function dueCampaigns(db: Db, now: Date): Promise<readonly DueCampaign[]> {
  const { rows } = await db.query<DueCampaign>(
    `select g.tenant_id as "tenantId", g.id::text as "campaignId", due.channel, w.kind = 'demo' as "isDemo"
       from (select distinct o.tenant_id, o.campaign_id, o.channel from outbox o
              where o.state = 'queued' and o.send_after <= $1::timestamptz
                and (o.claim_id is null or o.claimed_at < $1::timestamptz - make_interval(secs => $2))) due
       join outreach_campaigns g on g.tenant_id = due.tenant_id and g.id = due.campaign_id
       join tenants w on w.tenant_id = g.tenant_id
      where g.status in ('approved', 'sending')
      order by g.approved_at, g.id`,
    [now, CLAIM_SECONDS],
  );
  return rows;
}
