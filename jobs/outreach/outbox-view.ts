import type { TenantDb } from '../../db/db.ts';

/** What is queued and what has left, by campaign, and the newest messages that were kept in the house. */
export interface OutboxView {
  readonly campaigns: readonly QueueState[];
  readonly messages: readonly KeptMessage[];
}

interface QueueState {
  readonly id: string;
  readonly name: string;
  readonly channel: string;
  readonly status: string;
  readonly queued: number;
  readonly sending: number;
  readonly sent: number;
  readonly failed: number;
  readonly unknown: number;
  readonly skipped: number;
  /** When the next of them may leave. */
  readonly next: string | null;
}

interface KeptMessage {
  readonly id: string;
  readonly at: string;
  readonly channel: string;
  readonly campaign: string | null;
  readonly address: string;
  readonly subject: string | null;
  readonly body: string;
}

const CAMPAIGNS = 20;
const MESSAGES = 50;

export async function readOutbox(db: TenantDb): Promise<OutboxView> {
  const campaigns = await db.read<QueueState>(
    `select g.id::text as id, g.campaign_name as name, g.channel, g.status, told.*
       from (select id, campaign_name, channel, status, approved_at from outreach_campaigns
              where tenant_id = $1 and approved_at is not null order by approved_at desc, id desc limit $2) g
       cross join lateral (
         select count(*) filter (where state = 'queued')::int as queued,
                count(*) filter (where state = 'sending')::int as sending,
                count(*) filter (where state = 'sent')::int as sent,
                count(*) filter (where state = 'failed')::int as failed,
                count(*) filter (where state = 'unknown')::int as unknown,
                count(*) filter (where state = 'skipped' and reason is distinct from 'holdout')::int as skipped,
                to_json(min(send_after) filter (where state = 'queued')) #>> '{}' as next
           from outbox o where o.tenant_id = $1 and o.campaign_id = g.id) told
      order by g.approved_at desc, g.id desc`,
    [db.tenantId, CAMPAIGNS],
  );
  const messages = await db.read<KeptMessage>(
    `select l.message_id::text as id, to_json(l.at) #>> '{}' as at, l.channel, l.address, l.subject, l.body,
            g.campaign_name as campaign
       from local_messages l
       left join outbox o on o.tenant_id = $1 and o.outbox_id = l.outbox_id
       left join outreach_campaigns g on g.tenant_id = $1 and g.id = o.campaign_id
      where l.tenant_id = $1 order by l.at desc, l.message_id desc limit $2`,
    [db.tenantId, MESSAGES],
  );
  return { campaigns: campaigns.rows, messages: messages.rows };
}
