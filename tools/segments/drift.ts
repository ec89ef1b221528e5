/** Whether customers behave as they did when the groups were found. Pure. */
import { populationStability } from '../../statistics/population-stability.ts';
import { binCounts, quantileEdges } from '../../statistics/quantile-bins.ts';
import { columnOf, DIMS, FEATURE_NAMES } from './feature-matrix.ts';

const BINS = 10;
/** Bins of days are no narrower: one quiet day, after which nobody bought yesterday, is no change of behaviour. */
const WEEK = 7;

/** Of each feature: where its deciles began, and how many customers lay in each. */
export interface Baseline {
  readonly edges: number[][];
  readonly counts: number[][];
}

/** Sets a value that nearly all share apart from what lies above it. */
const HAIR = 1e-9;

/** The distribution of every feature, to compare later ones with. Equal edges are one. */
export function baselineOf(data: Float64Array): Baseline {
  const columns = Array.from({ length: DIMS }, (_, column) => columnOf(data, column));
  const edges = columns.map((values, column) => {
    const deciles = quantileEdges(values, BINS);
    const [first = 0] = deciles;
    // Where nearly all are alike, a shift either way must show.
    if (deciles.every((edge) => edge === first)) return [first, first + HAIR];
    return FEATURE_NAMES[column] === 'recency' ? apart(deciles, WEEK) : [...new Set(deciles)];
  });
  return { edges, counts: columns.map((values, at) => binCounts(values, edges[at] ?? [])) };
}

/** Edges at least `step` after one another, and after 0. */
function apart(edges: readonly number[], step: number): number[] {
  let last = 0;
  return edges.filter((edge) => {
    if (edge < last + step) return false;
    last = edge;
    return true;
  });
}

export type Drift = Readonly<Record<string, number>>;

/** The population stability index of every feature against the baseline. */
export function driftOf(data: Float64Array, { edges, counts }: Baseline): Drift {
  return Object.fromEntries(
    FEATURE_NAMES.map((name, column) => {
      const now = binCounts(columnOf(data, column), edges[column] ?? []);
      return [name, populationStability(counts[column] ?? [], now)];
    }),
  );
}

/** The feature that moved most, where it moved further than `threshold`; else null. */
export function drifted(drift: Drift, threshold: number): { name: string; psi: number } | null {
  const [most] = Object.entries(drift).sort(([, a], [, b]) => b - a);
  return most && most[1] > threshold ? { name: most[0], psi: most[1] } : null;
}
