import { binOf, quantileEdges } from './quantile-bins.ts';
import type { RfmScheme, RfmSegment } from './rfm-schemes.ts';

/** One entry a customer: days since the last order, number of orders, amount spent. */
export interface RfmTable {
  readonly recency: Float64Array;
  readonly frequency: Float64Array;
  readonly monetary: Float64Array;
}

/** Where scores change, ascending, in days, orders and currency. */
export interface RfmEdges {
  readonly recency: readonly number[];
  readonly frequency: readonly number[];
  readonly monetary: readonly number[];
}

/** 1 to the number of bins each; 5 is best in all three, so the most recent customers score 5. */
export interface RfmScore {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

/** Quintile edges one day, one order and one unit of currency above the quantiles, as R's package rfm has them. */
export function rfmEdges(table: RfmTable, bins = 5): RfmEdges {
  return {
    recency: quantileEdges(table.recency, bins, 1),
    frequency: quantileEdges(table.frequency, bins, 1),
    monetary: quantileEdges(table.monetary, bins, 1),
  };
}

/** The scores of one customer. */
export function rfmScore(recency: number, frequency: number, monetary: number, edges: RfmEdges): RfmScore {
  return {
    recency: edges.recency.length + 1 - binOf(recency, edges.recency),
    frequency: 1 + binOf(frequency, edges.frequency),
    monetary: 1 + binOf(monetary, edges.monetary),
  };
}

/** The first segment of the scheme whose ranges the score lies in; the scheme's rest where there is none. */
export function rfmSegment(score: RfmScore, scheme: RfmScheme): RfmSegment {
  const within = (value: number, [lowest, highest]: readonly [number, number]) =>
    value >= lowest && value <= highest;
  const found = scheme.segments.find(
    ({ recency, frequency, monetary }) =>
      within(score.recency, recency) &&
      within(score.frequency, frequency) &&
      within(score.monetary, monetary),
  );
  return found ?? scheme.rest;
}
