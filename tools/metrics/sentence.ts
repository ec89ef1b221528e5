import { currentAndBase } from './compile-compared.ts';
import { transformKey } from './compile-figures.ts';
import { listed } from './phrases.ts';
import { change, movedText, numberAt } from './sentence-change.ts';
import { leadersOf } from './sentence-each.ts';
import { breakdown, counted } from './sentence-groups.ts';
import { besidesTheOne } from './sentence-one.ts';
import { during, metricColumns, type SentenceContext, subject, text, verb } from './sentence-parts.ts';
import { trend } from './sentence-trend.ts';
import { value } from './sentence-value.ts';

/** One plain sentence that answers the question with formatted numbers. */
export function sentence(context: SentenceContext): string {
  const { uncompared } = context.plan;
  const said = `${perMetric(context).map(figures).join(' ')}${besidesTheOne(context)}`;
  return uncompared === null ? said : `${said} There is no data for ${uncompared} to compare with.`;
}

/**
 * A sentence for each metric where rows are periods; groups are ranked by the first metric, which speaks for them.
 * Where periods stand beside each other in columns, the columns are the first metric's.
 */
function perMetric(context: SentenceContext): readonly SentenceContext[] {
  const { plan, table } = context;
  const { grain, limit, transform } = plan.query;
  const rowsArePeriods = grain ? plan.windows.length === 1 && limit === undefined : plan.windows.length > 1;
  if (plan.metrics.length === 1 || plan.by.length > 0 || !rowsArePeriods) return [context];
  return plan.metrics.map((metric) => {
    const own = new Set([metric.id, ...(transform ? [transformKey(metric, transform, false)] : [])]);
    const columns = table.columns.filter(({ role, key }) => role !== 'metric' || own.has(key));
    return { ...context, plan: { ...plan, metrics: [metric] }, table: { ...table, columns } };
  });
}

function figures(context: SentenceContext): string {
  const { plan, table } = context;
  if (plan.query.count) return counted(context);
  if (plan.query.each !== undefined) return leadersOf(context);
  if (plan.query.grain) return trend(context);
  if (plan.by.length > 0) return breakdown(context);
  if (plan.windows.length > 1) return periods(context);
  const [row] = table.rows;
  return row ? value(context, row) : 'There is nothing to show.';
}

function periods(context: SentenceContext): string {
  const { plan, table } = context;
  const [column] = metricColumns(table);
  if (!column) return 'There is nothing to compare.';
  const [current, base] = currentAndBase(plan);
  const rows = table.rows;
  const at = (number: number) => plan.windows[number - 1];
  const when = (number: number): string => during(at(number), at(number === current ? base : current));
  const name = subject(context, column.label);
  if (rows.length > 2) {
    const each = plan.windows.map(
      (window, index) => `${text(rows[index], column)} ${during(window, undefined)}`,
    );
    return `${name} ${verb(column.label)} ${listed(each, 'and')}.`;
  }
  const now = text(rows[current - 1], column);
  const before = text(rows[base - 1], column);
  const moved = change(numberAt(rows[current - 1], column), numberAt(rows[base - 1], column));
  const missing = plan.windows.find(({ read }) => read === null);
  if (missing) {
    const there = missing === plan.windows[current - 1] ? before : now;
    const other = missing === plan.windows[current - 1] ? when(base) : when(current);
    return `${name} ${verb(column.label)} ${there} ${other}; there is no data for ${missing.label}.`;
  }
  return `${name} ${verb(column.label)} ${now} ${when(current)} against ${before} ${when(base)}${movedText(moved, column)}.`;
}
