import type { MetricQueryInput } from '../../../../tools/metrics/metric-query.ts';

/** A question, or the turns of a thread, and what is to come of the last one. */
export type Phrasing = readonly [said: string | readonly string[], expected: Expected];

type Expected =
  /** The metric query, defaults left out. */
  | MetricQueryInput
  /** Another tool. */
  | { readonly tool: string; readonly args: Readonly<Record<string, unknown>> }
  /** A question back with these buttons. */
  | { readonly asks: readonly string[] }
  | 'refuse'
  | 'smalltalk';
