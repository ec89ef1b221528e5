/** Charts over time: a line for each metric, period or group. */
import type { TableColumn } from '../../cards/card.ts';
import type { ChartSpec } from '../../cards/chart.ts';
import { formatValue } from '../../cards/format.ts';
import { addDays, addUnits, startOf } from '../periods/calendar.ts';
import type { Grain } from '../periods/period-expression.ts';
import type { AnswerRow } from './answer-data.ts';
import { type AnswerTable, bucketKey } from './answer-rows.ts';
import { MAX_SERIES, numberOf, seriesOf } from './chart-series.ts';
import { currentAndBase } from './compile-compared.ts';
import type { Plan } from './plan.ts';

/** Metrics over time; of a comparison the other period behind. */
export function timeLine(
  plan: Plan,
  table: AnswerTable,
  metrics: readonly TableColumn[],
  title: string,
): ChartSpec | null {
  const time = table.columns.find(({ role }) => role === 'time');
  const [first] = metrics;
  if (!time || !first) return null;
  const rows = inTimeOrder(table.rows, time.key);
  const [, base] = currentAndBase(plan);
  const compared = plan.windows.length > 1;
  // Several metrics of one period stand in panels, each in its own unit; a second period shares the axis of the first.
  const panels = !compared && plan.metrics.length > 1 && metrics.length === plan.metrics.length;
  const shown = metrics.filter(
    ({ key, format }) => (panels || format.kind === first.format.kind) && !/^(difference|change)/.test(key),
  );
  // The current period leads; what it is measured against is drawn behind it.
  const series = shown.map((column, index) => {
    const behind = compared && index === base - 1;
    const one = seriesOf(rows, column, column.label, behind ? 'comparison' : 'main');
    return panels ? { ...one, format: column.format } : one;
  });
  return {
    kind: 'line',
    title,
    labels: rows.map((row) => formatValue(row[time.key] ?? null, time.format)),
    series: [...series].sort((a, b) => Number(a.role === 'comparison') - Number(b.role === 'comparison')),
    format: first.format,
    ...partialOf(plan, time),
  };
}

const inTimeOrder = (rows: readonly AnswerRow[], key: string): readonly AnswerRow[] =>
  [...rows].sort((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1));

/** Labels of the buckets that the period (of a comparison the current one) cuts. */
export function partialBuckets(plan: Plan, grain: Grain): readonly string[] {
  const window = plan.windows[currentAndBase(plan)[0] - 1];
  if (!window?.read) return [];
  const { from, to } = window.read;
  const first = startOf(grain, from);
  const last = startOf(grain, to);
  const cut = [
    ...(first < from ? [first] : []),
    ...(addDays(addUnits(grain, last, 1), -1) > to ? [last] : []),
  ];
  return [...new Set(cut)].map((day) => bucketKey(day, grain));
}

function partialOf(plan: Plan, time: TableColumn): { partial?: readonly string[] } {
  const { grain } = plan.query;
  if (!grain) return {};
  const partial = partialBuckets(plan, grain).map((key) => formatValue(key, time.format));
  return partial.length > 0 ? { partial } : {};
}

/** A line for each of the largest groups. */
export function groupLines(
  plan: Plan,
  table: AnswerTable,
  metric: TableColumn,
  title: string,
): ChartSpec | null {
  const time = table.columns.find(({ role }) => role === 'time');
  if (!time) return null;
  const group = groupNamer(plan, table);
  const buckets = [...new Set(inTimeOrder(table.rows, time.key).map((row) => String(row[time.key])))];
  const byGroup = new Map<string, Map<string, number | null>>();
  const totals = new Map<string, number>();
  for (const row of table.rows) {
    const name = group(row);
    const values = byGroup.get(name) ?? new Map<string, number | null>();
    values.set(String(row[time.key]), numberOf(row, metric.key));
    byGroup.set(name, values);
    totals.set(name, (totals.get(name) ?? 0) + (numberOf(row, metric.key) ?? 0));
  }
  const leading = [...totals].sort((a, b) => b[1] - a[1]).slice(0, MAX_SERIES);
  return {
    kind: 'line',
    title: totals.size > leading.length ? `${title}, the ${leading.length} largest` : title,
    labels: buckets.map((bucket) => formatValue(bucket, time.format)),
    series: leading.map(([name]) => ({
      name,
      values: buckets.map((bucket) => byGroup.get(name)?.get(bucket) ?? null),
    })),
    format: metric.format,
    ...partialOf(plan, time),
  };
}

const groupNamer =
  (plan: Plan, table: AnswerTable) =>
  (row: AnswerRow): string =>
    plan.by.map((_, index) => String(row[table.columns[index]?.key ?? ''])).join(', ');
