/** Yesterday's numbers beside what is usual on that weekday. */
import type { NumbersFound } from '../../tools/brief/index.ts';
import type { ToolContext } from '../../tools/define-tool.ts';
import type { Registry } from '../../tools/registry.ts';
import { runTool } from '../../tools/run-tool.ts';
import { dayAfter } from './local-time.ts';

const SHOWN = [
  { metric: 'revenue', label: 'Revenue', money: true },
  { metric: 'orders', label: 'Orders', money: false },
  { metric: 'new_customers', label: 'New customers', money: false },
] as const;
/** The same weekday of so many weeks is what is usual. */
const WEEKS = 4;

/**
 * Revenue, orders and new customers of the last complete day by the data clock, and the mean of the same weekday in the
 * four weeks before, as far as there is data. The numbers are those that a question would be answered with.
 */
export async function findNumbers(registry: Registry, context: ToolContext): Promise<NumbersFound> {
  const { workspace } = context;
  const day = dayAfter(workspace.today, -1);
  if (!workspace.data) return { day: null, headlines: [], dataUntil: null };
  const byDay = await readDays(registry, context, dayAfter(day, -7 * WEEKS), day);
  const value = (at: string, metric: string) => byDay.get(at)?.[metric] ?? 0;
  const { from } = workspace.data;
  const before = Array.from({ length: WEEKS }, (_, week) => dayAfter(day, -7 * (week + 1))).filter(
    (each) => each >= from,
  );
  return {
    day,
    headlines: SHOWN.map(({ metric, label, money }) => ({
      metric,
      label,
      money,
      value: value(day, metric),
      usual:
        before.length > 0 ? before.reduce((sum, each) => sum + value(each, metric), 0) / before.length : null,
      weeks: before.length,
    })),
    dataUntil: workspace.clockIsBehind ? workspace.data.to : null,
  };
}

/** Values by day and metric; a day on which nothing happened may be missing. */
async function readDays(
  registry: Registry,
  context: ToolContext,
  from: string,
  to: string,
): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  const query = {
    metrics: SHOWN.map(({ metric }) => metric),
    grain: 'day',
    period: { kind: 'range', from, to },
  };
  const { facts, outcome } = await runTool(registry, { tool: 'sql_analytics', args: query }, context);
  if (!facts) {
    if (outcome.kind === 'empty') return new Map();
    throw new Error(`the numbers of the morning were not answered: ${outcome.kind}`);
  }
  const axis = facts.columns.find(({ role }) => role === 'time')?.key ?? 'day';
  return new Map(
    facts.rows.map((row) => [
      String(row[axis]),
      Object.fromEntries(SHOWN.map(({ metric }) => [metric, Number(row[metric] ?? 0)])),
    ]),
  );
}
