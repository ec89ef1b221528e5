/** A metric query with every name looked up, every period resolved, and everything that cannot be refused. */
import type { SqlValue } from '../../db/db.ts';
import type { Grain } from '../periods/period-expression.ts';
import type { Span } from '../periods/resolve-period.ts';
import type { FILTER_OPS, MetricQuery } from './metric-query.ts';
import type { Dimension, Metric } from './model.ts';
import type { PlannedPeople } from './plan-people.ts';

/** One period of the answer; `read` is null where it has no data. */
export interface Window {
  /** As said ("Q3") or as resolved ("Q3 2019"). */
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly read: Span | null;
  readonly partial: boolean;
}

export interface PlannedFilter {
  readonly dimension: Dimension;
  readonly op: (typeof FILTER_OPS)[number];
  readonly values: readonly string[];
}

export interface Plan {
  readonly query: MetricQuery;
  /** The metrics asked for, in order; then those that only `having` or `order` name. */
  readonly metrics: readonly Metric[];
  readonly hidden: readonly Metric[];
  readonly by: readonly Dimension[];
  /** The first is the period asked for; others stand beside it. At least one. */
  readonly windows: readonly Window[];
  /** Filters by source: a filter that narrows one side of a ratio alone stands under that source only. */
  readonly filters: ReadonlyMap<string, readonly PlannedFilter[]>;
  /** Whose rows alone are read; null for everybody's. */
  readonly people: PlannedPeople | null;
  /** For a share of the whole: what the whole is filtered by, by source; null where there is no share. */
  readonly whole: ReadonlyMap<string, readonly PlannedFilter[]> | null;
  /** For a share of a longer period: that period. */
  readonly within: Window | null;
  /** Each bucket of the axis is a part of its own whole; otherwise the whole is the period's. */
  readonly wholeByBucket: boolean;
  /** Each group is a part of its own whole ("what share of revenue comes from women in each location"). */
  readonly wholeByGroup: boolean;
  /** First day read so that a rolling mean or a growth has something before its first bucket. */
  readonly leadFrom: string | null;
  /** Rows of a breakdown where the query has no limit. */
  readonly maxGroups: number;
  /** The period to compare with that has no data, by name; null where there is none such. */
  readonly uncompared: string | null;
  readonly timezone: string;
  /** What a reader must know besides: data that begins late, a filter that narrows one side. */
  readonly notes: readonly string[];
}

/** The unit of time that an average is taken over ("revenue a day"), or null where there is none. */
export function averagedOver({ transform }: MetricQuery): Grain | null {
  return transform?.kind === 'average_per' ? transform.grain : null;
}

/** "categories", "months": what an answer that counts its rows counts. */
export function countedThings({ by, query }: Pick<Plan, 'by' | 'query'>): string {
  return by[0]?.plural ?? `${query.grain ?? 'day'}s`;
}

export interface Compiled {
  readonly sql: string;
  readonly params: readonly SqlValue[];
  readonly columns: readonly ResultColumn[];
}

/** What a column of the result is; keys are those of the rows. */
export type ResultColumn =
  | { readonly key: string; readonly kind: 'window' }
  | { readonly key: string; readonly kind: 'dimension'; readonly dimension: Dimension }
  | { readonly key: string; readonly kind: 'bucket' }
  | {
      readonly key: string;
      readonly kind: 'metric';
      readonly metric: Metric;
      /** What of the metric: its value, a transform of it, or its value in window `window` of a comparison. */
      readonly of:
        | 'value'
        | 'share'
        | 'growth'
        | 'cumulative'
        | 'rolling'
        | 'average_per'
        | 'difference'
        | 'change';
      readonly window?: number;
    }
  /** Rows before the limit. */
  | { readonly key: 'total_rows'; readonly kind: 'count' }
  /** The number of groups or buckets, where that is asked for. */
  | { readonly key: 'groups'; readonly kind: 'groups' };
