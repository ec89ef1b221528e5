import type { Db } from '../../db/db.ts';
import { readFeatureMatrix } from './feature-matrix.ts';
import { clusterMatrix, withClusterer } from './run-clusters.ts';
import type { RunContext } from './run-context.ts';
import { outliersOfMatrix } from './run-outliers.ts';
import { runRfm } from './run-rfm.ts';
import { refreshSaved } from './run-saved.ts';
import { oneRunAtATime } from './settle-run.ts';

export interface SegmentsReport {
  /** Customers who bought, and so have an RFM segment. */
  readonly customers: number;
  readonly groups: number;
  readonly outliers: number;
  readonly saved: number;
  readonly moved: number;
  readonly ms: number;
  /** What people should know, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Brings every segment up to the workspace's today: RFM, behaviour groups (found anew only where customers changed),
 * unusual customers, saved rules. Each is a transaction of its own, so that an interrupted refresh keeps what it did;
 * running it again on an unchanged day changes nothing.
 */
export async function refreshSegments(
  db: Db,
  tenantId: string,
  context: RunContext,
): Promise<SegmentsReport> {
  const started = performance.now();
  const tenant = db.tenant(tenantId);
  const notes: string[] = [];
  context.progress?.('Segmenting customers by recency, frequency and value');
  const rfm = await runRfm(tenant, context);
  if (rfm.kind === 'ok') notes.push(...rfm.notes);
  else notes.push(tooFew('RFM segments', 'customers who bought', rfm));
  context.signal?.throwIfAborted();
  context.progress?.('Grouping customers by behaviour');
  const { clusters, outliers } = await tenant.write(async (tx) => {
    await oneRunAtATime(tx, tenantId);
    const matrix = await readFeatureMatrix(tx, tenantId, context);
    return withClusterer(context, async (clusterer) => ({
      clusters: await clusterMatrix(tx, tenantId, context, { matrix, clusterer, asked: null }),
      outliers: await outliersOfMatrix(tx, tenantId, context, { matrix, clusterer, reason: 'schedule' }),
    }));
  });
  if (clusters.kind === 'insufficient') notes.push(tooFew('Behaviour groups', 'customers', clusters));
  else if (clusters.kind === 'alike')
    notes.push('All customers behave alike, so there are no behaviour groups.');
  else if (clusters.reason !== 'schedule') notes.push(clusters.why);
  context.signal?.throwIfAborted();
  context.progress?.('Bringing saved segments up to date');
  const saved = await refreshSaved(tenant, context);
  notes.push(...saved.notes);
  const movedBy = [rfm, clusters, outliers].map((each) => (each.kind === 'ok' ? each.moved : 0));
  return {
    customers: rfm.kind === 'ok' ? rfm.customers : 0,
    groups: clusters.kind === 'ok' ? clusters.groups : 0,
    outliers: outliers.kind === 'ok' ? outliers.outliers : 0,
    saved: saved.segments,
    moved: movedBy.reduce((sum, moved) => sum + moved, saved.moved),
    ms: Math.round(performance.now() - started),
    notes,
  };
}

const tooFew = (what: string, of: string, { have, need }: { have: number; need: number }): string =>
  have === 0
    ? `${what} need ${of}, and there are none yet.`
    : `${what} need at least ${need} ${of}; there are ${have}.`;
