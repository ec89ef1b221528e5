/** Customers whose behaviour resembles nobody's: what DBSCAN leaves alone. */
import { setImmediate as breath } from 'node:timers/promises';
import type { TenantDb, Transaction } from '../../db/db.ts';
import { pickRows, sampleRows } from '../../statistics/sample-rows.ts';
import { seededRandom } from '../../statistics/seeded-random.ts';
import { fitScale, toScale } from '../../statistics/standardise.ts';
import { type Clusterer, sharedNumbers } from './cluster/cluster.ts';
import { DIMS, type FeatureMatrix, readFeatureMatrix, TRANSFORMS } from './feature-matrix.ts';
import { allAlike, CLUSTERS_LEAST, withClusterer } from './run-clusters.ts';
import type { RunContext } from './run-context.ts';
import type { Reason } from './segment.ts';
import { oneRunAtATime, openAssignment, type RunResult, settleRun } from './settle-run.ts';
import { segmentIdsOf, upsertSegments } from './upsert-segments.ts';

const SEED = 42;
/** Twice the number of features (Sander et al. 1998). */
const MIN_POINTS = 2 * DIMS;
/** Up to so many customers all are looked at; of more, the farthest from the middle and a sample of the others. */
const ALL = 20_000;
const FARTHEST = 10_000;

export type OutliersOutcome =
  | ({ readonly kind: 'ok'; readonly customers: number; readonly outliers: number } & RunResult)
  | { readonly kind: 'insufficient'; readonly have: number; readonly need: number }
  | { readonly kind: 'alike'; readonly customers: number };

/** Finds unusual customers as of the workspace's today and stores them as one segment. */
export async function runOutliers(
  db: TenantDb,
  context: RunContext,
  reason: Reason = 'schedule',
): Promise<OutliersOutcome> {
  return db.write(async (tx) => {
    await oneRunAtATime(tx, db.tenantId);
    const matrix = await readFeatureMatrix(tx, db.tenantId, context);
    return withClusterer(context, (clusterer) =>
      outliersOfMatrix(tx, db.tenantId, context, { matrix, clusterer, reason }),
    );
  });
}

/** The same where the features have been read into the transaction already. */
export async function outliersOfMatrix(
  tx: Transaction,
  tenantId: string,
  context: RunContext,
  {
    matrix: { rows, data },
    clusterer,
    reason,
  }: { readonly matrix: FeatureMatrix; readonly clusterer: Clusterer; readonly reason: Reason },
): Promise<OutliersOutcome> {
  if (rows < CLUSTERS_LEAST) return { kind: 'insufficient', have: rows, need: CLUSTERS_LEAST };
  if (allAlike(data)) return { kind: 'alike', customers: rows };
  await breath();
  const { outliers, looked, radius } = await findOutliers(
    toScale(data, fitScale(data, TRANSFORMS)),
    clusterer,
  );
  const stored = await upsertSegments(
    tx,
    tenantId,
    'outliers',
    [
      {
        key: 'outliers',
        name: 'Unusual Customers',
        type: 'behavioral',
        description:
          'Fewer than ten customers behave like them: large buyers, resellers, test accounts, mistakes.',
        strategy: 'Look at each by hand; leave them out of averages',
        criteria: { radius, minPoints: MIN_POINTS, looked },
      },
    ],
    context.now(),
  );
  await openAssignment(tx);
  await tx.query(
    `insert into segment_assignment select customer_id, $1::bigint, null from segment_features where n = any($2::int[])`,
    [stored.get('outliers')?.id, outliers],
  );
  const result = await settleRun(tx, tenantId, {
    runId: context.newId(),
    method: 'outliers',
    day: context.workspace.today,
    customers: rows,
    parameters: { radius, minPoints: MIN_POINTS, looked },
    reason,
    now: context.now(),
    ...(await segmentIdsOf(tx, tenantId, 'outliers')),
  });
  return { kind: 'ok', customers: rows, outliers: outliers.length, ...result };
}

/** Numbers (n, from 1) of the outliers among scaled points, how many were looked at, and within which radius. */
async function findOutliers(
  points: Float64Array,
  clusterer: Clusterer,
): Promise<{ readonly outliers: readonly number[]; readonly looked: number; readonly radius: number }> {
  await breath();
  const random = seededRandom(SEED);
  const rows = points.length / DIMS;
  // The scale puts the middle at 0. Among the farthest all are there, so that their neighbours are seen too.
  const far = rows <= ALL ? sampleRows(rows, rows, random) : farthestRows(points, FARTHEST);
  const near = rows <= ALL ? new Int32Array(0) : sampleRows(rows, ALL - FARTHEST, random);
  const looked = Int32Array.from(new Set([...far, ...near]));
  const picked = sharedNumbers(looked.length * DIMS);
  picked.set(pickRows(points, DIMS, looked));
  const { labels, radius } = await clusterer.outliers(picked, DIMS, { seed: SEED, minPoints: MIN_POINTS });
  const outliers = [...far.keys()].filter((at) => labels[at] === -1).map((at) => (far[at] as number) + 1);
  return { outliers, looked: looked.length, radius };
}

function farthestRows(points: Float64Array, count: number): Int32Array {
  const distances = new Float64Array(points.length / DIMS);
  for (const [at, value] of points.entries()) {
    const row = Math.floor(at / DIMS);
    distances[row] = (distances[row] as number) + value * value;
  }
  const border = distances.slice().sort()[distances.length - count] ?? 0;
  return Int32Array.from([...distances.keys()].filter((row) => (distances[row] as number) >= border)).slice(
    0,
    count,
  );
}
