/** Tests as they are stored. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import { messageKindOf } from '../messages/message-defaults.ts';
import { namesControl, readVariations, variation } from '../messages/variations.ts';
import { METRIC_IDS, PRIMARY_METRICS } from './metrics.ts';

export const STATUSES = ['draft', 'running', 'stopped', 'applied'] as const;

export const ALLOCATIONS = ['fixed', 'thompson'] as const;

const instant = z.iso.datetime().nullable();

export const abTest = z.object({
  id: z.string(),
  name: z.string(),
  channel: z.string().nullable(),
  status: z.enum(STATUSES),
  /** The control first. */
  variations: z.array(variation),
  controlNamed: z.boolean(),
  metric: z.enum(PRIMARY_METRICS),
  guardrails: z.array(z.enum(METRIC_IDS)),
  segmentId: z.string().nullable(),
  segment: z.string().nullable(),
  salt: z.string().nullable(),
  holdout: z.number(),
  /** `thompson`: the weights are the present ones, and move with the chance of each variation to be the best. */
  allocation: z.enum(ALLOCATIONS),
  /** The least share of new people for each variation where shares move. */
  floor: z.number(),
  plannedDays: z.number().nullable(),
  plannedPerArm: z.number().nullable(),
  /** Relative: 0.1 is 10% more. */
  smallestEffect: z.number(),
  messageKind: z.string(),
  audience: z.number().nullable(),
  /** Of the variation that won, once applied. */
  winner: z.string().nullable(),
  createdBy: z.string().nullable(),
  startedAt: instant,
  startedBy: z.string().nullable(),
  /** The planned end, as long as nobody has stopped it. */
  endsAt: instant,
  stoppedAt: instant,
  stoppedBy: z.string().nullable(),
  appliedAt: instant,
  appliedBy: z.string().nullable(),
});
export type AbTest = z.infer<typeof abTest>;

interface Row {
  readonly id: string;
  readonly test_name: string;
  readonly channel: string | null;
  readonly status: AbTest['status'];
  readonly variations: unknown;
  readonly control_variation: string | null;
  readonly primary_metric: string;
  readonly guardrails: unknown;
  readonly segment_id: string | null;
  readonly segment_name: string | null;
  readonly salt: string | null;
  readonly holdout_share: number;
  readonly allocation: AbTest['allocation'];
  readonly allocation_floor: number;
  readonly planned_days: number | null;
  readonly planned_per_arm: number | null;
  readonly smallest_effect: number;
  readonly message_kind: string | null;
  readonly audience_size: number | null;
  readonly winning_variation: string | null;
  readonly start_date: Date | null;
  readonly end_date: Date | null;
  readonly stopped_at: Date | null;
  readonly applied_at: Date | null;
  readonly created_by: string | null;
  readonly started_by: string | null;
  readonly stopped_by: string | null;
  readonly applied_by: string | null;
}

const by = (column: string) =>
  `(select p.name from people p where p.tenant_id = $1 and p.person_id = t.${column}) as ${column}`;

const SELECT = `
select t.id::text as id, coalesce(t.test_name, 'Test ' || t.id) as test_name, t.channel, t.status, t.variations,
       t.control_variation, t.primary_metric, t.guardrails, t.segment_id::text as segment_id, s.segment_name, t.salt,
       t.holdout_share, t.allocation, t.allocation_floor, t.planned_days, t.planned_per_arm, t.smallest_effect, t.message_kind, t.audience_size, t.winning_variation,
       t.start_date, t.end_date, t.stopped_at, t.applied_at,
       ${['created_by', 'started_by', 'stopped_by', 'applied_by'].map(by).join(', ')}
  from ab_tests t
  left join audience_segments s on s.tenant_id = t.tenant_id and s.id = t.segment_id
 where t.tenant_id = $1`;

/** Every test, those that run first, then the newest. */
export async function readTests(db: Queryable, tenantId: string): Promise<readonly AbTest[]> {
  const { rows } = await db.query<Row>(
    `${SELECT} order by array_position(array['running', 'draft', 'stopped', 'applied'], t.status), t.start_date desc nulls last, t.id desc`,
    [tenantId],
  );
  return rows.map(toTest);
}

/** One test; null where it is gone. `lock` keeps others from changing it until the transaction ends. */
export async function readTest(
  db: Queryable,
  tenantId: string,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<AbTest | null> {
  const { rows } = await db.query<Row>(
    `${SELECT} and t.id = $2::bigint${options.lock ? ' for update of t' : ''}`,
    [tenantId, id],
  );
  return rows[0] ? toTest(rows[0]) : null;
}

const guardrails = z.array(z.enum(METRIC_IDS)).catch([]);
const metric = z.enum(PRIMARY_METRICS).catch('conversion_rate');

function toTest(row: Row): AbTest {
  const variations = readVariations(row.variations, row.control_variation);
  const text = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id: row.id,
    name: row.test_name,
    channel: row.channel,
    status: row.status,
    variations: [...variations],
    controlNamed: namesControl(variations, row.control_variation),
    metric: metric.parse(row.primary_metric),
    guardrails: guardrails.parse(row.guardrails),
    segmentId: row.segment_id,
    segment: row.segment_name,
    salt: row.salt,
    holdout: row.holdout_share,
    allocation: row.allocation,
    floor: row.allocation_floor,
    plannedDays: row.planned_days,
    plannedPerArm: row.planned_per_arm,
    smallestEffect: row.smallest_effect,
    // A test that does not say what messages it is about is about messages of its own name.
    messageKind: row.message_kind ?? messageKindOf(row.test_name),
    audience: row.audience_size,
    winner: row.winning_variation,
    createdBy: row.created_by,
    startedAt: text(row.start_date),
    startedBy: row.started_by,
    endsAt: text(row.end_date),
    stoppedAt: text(row.stopped_at),
    stoppedBy: row.stopped_by,
    appliedAt: text(row.applied_at),
    appliedBy: row.applied_by,
  };
}
