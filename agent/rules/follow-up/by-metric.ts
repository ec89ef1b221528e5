/** “by units” after a top 5 by revenue: ranked by another number, which is to name that number. */
import type { MetricQuery } from '../../../tools/metrics/metric-query.ts';
import { carriesMeaning } from '../clause.ts';
import { type Item, is } from '../item.ts';
import type { Knowledge } from '../knowledge.ts';

const LEADS = new Set(['by', 'in terms of', 'based on', 'measured by', 'by number of', 'by the number of']);

/** The items without the “by”, where only a metric stands behind it and the last answer was a list. */
export function withoutBy(items: readonly Item[], last: MetricQuery, knowledge: Knowledge): readonly Item[] {
  const [lead, ...rest] = items;
  const listed = last.by.length > 0 || last.grain !== undefined;
  if (!listed || !lead || carriesMeaning(lead) || !isLead(lead)) return items;
  const named = rest.filter((item) => !is(item, 'filler') && !is(item, 'stop') && !is(item, 'count'));
  const [metric, more] = named;
  if (!metric || more || metric.metrics.length === 0) return items;
  const axes = metric.dimensions.filter((id) => knowledge.dimension(id)?.kind !== 'number');
  return axes.length === 0 ? rest : items;
}

const isLead = (item: Item): boolean => LEADS.has(item.key) || is(item, 'sort') || item.key === 'ranked by';
