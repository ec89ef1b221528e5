/** What the one group that a ranking has found comes to in the other numbers. */
import { capital, uncapital } from './capital.ts';
import { listed } from './phrases.ts';
import { metricColumns, type SentenceContext, text, verb } from './sentence-parts.ts';

/** " Revenue was $21,699.53 there.": the other numbers of the one group that a ranking by the first has found. */
export function besidesTheOne({ plan, table }: SentenceContext): string {
  const [row, more] = table.rows;
  const grouped = plan.query.grain !== undefined || plan.by.length > 0;
  const [, ...others] = metricColumns(table);
  const beside = grouped && plan.query.limit === 1 && plan.metrics.length > 1 && plan.windows.length === 1;
  if (!row || more || !beside || plan.query.count) return '';
  return ` ${capital(
    listed(
      others.map((column) => `${uncapital(column.label)} ${verb(column.label)} ${text(row, column)}`),
      'and',
    ),
  )} there.`;
}
