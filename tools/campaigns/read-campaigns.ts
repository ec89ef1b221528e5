/** Campaigns as they are stored. */
import { z } from 'zod';
import type { Queryable, TenantReader } from '../../db/db.ts';
import { CHANNELS } from './channels.ts';
import { message, readMessage } from './message.ts';

export const STATUSES = ['draft', 'approved', 'sending', 'paused', 'sent', 'cancelled'] as const;

const instant = z.iso.datetime().nullable();

export const campaign = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(STATUSES),
  channel: z.enum(CHANNELS),
  segmentId: z.string().nullable(),
  segment: z.string().nullable(),
  message,
  /** When it goes out; null: as soon as it is approved. */
  sendAt: instant,
  messageKind: z.string().nullable(),
  suggestionId: z.string().nullable(),
  testId: z.string().nullable(),
  test: z.string().nullable(),
  holdout: z.number(),
  salt: z.string().nullable(),
  /** People that it was to reach when it was approved. */
  planned: z.number().nullable(),
  createdAt: instant,
  createdBy: z.string().nullable(),
  approvedAt: instant,
  approvedBy: z.string().nullable(),
  cancelledAt: instant,
  cancelledBy: z.string().nullable(),
  startedAt: instant,
  finishedAt: instant,
  /** As the table holds them: of campaigns that were sent by another system, all that is known. */
  stored: z.object({
    sent: z.number(),
    delivered: z.number(),
    opened: z.number(),
    clicked: z.number(),
    converted: z.number(),
  }),
});
export type Campaign = z.infer<typeof campaign>;

interface Row {
  readonly id: string;
  readonly campaign_name: string;
  readonly status: Campaign['status'];
  readonly channel: string | null;
  readonly segment_id: string | null;
  readonly segment_name: string | null;
  readonly message_template: unknown;
  readonly scheduled_at: Date | null;
  readonly message_kind: string | null;
  readonly suggestion_id: string | null;
  readonly test_id: string | null;
  readonly test_name: string | null;
  readonly holdout_share: number;
  readonly salt: string | null;
  readonly planned_count: number | null;
  readonly created_at: Date;
  readonly created_by: string | null;
  readonly approved_at: Date | null;
  readonly approved_by: string | null;
  readonly cancelled_at: Date | null;
  readonly cancelled_by: string | null;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly sent_count: number;
  readonly delivered_count: number;
  readonly opened_count: number;
  readonly clicked_count: number;
  readonly converted_count: number;
}

const by = (column: string) =>
  `(select p.name from people p where p.tenant_id = $1 and p.person_id = g.${column}) as ${column}`;

const SELECT = `
select g.id::text as id, g.campaign_name, g.status, g.channel, g.segment_id::text as segment_id, s.segment_name,
       g.message_template, g.scheduled_at, g.message_kind, g.suggestion_id, g.test_id::text as test_id, t.test_name,
       g.holdout_share, g.salt, g.planned_count, g.created_at, g.approved_at, g.cancelled_at, g.started_at, g.finished_at,
       g.sent_count, g.delivered_count, g.opened_count, g.clicked_count, g.converted_count,
       ${['created_by', 'approved_by', 'cancelled_by'].map(by).join(', ')}
  from outreach_campaigns g
  left join audience_segments s on s.tenant_id = g.tenant_id and s.id = g.segment_id
  left join ab_tests t on t.tenant_id = g.tenant_id and t.id = g.test_id
 where g.tenant_id = $1`;

/** Every campaign: those under way, drafts, then the others, the newest first. */
export async function readCampaigns(db: Queryable, tenantId: string): Promise<readonly Campaign[]> {
  const { rows } = await db.query<Row>(
    `${SELECT} order by array_position(array['sending', 'paused', 'approved', 'draft'], g.status::text), coalesce(g.started_at, g.scheduled_at, g.created_at) desc, g.id desc`,
    [tenantId],
  );
  return rows.map(toCampaign);
}

/** One campaign; null where it is gone. `lock` keeps others from changing it until the transaction ends. */
export async function readCampaign(
  db: Queryable,
  tenantId: string,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<Campaign | null> {
  const { rows } = await db.query<Row>(
    `${SELECT} and g.id = $2::bigint${options.lock ? ' for update of g' : ''}`,
    [tenantId, id],
  );
  return rows[0] ? toCampaign(rows[0]) : null;
}

// A campaign of another system may name its channel in any way; e-mail is what they nearly always are.
const channel = z.enum(CHANNELS).catch('email');

function toCampaign(row: Row): Campaign {
  const text = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id: row.id,
    name: row.campaign_name,
    status: row.status,
    channel: channel.parse(row.channel),
    segmentId: row.segment_id,
    segment: row.segment_name,
    message: readMessage(row.message_template),
    sendAt: text(row.scheduled_at),
    messageKind: row.message_kind,
    suggestionId: row.suggestion_id,
    testId: row.test_id,
    test: row.test_name,
    holdout: row.holdout_share,
    salt: row.salt,
    planned: row.planned_count,
    createdAt: text(row.created_at),
    createdBy: row.created_by,
    approvedAt: text(row.approved_at),
    approvedBy: row.approved_by,
    cancelledAt: text(row.cancelled_at),
    cancelledBy: row.cancelled_by,
    startedAt: text(row.started_at),
    finishedAt: text(row.finished_at),
    stored: {
      sent: row.sent_count,
      delivered: row.delivered_count,
      opened: row.opened_count,
      clicked: row.clicked_count,
      converted: row.converted_count,
    },
  };
}

/** More would be no names that people remember. */
const NAMES = 500;

/** What the campaigns are called, the newest first, for reading questions about them. */
export async function readCampaignNames(db: TenantReader): Promise<readonly string[]> {
  const { rows } = await db.read<{ name: string }>(
    'select campaign_name as name from outreach_campaigns where tenant_id = $1 order by id desc limit $2',
    [db.tenantId, NAMES],
  );
  return rows.map(({ name }) => name);
}
