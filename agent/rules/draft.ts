/** What has been understood so far. Clauses fill it in; `resolve.ts` makes a metric query of it. */
import type { Filter, Threshold } from '../../tools/metrics/metric-query.ts';
import type { Grain, PeriodExpression } from '../../tools/periods/period-expression.ts';

export interface SaidMetric {
  readonly id: string;
  /** The dimension the same word may mean (“customers”). */
  readonly dimension: string | null;
  /** Asked for by “how many”. */
  readonly counted: boolean;
  /** Place of its item, to see what stands between two metrics. */
  readonly at: number;
}

export interface SaidPeriod {
  readonly period: PeriodExpression;
  readonly at: number;
  /** How it hangs on the period said before it. */
  readonly joint: 'none' | 'and' | 'versus';
  /** In a share: whether it was said behind “was made in”, which makes it the part. Absent before a share is said. */
  readonly part?: boolean;
  /** Named by “last year”: beside the same without a year, that is the one before it. */
  readonly yearAgo?: boolean;
  /** Named by “previous”: beside the same named by “last”, that is the one before it. */
  readonly previous?: boolean;
}

interface Ranking {
  readonly direction: 'asc' | 'desc';
  readonly limit: number | null;
  /** “the second best”: the one at this place alone. */
  readonly place?: number;
}

/** A filter with the place it was said at. */
export interface SaidFilter extends Filter {
  readonly at: number;
  /** Said as “A vs B” or after “compare”. */
  readonly list: 'and' | 'or' | 'versus';
}

export type Verb = 'sell' | 'earn' | 'spent' | 'buy' | 'perform' | 'acquire' | 'get';

export interface Draft {
  metrics: SaidMetric[];
  by: string[];
  grain: Grain | null;
  /** What “which …” asks for, or a ranking is of; `axis` is its dimension, or “time”. */
  pick: { readonly plural: boolean; readonly axis?: string } | null;
  /** A ranking along two axes: “in each location”, or of the whole period and then by month. */
  inside: 'each' | 'whole' | null;
  /** “which 3 …”: how many of them. */
  pickLimit: number | null;
  where: SaidFilter[];
  /** Filters that say which part a share is about. */
  part: SaidFilter[];
  having: Threshold[];
  /** “how many categories …”: the rows are counted. */
  count: boolean;
  /** Only groups that grew or fell are asked for. */
  changeCondition: boolean;
  periods: SaidPeriod[];
  compare: boolean;
  /** “both together”, or “each by itself”, of what was named or answered before. */
  joined: 'together' | 'apart' | null;
  compareTo: 'previous' | 'year_before' | null;
  change: boolean;
  /** Which change: down, in per cent, or any. */
  changeKind: 'fall' | 'growth' | 'any';
  trend: boolean;
  cumulative: boolean;
  rolling: { window: number | null } | null;
  average: boolean;
  /** “average daily revenue”: the unit of time that the mean is taken over. */
  averagePer: Grain | null;
  share: boolean;
  /** Where “share” was said, to see which filter is the part and which the whole. */
  shareAt: number | null;
  /** “share of the year”: the calendar unit that the share is of. */
  wholeUnit: Grain | null;
  /** “comes from” has been said: what follows is the part. */
  partFollows: boolean;
  ranking: Ranking | null;
  /** Ranked by “most” or “fewest”: the noun behind is what is counted, not what is listed. */
  rankedByCount: boolean;
  /** “how much of our revenue …”: an amount, or a share? */
  howMuchOf: boolean;
  /** “busiest”: by how much was going on. */
  rankedByActivity: boolean;
  /** “best selling”: in money or in pieces? */
  rankedBySelling: boolean;
  sort: 'asc' | 'desc' | null;
  /** “sorted by name”: by what is listed. */
  sortedByName: boolean;
  /** What a ranking beside another period goes by: a change, or the figure of the newer one. */
  sortBy: 'growth' | 'difference' | 'change' | 'figure' | null;
  view: 'table' | 'chart' | null;
  howMuch: boolean;
  who: boolean;
  when: boolean;
  listing: boolean;
  /** “show me …”: customers may then be a list rather than a count. */
  shown: boolean;
  verbs: Verb[];
  marketing: boolean;
  /** Whose filters a threshold narrows: “orders over $100”, “customers who spent …”. */
  entity: 'customer' | 'order' | null;
  money: boolean;
  notes: string[];
}

export function emptyDraft(): Draft {
  return {
    metrics: [],
    by: [],
    grain: null,
    pick: null,
    inside: null,
    pickLimit: null,
    where: [],
    part: [],
    having: [],
    count: false,
    changeCondition: false,
    periods: [],
    compare: false,
    joined: null,
    compareTo: null,
    change: false,
    changeKind: 'any',
    trend: false,
    cumulative: false,
    rolling: null,
    average: false,
    averagePer: null,
    share: false,
    shareAt: null,
    wholeUnit: null,
    partFollows: false,
    ranking: null,
    rankedByCount: false,
    howMuchOf: false,
    rankedByActivity: false,
    rankedBySelling: false,
    sort: null,
    sortedByName: false,
    sortBy: null,
    view: null,
    howMuch: false,
    who: false,
    when: false,
    listing: false,
    shown: false,
    verbs: [],
    marketing: false,
    entity: null,
    money: false,
    notes: [],
  };
}
