/** Which picture an answer gets: a line over time, bars for groups, stacks for two dimensions, a share. */
import type { ChartSpec } from '../../cards/chart.ts';
import type { AnswerTable } from './answer-rows.ts';
import { bars, periodBars, stack } from './chart-bars.ts';
import { groupLines, timeLine } from './chart-lines.ts';
import { formatOf, type SemanticModel } from './model.ts';
import type { Plan } from './plan.ts';

/** The chart of the answer, or null where one number or too few rows make none. */
export function chartOf(
  plan: Plan,
  table: AnswerTable,
  model: SemanticModel,
  title: string,
): ChartSpec | null {
  const metrics = table.columns.filter(({ role }) => role === 'metric');
  const [metric] = metrics;
  if (!metric || table.rows.length < 2) return null;
  if (plan.query.grain)
    return plan.by.length > 0
      ? groupLines(plan, table, metric, title)
      : timeLine(plan, table, metrics, title);
  if (plan.by.length === 2) return stack(plan, table, metric, model, title);
  if (plan.by.length === 1) return bars(plan, table, metrics, model, title);
  return periodBars(plan, table, metric, title);
}

/**
 * The plan of what the chart draws: over time every metric, or, beside another period, those counted like the first;
 * elsewhere the first alone.
 */
export function drawnPlan(plan: Plan, currency: string): Plan {
  const [first] = plan.metrics;
  if (!first) return plan;
  const kind = formatOf(first, currency).kind;
  const overTime = plan.query.grain !== undefined && plan.by.length === 0;
  const drawn = plan.metrics.filter(
    (metric) =>
      metric === first ||
      (overTime && (plan.windows.length === 1 || formatOf(metric, currency).kind === kind)),
  );
  return { ...plan, metrics: drawn };
}
