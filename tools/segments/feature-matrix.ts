/** Customers as points: five features each, as k-means and DBSCAN take them. */
import type { Transaction } from '../../db/db.ts';
import type { Transform } from '../../statistics/standardise.ts';
import { fillFeatures, readColumns } from './features.ts';
import type { RunContext } from './run-context.ts';

export interface Feature {
  readonly name: 'recency' | 'frequency' | 'monetary' | 'contentAffinity' | 'channelAffinity';
  /** Over `segment_features`. */
  readonly expression: string;
  /** Counts and amounts are skewed: their logarithms are not. */
  readonly transform: Transform;
}

/** Frequency is orders; where nobody has ever ordered, events. */
const features = (hasOrders: boolean): readonly Feature[] => [
  { name: 'recency', expression: 'days_since_seen', transform: 'log1p' },
  { name: 'frequency', expression: hasOrders ? 'orders' : 'events', transform: 'log1p' },
  { name: 'monetary', expression: 'revenue', transform: 'log1p' },
  { name: 'contentAffinity', expression: 'content_affinity', transform: 'none' },
  { name: 'channelAffinity', expression: 'channel_affinity', transform: 'none' },
];

export const TRANSFORMS: readonly Transform[] = features(true).map(({ transform }) => transform);
export const FEATURE_NAMES = features(true).map(({ name }) => name);
export const DIMS = TRANSFORMS.length;

export interface FeatureMatrix {
  readonly rows: number;
  /** rows × DIMS, row-major; the row of `n` in `segment_features` is n − 1. What is not known is the column's mean. */
  readonly data: Float64Array;
}

/** Everybody who bought or was seen by the workspace's today. Fills the transaction's `segment_features`. */
export async function readFeatureMatrix(
  tx: Transaction,
  tenantId: string,
  { workspace }: RunContext,
): Promise<FeatureMatrix> {
  const rows = await fillFeatures(tx, tenantId, workspace, workspace.today);
  const ordered = await tx.query('select from segment_features where orders > 0 limit 1');
  const columns = await readColumns(
    tx,
    features(ordered.rowCount > 0).map(({ expression }) => expression),
    'true',
  );
  const data = new Float64Array(rows * DIMS);
  for (const [column, values] of columns.entries()) {
    const mean = meanOfKnown(values);
    for (const [row, value] of values.entries())
      data[row * DIMS + column] = Number.isNaN(value) ? mean : value;
  }
  return { rows, data };
}

/** One feature of every row. */
export function columnOf(data: Float64Array, column: number): Float64Array {
  return Float64Array.from({ length: data.length / DIMS }, (_, row) => data[row * DIMS + column] as number);
}

function meanOfKnown(values: Float64Array): number {
  let sum = 0;
  let known = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    known += 1;
  }
  return known > 0 ? sum / known : 0;
}
