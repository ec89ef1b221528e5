/** “Customers under 25” counts who ordered, not who is on the list: an answer about traits alone says so. */
import type { MetricQuery } from '../../tools/metrics/metric-query.ts';
import type { Knowledge } from './knowledge.ts';
import { CONVENTIONS } from './lexicon/conventions.ts';

/** What people have whether they ordered or not. */
export const TRAITS: ReadonlySet<string> = new Set([
  'location',
  'country',
  'gender',
  'age_band',
  'age_years',
  'favorite_color',
]);

/** The notes that say whom the query counts where both could be meant. */
export function whoCounts(query: MetricQuery, knowledge: Knowledge): readonly string[] {
  const [metric, more] = query.metrics;
  const isByTraits = query.where.length > 0 && query.where.every(({ dimension }) => TRAITS.has(dimension));
  const isAmbiguous =
    metric === CONVENTIONS.people && !more && isByTraits && query.period.kind === 'all' && !query.transform;
  return isAmbiguous && knowledge.metric(CONVENTIONS.peopleOnFile)
    ? ['I counted customers who ordered. For everybody on the list, ask for “customers on file”.']
    : [];
}
