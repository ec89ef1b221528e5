/** When campaigns are counted anew: at once where it was not done lately, else with the next look at the queue. */
import type { Db } from '../../db/db.ts';
import { countCampaign } from '../../tools/campaigns/index.ts';

/** A large campaign takes a while to count, and its callbacks come by the thousand. */
const NOT_WITHIN_MS = 2_000;

interface Counted {
  readonly tenantId: string;
  readonly campaignId: string;
}

export interface CampaignCounts {
  /** Something happened to a message of the campaign. */
  changed(campaign: Counted): Promise<void>;
  /** Counts what has been put off, and, the first time, all that a process before this one may have put off. */
  flush(): Promise<void>;
}

export function createCounts(db: Db, ticks: () => number): CampaignCounts {
  const countedAt = new Map<string, number>();
  const waiting = new Map<string, Counted>();
  let first = true;
  async function count(campaign: Counted): Promise<void> {
    waiting.delete(campaign.campaignId);
    countedAt.set(campaign.campaignId, ticks());
    await countCampaign(db, campaign.tenantId, campaign.campaignId);
  }
  return {
    async changed(campaign) {
      const last = countedAt.get(campaign.campaignId);
      if (last !== undefined && ticks() - last < NOT_WITHIN_MS) waiting.set(campaign.campaignId, campaign);
      else await count(campaign);
    },
    async flush() {
      if (first) for (const campaign of await lately(db)) waiting.set(campaign.campaignId, campaign);
      first = false;
      for (const campaign of [...waiting.values()]) await count(campaign);
    },
  };
}

/** Campaigns to whose messages anything happened in the last days. */
async function lately(db: Db): Promise<readonly Counted[]> {
  const { rows } = await db.query<Counted>(
    `select distinct o.tenant_id as "tenantId", o.campaign_id::text as "campaignId"
       from outbox_events e join outbox o on o.tenant_id = e.tenant_id and o.outbox_id = e.outbox_id
      where e.received_at > (select max(received_at) from outbox_events) - interval '2 days'`,
  );
  return rows;
}
