/** RFM: recency, frequency and monetary value, each scored 1 to 5, make the segment. */
import type { TenantDb, Transaction } from '../../db/db.ts';
import { type RfmEdges, type RfmTable, rfmEdges, rfmSegment } from '../../statistics/rfm.ts';
import { RFM_FIVE, RFM_TEN, type RfmSegment } from '../../statistics/rfm-schemes.ts';
import { addDays } from '../periods/calendar.ts';
import { fillFeatures, readColumns } from './features.ts';
import type { RunContext } from './run-context.ts';
import { REPLAYED_DAYS, type Reason, type SegmentDraft } from './segment.ts';
import { oneRunAtATime, openAssignment, type RunResult, settleRun } from './settle-run.ts';
import { storeCustomers } from './store-customers.ts';
import { segmentIdsOf, upsertSegments } from './upsert-segments.ts';

/** Fifths need five customers. */
const RFM_LEAST = 5;
const SCHEMES = { five: RFM_FIVE, ten: RFM_TEN } as const;
export type RfmScheme = keyof typeof SCHEMES;

export type RfmOutcome =
  | ({ readonly kind: 'ok'; readonly customers: number; readonly notes: readonly string[] } & RunResult)
  | { readonly kind: 'insufficient'; readonly have: number; readonly need: number };

/**
 * Segments everybody who bought by the workspace's today, in one transaction. `scheme` defaults to the last run's, else
 * to `five`. The first run of a scheme also replays a month and a week ago.
 */
export async function runRfm(
  db: TenantDb,
  context: RunContext,
  asked: { readonly scheme?: RfmScheme; readonly reason?: Reason } = {},
): Promise<RfmOutcome> {
  const { today } = context.workspace;
  return db.write(async (tx) => {
    await oneRunAtATime(tx, db.tenantId);
    const last = await lastScheme(tx, db.tenantId);
    const scheme = asked.scheme ?? last ?? 'five';
    const reason = asked.reason ?? (last ? 'schedule' : 'first');
    if (!(await wasUsed(tx, db.tenantId, scheme)))
      for (const days of REPLAYED_DAYS)
        await runDay(tx, db.tenantId, context, { day: addDays(today, -days), scheme, reason });
    return runDay(tx, db.tenantId, context, { day: today, scheme, reason });
  });
}

async function lastScheme(tx: Transaction, tenantId: string): Promise<RfmScheme | null> {
  const { rows } = await tx.query<{ scheme: RfmScheme }>(
    `select parameters ->> 'scheme' as scheme from segment_runs
     where tenant_id = $1 and method = 'rfm' order by ran_at desc, as_of desc limit 1`,
    [tenantId],
  );
  return rows[0]?.scheme ?? null;
}

async function wasUsed(tx: Transaction, tenantId: string, scheme: RfmScheme): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from audience_segments where tenant_id = $1 and method = 'rfm' and starts_with(segment_key, $2) limit 1`,
    [tenantId, keyOf(scheme, '')],
  );
  return rowCount > 0;
}

interface Day {
  readonly day: string;
  readonly scheme: RfmScheme;
  readonly reason: Reason;
}

async function runDay(
  tx: Transaction,
  tenantId: string,
  context: RunContext,
  { day, scheme, reason }: Day,
): Promise<RfmOutcome> {
  context.signal?.throwIfAborted();
  await fillFeatures(tx, tenantId, context.workspace, day);
  const [recency, frequency, monetary] = (await readColumns(
    tx,
    ['days_since_order', 'orders', 'revenue'],
    'orders > 0',
  )) as [Float64Array, Float64Array, Float64Array];
  const customers = recency.length;
  if (customers < RFM_LEAST) return { kind: 'insufficient', have: customers, need: RFM_LEAST };
  const table = { recency, frequency, monetary };
  const edges = rfmEdges(table);
  const cells = segmentsByScore(scheme);
  const stored = await upsertSegments(tx, tenantId, 'rfm', draftsOf(cells, scheme), context.now());
  await assign(
    tx,
    edges,
    cells.map(({ key }) => stored.get(keyOf(scheme, key))?.id ?? null),
  );
  await storeCustomers(tx, tenantId, context.now());
  const result = await settleRun(tx, tenantId, {
    runId: context.newId(),
    method: 'rfm',
    day,
    customers,
    parameters: { scheme, edges },
    reason,
    now: context.now(),
    ...(await segmentIdsOf(tx, tenantId, 'rfm', keyOf(scheme, ''))),
  });
  return { kind: 'ok', customers, notes: constantNotes(table), ...result };
}

/** “At Risk” of five and of ten are not the same people: each scheme has segments, and a history, of its own. */
const keyOf = (scheme: RfmScheme, key: string): string => `${scheme}:${key}`;

/** The segment of every score; (r, f, m) stands at (r−1)·25 + (f−1)·5 + (m−1). */
function segmentsByScore(scheme: RfmScheme): readonly RfmSegment[] {
  const scores = [1, 2, 3, 4, 5];
  return scores.flatMap((recency) =>
    scores.flatMap((frequency) =>
      scores.map((monetary) => rfmSegment({ recency, frequency, monetary }, SCHEMES[scheme])),
    ),
  );
}

function draftsOf(cells: readonly RfmSegment[], scheme: RfmScheme): readonly SegmentDraft[] {
  return [...new Set(cells)].map(({ key, name, description, strategy, ...ranges }) => {
    const { recency, frequency, monetary } = ranges;
    return {
      key: keyOf(scheme, key),
      name,
      type: 'behavioral',
      description,
      strategy,
      criteria: { scheme, recency, frequency, monetary },
    };
  });
}

/** The scores of statistics/rfm.ts in SQL: how many edges a value reaches, and for recency how many it does not. */
async function assign(tx: Transaction, edges: RfmEdges, ids: readonly (string | null)[]): Promise<void> {
  await openAssignment(tx);
  await tx.query(
    `insert into segment_assignment
     select customer_id, ($1::bigint[])[r * 25 + f * 5 + m + 1], null
     from (select customer_id, 4 - width_bucket(days_since_order::float8, $2::float8[]) as r,
                  width_bucket(orders::float8, $3::float8[]) as f, width_bucket(revenue::float8, $4::float8[]) as m
           from segment_features where orders > 0) scored`,
    [[...ids], [...edges.recency], [...edges.frequency], [...edges.monetary]],
  );
}

/** What could not tell customers apart, in words. */
function constantNotes({ recency, frequency, monetary }: RfmTable): readonly string[] {
  const note = (values: Float64Array, words: string) =>
    values.every((value) => value === values[0])
      ? [`All customers ${words}, so that does not tell them apart.`]
      : [];
  return [
    ...note(recency, 'bought last on the same day'),
    ...note(frequency, frequency[0] === 1 ? 'have ordered once' : `have ordered ${frequency[0]} times`),
    ...note(monetary, 'have spent the same'),
  ];
}
