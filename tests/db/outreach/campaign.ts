/** Campaigns with messages in the outbox, as approving one leaves them, and a channel that remembers what it was given. */
import { randomUUID } from 'node:crypto';
import type { Db } from '../../../db/db.ts';
import type { Channel, ChannelName, Handover, OutgoingMessage } from '../../../jobs/outreach/channel.ts';
import { createOutreach, type OutreachDeps } from '../../../jobs/outreach/create-outreach.ts';
import { createTenant } from '../harness.ts';

/** A Tuesday at noon: no quiet hours in UTC. */
export const NOON = new Date('2026-03-10T12:00:00Z');

export interface Town {
  readonly tenantId: string;
  readonly customers: readonly string[];
}

/** A team with so many customers who have agreed to everything. */
export async function createTown(
  db: Db,
  customers: number,
  tenant: Parameters<typeof createTenant>[1] = {},
): Promise<Town> {
  const { tenantId } = await createTenant(db, tenant);
  const ids = Array.from({ length: customers }, (_, at) => `C${String(at + 1).padStart(5, '0')}`);
  const columns = ['tenant_id', 'customer_id', 'first_name', 'email', 'phone'];
  const consents = ['email_consent', 'whatsapp_consent', 'sms_consent'];
  await db.tenant(tenantId).write((tx) =>
    tx.copyIn(
      'dim_customer',
      [...columns, ...consents],
      ids.map((id, at) => [
        ...[
          tenantId,
          id,
          `Name${at + 1}`,
          `${id.toLowerCase()}@example.com`,
          `+49151${String(at).padStart(8, '0')}`,
        ],
        ...[true, true, true],
      ]),
    ),
  );
  return { tenantId, customers: ids };
}

export interface CampaignOptions {
  readonly channel?: ChannelName;
  readonly template?: object;
  readonly status?: string;
  readonly sendAfter?: Date;
  readonly testId?: number;
  readonly variation?: (at: number) => string | null;
}

/** An approved campaign with one queued message per customer. */
export async function queueCampaign(
  db: Db,
  { tenantId, customers }: Town,
  options: CampaignOptions = {},
): Promise<string> {
  const { channel = 'email', status = 'approved', sendAfter = NOON } = options;
  const template = options.template ?? {
    subject: 'News',
    body: 'Hello {{first_name}}, see https://shop.example/new.',
  };
  return db.tenant(tenantId).write(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `insert into outreach_campaigns (tenant_id, campaign_name, channel, message_template, status, test_id, approved_at)
       values ($1, 'News', $2, $3, $4, $5, $6) returning id::text`,
      [tenantId, channel, JSON.stringify(template), status, options.testId ?? null, NOON],
    );
    const id = rows[0]?.id ?? '';
    await tx.copyIn(
      'outbox',
      ['tenant_id', 'campaign_id', 'customer_id', 'channel', 'variation_id', 'send_after', 'token'],
      customers.map((customer, at) => [
        ...[tenantId, id, customer, channel, options.variation?.(at) ?? null, sendAfter],
        randomUUID().replaceAll('-', ''),
      ]),
    );
    return id;
  });
}

export interface RecordingChannel extends Channel {
  readonly sent: OutgoingMessage[];
}

/** Accepts everything, or answers what it is told to. */
export function recordingChannel(
  name: ChannelName,
  answer: (message: OutgoingMessage, nth: number) => Handover | Promise<Handover> = (_message, nth) => ({
    kind: 'accepted',
    providerId: `p${nth}`,
  }),
): RecordingChannel {
  const sent: OutgoingMessage[] = [];
  return {
    ...{ name, provider: 'double', sent },
    async send(message) {
      sent.push(message);
      return answer(message, sent.length);
    },
  };
}

/** The sending job over these channels; no pace, and a clock that stands at noon unless another is given. */
export function outreachOver(db: Db, channels: readonly Channel[], more: Partial<OutreachDeps> = {}) {
  return createOutreach({
    db,
    channels: new Map(channels.map((channel) => [channel.name, channel])),
    publicUrl: null,
    now: () => NOON,
    newId: randomUUID,
    ticks: () => 0,
    sleep: async () => undefined,
    log: { error: () => undefined },
    ...more,
  });
}

export const idle = () => new AbortController().signal;

export interface OutboxRow {
  readonly customer_id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly provider: string | null;
  readonly provider_id: string | null;
  readonly send_after: Date;
  readonly sent_at: Date | null;
  readonly token: string;
}

export async function outboxOf(db: Db, campaignId: string): Promise<readonly OutboxRow[]> {
  const { rows } = await db.query<OutboxRow>(
    'select * from outbox where campaign_id = $1::bigint order by outbox_id',
    [campaignId],
  );
  return rows;
}

export async function campaignOf(db: Db, campaignId: string): Promise<Record<string, unknown>> {
  const { rows } = await db.query('select * from outreach_campaigns where id = $1::bigint', [campaignId]);
  return rows[0] ?? {};
}

/** Changes how the team sends. */
export async function setOutreach(db: Db, { tenantId }: Town, settings: object): Promise<void> {
  await db.query(
    `update tenants set settings = settings || jsonb_build_object('outreach', $2::jsonb) where tenant_id = $1`,
    [tenantId, JSON.stringify(settings)],
  );
}
