/** A ranking inside groups in one sentence: who leads in each. */
import { formatValue } from '../../cards/format.ts';
import type { AnswerRow } from './answer-data.ts';
import { capital, uncapital } from './capital.ts';
import { EACH_BUCKET } from './each-group.ts';
import { metricColumns, type SentenceContext, subject, superlative, text, whenOf } from './sentence-parts.ts';

/** Groups that a sentence names. */
const NAMED = 3;

/** "The highest revenue in each location in 2019: California – Nest-USA ($1.00), Chicago – Bags ($2.00) and 3 more." */
export function leadersOf(context: SentenceContext): string {
  const { plan, table } = context;
  const [column] = metricColumns(table);
  const { each, grain } = plan.query;
  const outer = table.columns.find(({ key, role }) =>
    each === EACH_BUCKET ? role === 'time' : role === 'dimension' && key === each,
  );
  const inner = table.columns.find(
    (other) => other !== outer && (other.role === 'dimension' || other.role === 'time'),
  );
  if (!column || !outer || !inner || table.rows.length === 0) return 'There is nothing to rank.';
  const group = (row: AnswerRow): string => formatValue(row[outer.key] ?? null, outer.format);
  const leaders = table.rows.filter((row, index) => {
    const before = table.rows[index - 1];
    return before === undefined || group(before) !== group(row);
  });
  const said = leaders
    .slice(0, NAMED)
    .map(
      (row) => `${group(row)} – ${formatValue(row[inner.key] ?? null, inner.format)} (${text(row, column)})`,
    );
  const more = leaders.length > NAMED ? ` and ${leaders.length - NAMED} more` : '';
  const name = each === EACH_BUCKET ? (grain ?? 'month') : uncapital(outer.label);
  return `${capital(superlative(plan, column))} ${subject(context, uncapital(column.label))} in each ${name}${whenOf(context)}: ${said.join(', ')}${more}.`;
}
