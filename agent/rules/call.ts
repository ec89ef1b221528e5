/** The calls that rules make. */
import type { Call } from '../../cards/card.ts';
import { type MetricQuery, type MetricQueryInput, metricQuery } from '../../tools/metrics/metric-query.ts';

const METRIC_TOOL = 'sql_analytics';
export const DEFINE_TOOL = 'define_term';
export const HELP_TOOL = 'capabilities';
export const FRESHNESS_TOOL = 'data_freshness';

/** The query with its defaults written out, as a call. Throws where the rules made something the tool would not take. */
export function toCall(query: MetricQueryInput): Call {
  return { tool: METRIC_TOOL, args: metricQuery.parse(query) };
}

/** The metric query that a call carries; null for other tools and for arguments of another make. */
export function queryOf(call: Call | undefined): MetricQuery | null {
  if (call?.tool !== METRIC_TOOL) return null;
  const parsed = metricQuery.safeParse(call.args);
  return parsed.success ? parsed.data : null;
}
