/** Behaviour groups: k-means over five features, found once, kept by assignment, found anew where customers changed. */
import { setImmediate as breath } from 'node:timers/promises';
import type { TenantDb, Transaction } from '../../db/db.ts';
import { membership } from '../../statistics/membership.ts';
import { toScale } from '../../statistics/standardise.ts';
import { type Clusterer, createClusterer } from './cluster/cluster.ts';
import { type ClusterModel, clusterModel, findClusters } from './cluster-model.ts';
import { draftClusters } from './describe-clusters.ts';
import { drifted, driftOf } from './drift.ts';
import { DIMS, type FeatureMatrix, readFeatureMatrix } from './feature-matrix.ts';
import type { RunContext } from './run-context.ts';
import type { Reason } from './segment.ts';
import { oneRunAtATime, openAssignment, type RunResult, settleRun } from './settle-run.ts';
import { segmentIdsOf, upsertSegments } from './upsert-segments.ts';

/** Fewer customers than this are looked at one by one. */
export const CLUSTERS_LEAST = 20;
/** A population stability index above this means that customers have changed, unless the workspace sets another. */
const DRIFT_THRESHOLD = 0.2;

export type ClustersOutcome =
  | ({
      readonly kind: 'ok';
      readonly customers: number;
      readonly groups: number;
      readonly reason: Reason;
      /** In words: why these groups, and why now. */
      readonly why: string;
    } & RunResult)
  | { readonly kind: 'insufficient'; readonly have: number; readonly need: number }
  | { readonly kind: 'alike'; readonly customers: number };

/**
 * Assigns everybody to the groups of the last run. Groups are found anew where there are none, where behaviour
 * drifted beyond the workspace's threshold (`segment_drift_threshold` in its settings, 0.2), or where `asked`; with `k` so many.
 */
export async function runClusters(
  db: TenantDb,
  context: RunContext,
  asked: { readonly k?: number | undefined } | null = null,
): Promise<ClustersOutcome> {
  return db.write(async (tx) => {
    await oneRunAtATime(tx, db.tenantId);
    const matrix = await readFeatureMatrix(tx, db.tenantId, context);
    return withClusterer(context, (clusterer) =>
      clusterMatrix(tx, db.tenantId, context, { matrix, clusterer, asked }),
    );
  });
}

/** Threads for the time of `work`; an abort ends them, and what waits for them fails. */
export async function withClusterer<T>(
  { signal }: RunContext,
  work: (clusterer: Clusterer) => Promise<T>,
): Promise<T> {
  const clusterer = createClusterer();
  const stop = () => void clusterer.stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await work(clusterer);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await clusterer.stop();
  }
}

export interface ClusterWork {
  readonly matrix: FeatureMatrix;
  readonly clusterer: Clusterer;
  readonly asked: { readonly k?: number | undefined } | null;
}

/** The same where the features have been read into the transaction already. */
export async function clusterMatrix(
  tx: Transaction,
  tenantId: string,
  context: RunContext,
  { matrix: { rows, data }, clusterer, asked }: ClusterWork,
): Promise<ClustersOutcome> {
  if (rows < CLUSTERS_LEAST) return { kind: 'insufficient', have: rows, need: CLUSTERS_LEAST };
  if (allAlike(data)) return { kind: 'alike', customers: rows };
  const old = await readModel(tx, tenantId);
  const threshold = await driftThreshold(tx, tenantId);
  const drift = old && driftOf(data, old.baseline);
  const moved = drift && drifted(drift, threshold);
  await breath();
  const reason: Reason = asked ? 'asked' : !old ? 'first' : moved ? 'drift' : 'schedule';
  const model =
    old && reason === 'schedule'
      ? old
      : await findClusters(data, {
          clusterer,
          askedK: asked?.k ?? (asked ? null : (old?.askedK ?? null)),
          old,
          day: context.workspace.today,
          cause: moved ? driftWords(moved) : null,
        });
  context.signal?.throwIfAborted();
  await labelRows(tx, data, model);
  const ids = await segmentsOf(tx, tenantId, context, model, model !== old);
  await openAssignment(tx);
  await assignLabels(tx, tenantId, ids);
  const result = await settleRun(tx, tenantId, {
    runId: context.newId(),
    method: 'kmeans',
    day: context.workspace.today,
    customers: rows,
    parameters: { model, drift: drift && model === old ? drift : driftOf(data, model.baseline), threshold },
    reason,
    now: context.now(),
    ...(await segmentIdsOf(tx, tenantId, 'kmeans')),
  });
  return { kind: 'ok', customers: rows, groups: model.keys.length, reason, why: model.why, ...result };
}

/** Nobody differs from anybody. */
export const allAlike = (data: Float64Array): boolean => data.every((value, at) => value === data[at % DIMS]);

/** The last run's model; none where its segments are gone, as they are when the demo was removed. */
async function readModel(tx: Transaction, tenantId: string): Promise<ClusterModel | null> {
  const { rows } = await tx.query<{ model: unknown }>(
    `select parameters -> 'model' as model from segment_runs
     where tenant_id = $1 and method = 'kmeans' and exists (
       select from audience_segments s where s.tenant_id = $1 and s.method = 'kmeans' and s.is_active)
     order by ran_at desc, as_of desc limit 1`,
    [tenantId],
  );
  return rows[0] ? clusterModel.parse(rows[0].model) : null;
}

async function driftThreshold(tx: Transaction, tenantId: string): Promise<number> {
  const { rows } = await tx.query<{ threshold: unknown }>(
    `select settings -> 'segment_drift_threshold' as threshold from tenants where tenant_id = $1`,
    [tenantId],
  );
  const set = rows[0]?.threshold;
  return typeof set === 'number' && set > 0 ? set : DRIFT_THRESHOLD;
}

const FEATURE_WORDS: Readonly<Record<string, string>> = {
  recency: 'how long ago customers were last seen',
  frequency: 'how often customers buy',
  monetary: 'how much customers spend',
  contentAffinity: 'how settled tastes are',
  channelAffinity: 'how settled channels are',
};

const driftWords = ({ name, psi }: { name: string; psi: number }): string =>
  `Since the groups were found, ${FEATURE_WORDS[name] ?? name} has changed (stability index ${psi.toFixed(2)}).`;

/** Label and confidence of every row of the matrix, by its n. Long work breathes, so that other work gets its turn. */
async function labelRows(tx: Transaction, data: Float64Array, model: ClusterModel): Promise<void> {
  const points = toScale(data, model.scale);
  await breath();
  const { labels, confidence } = membership(points, DIMS, Float64Array.from(model.centres));
  await tx.query('drop table if exists pg_temp.segment_labels');
  await tx.query(
    'create temp table segment_labels (n integer not null, key text not null, confidence numeric(5, 2)) on commit drop',
  );
  function* rows() {
    for (const [row, label] of labels.entries())
      yield [row + 1, model.keys[label] ?? '', (confidence[row] ?? 0).toFixed(2)];
  }
  await tx.copyIn('segment_labels', ['n', 'key', 'confidence'], rows());
  await tx.query('analyze segment_labels');
}

/** Ids by key. Names are given when groups are found, and stay until then. */
async function segmentsOf(
  tx: Transaction,
  tenantId: string,
  context: RunContext,
  model: ClusterModel,
  isNew: boolean,
): Promise<ReadonlyMap<string, string>> {
  if (isNew) {
    const drafts = await draftClusters(tx, tenantId, model);
    const stored = await upsertSegments(tx, tenantId, 'kmeans', drafts, context.now());
    return new Map([...stored].map(([key, { id }]) => [key, id]));
  }
  const { rows } = await tx.query<{ key: string; id: string }>(
    `select segment_key as key, id::text as id from audience_segments
     where tenant_id = $1 and method = 'kmeans' and is_active`,
    [tenantId],
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** Everybody into their group, and into the larger one it lies in. */
async function assignLabels(
  tx: Transaction,
  tenantId: string,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  await tx.query(
    `insert into segment_assignment
     select f.customer_id, k.id, l.confidence
     from segment_labels l join segment_features f using (n)
          join unnest($1::text[], $2::bigint[]) as k(key, id) on k.key = l.key`,
    [[...ids.keys()], [...ids.values()]],
  );
  await tx.query(
    `insert into segment_assignment
     select a.customer_id, s.parent_id, null
     from segment_assignment a join audience_segments s on s.tenant_id = $1 and s.id = a.segment_id
     where s.parent_id is not null`,
    [tenantId],
  );
}
