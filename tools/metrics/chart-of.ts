/** Which picture an answer gets: a line over time, bars for groups, stacks for two dimensions, a share. */
import type { TableColumn } from '../../cards/card.ts';
import type { ChartSeries, ChartSpec } from '../../cards/chart.ts';
import { formatValue } from '../../cards/format.ts';
import { addDays, addUnits, startOf } from '../periods/calendar.ts';
import type { Grain } from '../periods/period-expression.ts';
import type { AnswerRow } from './answer-data.ts';
import { type AnswerTable, bucketKey } from './answer-rows.ts';
import { currentAndBase } from './compile-compared.ts';
import { formatOf, partsOf, type SemanticModel } from './model.ts';
import type { Plan } from './plan.ts';

/** Bars, and lines or parts of a stack, that a phone can show. */
const MAX_BARS = 20;
const MAX_SERIES = 5;
const MAX_SHARES = 7;

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

/** Periods side by side, the earliest first. */
function periodBars(plan: Plan, table: AnswerTable, metric: TableColumn, title: string): ChartSpec {
  const rows = plan.windows
    .map((window, index) => ({ from: window.from, row: table.rows[index] }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .flatMap(({ row }) => (row ? [row] : []));
  return {
    kind: 'bar',
    title,
    labels: rows.map((row) => String(row.period)),
    series: [seriesOf(rows, metric, metric.label)],
    format: metric.format,
  };
}

const numberOf = (row: AnswerRow | undefined, key: string): number | null => {
  const value = row?.[key];
  return typeof value === 'number' ? value : null;
};

function seriesOf(
  rows: readonly AnswerRow[],
  column: TableColumn,
  name: string,
  role?: ChartSeries['role'],
): ChartSeries {
  return { name, values: rows.map((row) => numberOf(row, column.key)), ...(role ? { role } : {}) };
}

function timeLine(
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

function groupLines(plan: Plan, table: AnswerTable, metric: TableColumn, title: string): ChartSpec | null {
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

function stack(
  plan: Plan,
  table: AnswerTable,
  metric: TableColumn,
  model: SemanticModel,
  title: string,
): ChartSpec | null {
  const asked = plan.metrics[0];
  const adds = asked !== undefined && partsOf(asked, model).every(({ additive }) => additive === 'always');
  const [across, within] = table.columns;
  // Parts of a stack must add up; distinct counts and ratios of two dimensions stay a table.
  if (!across || !within || !adds || asked.kind === 'ratio' || plan.windows.length > 1) return null;
  const rank = (key: string): readonly string[] => {
    const sums = new Map<string, number>();
    for (const row of table.rows) {
      const name = String(row[key]);
      sums.set(name, (sums.get(name) ?? 0) + (numberOf(row, metric.key) ?? 0));
    }
    return [...sums].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  };
  const labels = rank(across.key).slice(0, MAX_BARS);
  const parts = rank(within.key);
  const named = parts.slice(0, MAX_SERIES);
  const cells = new Map(
    table.rows.map((row) => [`${row[across.key]}\0${row[within.key]}`, numberOf(row, metric.key) ?? 0]),
  );
  const sumOf = (label: string, members: readonly string[]): number =>
    members.reduce((sum, member) => sum + (cells.get(`${label}\0${member}`) ?? 0), 0);
  const rest = parts.slice(MAX_SERIES);
  const series: ChartSeries[] = named.map((name) => ({
    name,
    values: labels.map((label) => sumOf(label, [name])),
  }));
  if (rest.length > 0) series.push({ name: 'Others', values: labels.map((label) => sumOf(label, rest)) });
  return { kind: 'stacked', title, labels, series, format: metric.format };
}

function bars(
  plan: Plan,
  table: AnswerTable,
  metrics: readonly TableColumn[],
  model: SemanticModel,
  title: string,
): ChartSpec | null {
  const [key] = table.columns;
  const [first] = metrics;
  if (!key || !first) return null;
  const [across] = plan.by;
  const natural = across?.fixed?.map((value) => across.values.get(value)?.label ?? value) ?? null;
  const rows = naturalOrder(table.rows, key.key, natural).slice(0, MAX_BARS);
  const labels = rows.map((row) => String(row[key.key]));
  if (plan.windows.length > 1) {
    const [current, base] = currentAndBase(plan);
    const values = metrics.filter(({ key: name }) => !/^(difference|change)/.test(name));
    const now = values[current - 1];
    const before = values[base - 1];
    if (!now || !before || now === before) return null;
    const series = [
      seriesOf(rows, now, now.label, 'main'),
      seriesOf(rows, before, before.label, 'comparison'),
    ];
    return { kind: 'bar', title, labels, series, format: now.format };
  }
  const asked = plan.metrics[0];
  const adds =
    asked?.kind === 'aggregate' && partsOf(asked, model).every(({ additive }) => additive === 'always');
  const whole =
    plan.query.transform?.kind === 'share' && adds && table.omitted === 0 && rows.length <= MAX_SHARES;
  const kind =
    whole &&
    plan.query.having.length === 0 &&
    plan.query.transform?.kind === 'share' &&
    !plan.query.transform.of
      ? 'share'
      : 'bar';
  return { kind, title, labels, series: [seriesOf(rows, first, first.label)], format: first.format };
}

/** Weekdays from Monday, age bands from the youngest: a picture keeps the natural order, a table ranks. */
function naturalOrder(
  rows: readonly AnswerRow[],
  key: string,
  natural: readonly string[] | null,
): readonly AnswerRow[] {
  if (!natural) return rows;
  const place = (row: AnswerRow): number => {
    const at = natural.indexOf(String(row[key]));
    return at === -1 ? natural.length : at;
  };
  return [...rows].sort((a, b) => place(a) - place(b));
}
