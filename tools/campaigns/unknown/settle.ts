/** Ends the doubt about messages, by what a person says of them. */
import type { Transaction } from '../../../db/db.ts';
import { COUNT_FOR_TEST, countCampaign } from '../count-campaign.ts';
import type { Answer } from './words.ts';

export interface Doubt {
  readonly campaignId: string;
  /** One message alone. */
  readonly messageId: string | null;
  /** Messages that came into doubt later were not on the card. */
  readonly until: Date;
}

/** Ids of the messages that are in doubt; nobody else settles or sends them before the transaction ends. */
export async function lockUnknown(
  tx: Transaction,
  tenantId: string,
  { campaignId, messageId, until }: Doubt,
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select outbox_id::text as id from outbox
      where tenant_id = $1 and campaign_id = $2::bigint and state = 'unknown'
        and ($3::bigint is null or outbox_id = $3::bigint) and coalesce(settled_at, $4) <= $4
      order by outbox_id for update`,
    [tenantId, campaignId, messageId, until],
  );
  return rows.map(({ id }) => id);
}

const SENT = `
with done as (
  update outbox set state = 'sent', settled_at = $3, reason = null
   where tenant_id = $1 and outbox_id = any($2::bigint[])
  returning campaign_id, customer_id, variation_id, sent_at)
${COUNT_FOR_TEST}`;

/** An attempt was made, so that what is told of it before the next one leaves keeps that from leaving. */
const AGAIN = `
update outbox
   set state = 'queued', send_after = $3, attempts = 1, reason = null, claim_id = null, claimed_at = null,
       sent_at = null, settled_at = null
 where tenant_id = $1 and outbox_id = any($2::bigint[])`;

/** Settles messages that are locked, and brings the figures of their campaign up to date. */
export async function settle(
  tx: Transaction,
  tenantId: string,
  campaignId: string,
  messages: { readonly ids: readonly string[]; readonly answer: Answer; readonly now: Date },
): Promise<void> {
  const { ids, answer, now } = messages;
  await tx.query(answer === 'sent' ? SENT : AGAIN, [tenantId, [...ids], now]);
  if (answer === 'again')
    await tx.query(
      `update outreach_campaigns set status = 'sending', finished_at = null
        where tenant_id = $1 and id = $2::bigint and status = 'sent'`,
      [tenantId, campaignId],
    );
  await countCampaign(tx, tenantId, campaignId);
}
