/** Charts of groups and of periods side by side: bars, stacks, and the parts of a whole. */
import type { TableColumn } from '../../cards/card.ts';
import type { ChartSeries, ChartSpec } from '../../cards/chart.ts';
import type { AnswerRow } from './answer-data.ts';
import type { AnswerTable } from './answer-rows.ts';
import { MAX_BARS, MAX_SERIES, numberOf, seriesOf } from './chart-series.ts';
import { currentAndBase } from './compile-compared.ts';
import { partsOf, type SemanticModel } from './model.ts';
import type { Plan } from './plan.ts';

const MAX_SHARES = 7;

/** Periods side by side, the earliest first. */
export function periodBars(plan: Plan, table: AnswerTable, metric: TableColumn, title: string): ChartSpec {
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

/** Groups of the first dimension, each made up of those of the second; null where they do not add up. */
export function stack(
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

/** Groups as bars, or as parts of a whole; of a comparison in pairs. */
export function bars(
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
