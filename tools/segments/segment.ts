/** What a segment is, and the ways of making one. */

/**
 * - `rfm`: how recently, how often and for how much people bought; everybody who bought is in exactly one.
 * - `kmeans`: groups found in the behaviour itself; everybody seen is in exactly one, and in the group above it.
 * - `outliers`: people whose behaviour resembles nobody's.
 * - `rule`: whoever fits a saved gate, kept current.
 * - `static`: a list of people, kept as saved.
 */
export const METHODS = ['rfm', 'kmeans', 'rule', 'static', 'outliers'] as const;
export type Method = (typeof METHODS)[number];

export const METHOD_LABELS: Readonly<Record<Method, string>> = {
  rfm: 'RFM',
  kmeans: 'Behaviour group',
  rule: 'Saved rule',
  static: 'Saved list',
  outliers: 'Unusual',
};

/** Days before today that a first run also looks back from, so that growth and moves are known at once. */
export const REPLAYED_DAYS = [30, 7] as const;

/** Why customers were segmented: for the first time, by the clock, because they changed, because someone asked. */
export type Reason = 'first' | 'schedule' | 'drift' | 'asked';

/** A segment as a method proposes it; `key` is stable within the method. */
export interface SegmentDraft {
  readonly key: string;
  readonly name: string;
  /** The documents' `segment_type`: what the segment goes by. */
  readonly type: 'behavioral' | 'demographic' | 'predictive';
  readonly description: string;
  readonly strategy: string;
  readonly criteria: object;
  /** Key of the segment that this one lies in. */
  readonly parentKey?: string;
}
