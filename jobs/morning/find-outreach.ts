/** What campaigns did since yesterday morning, and what they are to do today. */
import type { TenantDb } from '../../db/db.ts';
import type { OutreachFound } from '../../tools/brief/index.ts';

const SINCE_HOURS = 24;
const AHEAD_HOURS = 24;
const SHOWN = 5;

interface SentRow {
  readonly id: string;
  readonly name: string;
  readonly channel: string | null;
  readonly status: string;
  readonly sent: number;
  readonly delivered: number;
  readonly opened: number;
  readonly clicked: number;
  readonly converted: number;
  readonly unknown: number;
  readonly kept: number;
}

export async function findOutreach(db: TenantDb, now: Date): Promise<OutreachFound> {
  const sent = await db.read<SentRow>(
    `select id::text as id, campaign_name as name, channel, status, sent_count as sent, delivered_count as delivered,
            opened_count as opened, clicked_count as clicked, converted_count as converted, unknown_count as unknown,
            (select count(*)::int from outbox o where o.tenant_id = $1 and o.campaign_id = c.id and o.state = 'sent'
                and o.provider = 'local') as kept
       from outreach_campaigns c
      where tenant_id = $1 and status in ('sending', 'sent', 'paused') and started_at is not null
        and coalesce(finished_at, $2::timestamptz) >= $2::timestamptz - make_interval(hours => $3)
      order by started_at desc limit ${SHOWN}`,
    [db.tenantId, now, SINCE_HOURS],
  );
  const today = await db.read<{ id: string; name: string; at: Date }>(
    `select id::text as id, campaign_name as name, scheduled_at as at from outreach_campaigns
      where tenant_id = $1 and status = 'approved' and scheduled_at >= $2
        and scheduled_at < $2::timestamptz + make_interval(hours => $3)
      order by scheduled_at, id limit ${SHOWN}`,
    [db.tenantId, now, AHEAD_HOURS],
  );
  const drafts = await db.read<{ drafts: number }>(
    `select count(*)::int as drafts from outreach_campaigns where tenant_id = $1 and status = 'draft'`,
    [db.tenantId],
  );
  return {
    sent: sent.rows,
    today: today.rows.map(({ id, name, at }) => ({ id, name, at: at.toISOString() })),
    drafts: drafts.rows[0]?.drafts ?? 0,
  };
}
