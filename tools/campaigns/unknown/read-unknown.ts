/** Messages of which nobody knows whether they left: a process died, or a provider fell silent, with them in hand. */
import { z } from 'zod';
import type { Queryable } from '../../../db/db.ts';
import { CHANNELS } from '../channels.ts';
import { STATUSES } from '../read-campaigns.ts';

export const unknownCampaign = z.object({
  id: z.string(),
  name: z.string(),
  channel: z.enum(CHANNELS).catch('email'),
  status: z.enum(STATUSES),
  messages: z.number(),
  /** When the first of them was tried. */
  since: z.iso.datetime(),
});
export type UnknownCampaign = z.infer<typeof unknownCampaign>;

export const unknownMessage = z.object({
  id: z.string(),
  customer: z.string(),
  tried: z.iso.datetime(),
  /** Who was to deliver it: “smtp”, “twilio”. */
  provider: z.string().nullable(),
  reason: z.string().nullable(),
});
export type UnknownMessage = z.infer<typeof unknownMessage>;

/** When it was tried; rows of older versions may not say. */
const TRIED = `coalesce(o.sent_at, o.settled_at, o.send_after)`;

/** Campaigns with such messages, those with the oldest first. */
export async function readUnknownCampaigns(
  db: Queryable,
  tenantId: string,
): Promise<readonly UnknownCampaign[]> {
  const { rows } = await db.query<Omit<UnknownCampaign, 'since'> & { readonly since: Date }>(
    `select g.id::text as id, g.campaign_name as name, g.channel, g.status, count(*)::int as messages,
            min(${TRIED}) as since
       from outbox o join outreach_campaigns g on g.tenant_id = $1 and g.id = o.campaign_id
      where o.tenant_id = $1 and o.state = 'unknown' group by g.id order by since, g.id`,
    [tenantId],
  );
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}

/** Such messages of one campaign, the oldest first. */
export async function readUnknownMessages(
  db: Queryable,
  tenantId: string,
  campaignId: string,
  limit: number,
): Promise<readonly UnknownMessage[]> {
  const { rows } = await db.query<Omit<UnknownMessage, 'tried'> & { readonly tried: Date }>(
    `select o.outbox_id::text as id, o.customer_id as customer, o.provider, o.reason, ${TRIED} as tried
       from outbox o where o.tenant_id = $1 and o.campaign_id = $2::bigint and o.state = 'unknown'
      order by tried, o.outbox_id limit $3`,
    [tenantId, campaignId, limit],
  );
  return rows.map((row) => ({ ...row, tried: row.tried.toISOString() }));
}
