/** The large numbers of an answer. */
import type { Change, Headline } from '../../cards/card.ts';
import type { AnswerTable } from './answer-rows.ts';
import { shapeOf } from './answer-shape.ts';
import { currentAndBase } from './compile-compared.ts';
import { formatOf } from './model.ts';
import type { Plan } from './plan.ts';
import { change } from './sentence-change.ts';
import { isUneven, soFar } from './sentence-parts.ts';

/** One number: itself. Two periods: the later with its change. Rows speak for themselves. */
export function headlinesOf(plan: Plan, table: AnswerTable, currency: string): readonly Headline[] {
  const metrics = table.columns.filter(({ role }) => role === 'metric');
  if (shapeOf(plan) === 'value') {
    const [row] = table.rows;
    return metrics.map(({ key, label, format }) => ({ label, value: numberIn(row, key), format }));
  }
  if (shapeOf(plan) !== 'periods') return [];
  const [current, base] = currentAndBase(plan);
  const two = plan.windows.length === 2;
  const order = two ? [current, base] : plan.windows.map((_, index) => index + 1);
  return plan.metrics.flatMap((metric, index) =>
    order.map((number): Headline => {
      const window = plan.windows[number - 1];
      const column = metrics.find(({ key }) => key === metric.id) ?? metrics[index] ?? metrics[0];
      const value = numberIn(table.rows[number - 1], column?.key ?? metric.id);
      const format = column?.format ?? formatOf(metric, currency);
      const moved =
        two && number === current
          ? change(value, numberIn(table.rows[base - 1], column?.key ?? metric.id))
          : null;
      const against: Change | null = moved && {
        ...moved,
        format,
        against: plan.windows[base - 1]?.label ?? '',
        // Fewer days bring less: that is neither good nor bad.
        good: isUneven(plan.windows[current - 1], plan.windows[base - 1]) ? 'neutral' : metric.good,
      };
      const label = `${column?.label ?? metric.label}, ${window ? soFar(window) : ''}`;
      return { label, value, format, ...(against ? { change: against } : {}) };
    }),
  );
}

function numberIn(row: Readonly<Record<string, unknown>> | undefined, key: string): number | null {
  const value = row?.[key];
  return typeof value === 'number' ? value : null;
}
