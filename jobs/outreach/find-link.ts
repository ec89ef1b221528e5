import type { Db } from '../../db/db.ts';
import { readMessages } from '../../tools/campaigns/index.ts';
import { piecesOf, readLinkHosts } from './links.ts';

/** Where the `nth` link (from 1) of the message leads; null where there is no such message or link. */
export async function findLink(db: Db, token: string, nth: number): Promise<string | null> {
  const { rows } = await db.query<{ tenantId: string; outboxId: string }>(
    `select tenant_id as "tenantId", outbox_id::text as "outboxId" from outbox where token = $1`,
    [token],
  );
  const [row] = rows;
  if (!row) return null;
  const [message] = await readMessages(db, row.tenantId, [row.outboxId]);
  if (!message) return null;
  const hosts = await readLinkHosts(db, row.tenantId, message.campaignId);
  const links = piecesOf(message.body, hosts).filter((piece) => piece.kind === 'link');
  return links[nth - 1]?.text ?? null;
}

/** The message that the campaign sent to the customer; null where it sent them none. */
export async function findToken(db: Db, campaignId: string, customerId: string): Promise<string | null> {
  const { rows } = await db.query<{ token: string }>(
    `select token from outbox where campaign_id = $1::bigint and customer_id = $2 and state in ('sending', 'sent', 'unknown')
      order by step desc limit 1`,
    [campaignId, customerId],
  );
  return rows[0]?.token ?? null;
}
