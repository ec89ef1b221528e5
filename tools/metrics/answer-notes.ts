/** What a reader must know besides: what is left out, cut short, or looks new; and how fresh it is. */
import { formatValue } from '../../cards/format.ts';
import { dayLabel } from '../periods/period-label.ts';
import type { Workspace } from '../workspace.ts';
import type { AnswerTable } from './answer-rows.ts';
import { uncapital } from './capital.ts';
import { partialBuckets } from './chart-lines.ts';
import { type SemanticModel, sourcesOf } from './model.ts';
import { averagedOver, type Plan } from './plan.ts';
import type { PlanContext } from './plan-context.ts';

/** What a ranking leaves out, as it has no name. */
export function leftOutNotes(plan: Plan, table: AnswerTable): readonly string[] {
  if (!table.leftOut) return [];
  const names = plan.by.map(({ label }) => uncapital(label)).join(' or ');
  return [`What has no ${names} recorded is left out of the ranking.`];
}

/** Buckets that the period cuts. */
export function partialNotes(plan: Plan): readonly string[] {
  const grain = averagedOver(plan.query) ?? plan.query.grain;
  if (!grain) return [];
  const partial = partialBuckets(plan, grain).map((key) => formatValue(key, { kind: 'bucket', grain }));
  return partial.length === 0 ? [] : [`Not a whole ${grain}: ${partial.join(', ')}.`];
}

/** Whoever bought before the data begin looks new in their first period. */
export function historyNotes(plan: Plan, model: SemanticModel, workspace: Workspace): readonly string[] {
  const [window] = plan.windows;
  const looksBack =
    plan.by.some(({ needsHistory }) => needsHistory) ||
    plan.metrics.some((metric) => sourcesOf(metric, model).length > 0 && usesFirstOrder(metric.id, model));
  if (!looksBack || !workspace.data || !window?.read || window.read.from > workspace.data.from) return [];
  return [
    `Data begins on ${dayLabel(workspace.data.from)}: whoever bought before then counts as new on their first order since.`,
  ];
}

function usesFirstOrder(id: string, model: SemanticModel): boolean {
  const metric = model.metrics.get(id);
  if (!metric) return false;
  if (metric.kind === 'aggregate') return metric.expression.includes('{window_start}');
  const inputs = metric.kind === 'ratio' ? [metric.numerator, metric.denominator] : metric.inputs;
  return inputs.some((input) => usesFirstOrder(input, model));
}

/** The newest day of the sources read; sales' own where they are among them. */
export function newestOf(
  plan: Plan,
  model: SemanticModel,
  facts: PlanContext['vocabulary']['sources'],
): string | null {
  const sources = [...new Set(plan.metrics.flatMap((metric) => sourcesOf(metric, model)))];
  if (sources.includes('sales')) return null;
  const days = sources.flatMap((id) => facts.get(id)?.bounds?.to ?? []);
  return days.sort().at(-1) ?? null;
}
