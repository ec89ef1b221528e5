/** A chart as text: for terminals, for phones without pictures, and as the alternative text of the picture. */
import type { ChartSeries, ChartSpec } from '../chart.ts';
import { displayWidth, pad, truncate, wrap } from '../display-width.ts';
import { formatValue } from '../format.ts';
import { oneLine } from '../plain-text.ts';
import { type FittedChart, fitChart, labelsArePeriods } from './limits.ts';
import { panelsOf } from './panels.ts';
import { extremes, lines } from './text-lines.ts';

export interface TextChartOptions {
  /** Columns of the text; at least 24. Default 72. */
  readonly width?: number;
  /** Bars drawn at most, the rest counted. Default: as many as the picture shows. */
  readonly maxBars?: number;
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const SHADES = ['█', '▓', '▒', '░', '▞', '▚'] as const;

/** The chart in monospaced lines: sparklines for lines, blocks for bars. Total and pure. */
export function chartAsText(spec: ChartSpec, options: TextChartOptions = {}): string {
  const width = Math.max(24, options.width ?? 72);
  const chart = tidy(fitChart(spec));
  if (!hasValues(chart)) return 'No values to draw.';
  const body = draw(chart, width, options.maxBars ?? Number.POSITIVE_INFINITY);
  const partial = partialNote(chart);
  const notes = [...chart.notes, ...(partial ? [partial] : [])];
  const lines = [...body, ...(notes.length > 0 ? [`(${notes.join('; ')})`] : [])];
  return lines.flatMap((line) => (displayWidth(line) > width ? wrap(line, width) : [line])).join('\n');
}

/** The chart in one or two sentences, as a picture's alternative text. Total and pure. */
export function chartAltText(spec: ChartSpec): string {
  const chart = tidy(fitChart(spec));
  const kind = { line: 'Line chart', bar: 'Bar chart', stacked: 'Stacked bar chart', share: 'Share chart' }[
    chart.kind
  ];
  const title = truncate(chart.title, 150);
  const panels = panelsOf(chart).length;
  const drawn = panels > 1 ? `${kind} in ${panels} panels` : kind;
  const head = title ? `${drawn}: ${title}.` : `${drawn}.`;
  if (!hasValues(chart)) return `${head} No values.`;
  const said = chart.series
    .slice(0, 3)
    .map((one) => `${one.name && chart.series.length > 1 ? `${one.name}: ` : ''}${extremes(chart, one)}`);
  const more = chart.series.length > 3 ? [`and ${chart.series.length - 3} more series`] : [];
  const notes = [...chart.notes, partialNote(chart) ?? ''].filter(Boolean);
  return `${head} ${[...said, ...more, ...notes].map((part) => truncate(part, 300)).join('. ')}.`;
}

function draw(chart: FittedChart, width: number, maxBars: number): string[] {
  if (chart.kind === 'line') return lines(chart, width);
  if (chart.kind === 'stacked') return stacked(chart, width, maxBars);
  // Many periods read better as one row than as a column of bars.
  if (chart.kind === 'bar' && chart.labels.length > 16 && labelsArePeriods(chart.labels)) {
    return lines(chart, width);
  }
  return bars(chart, width, maxBars);
}

function tidy(chart: FittedChart): FittedChart {
  return {
    ...chart,
    title: oneLine(chart.title),
    labels: chart.labels.map(oneLine),
    series: chart.series.map((one) => ({ ...one, name: oneLine(one.name) })),
  };
}

function hasValues(chart: ChartSpec): boolean {
  return chart.series.some((one) => one.values.some((value) => value !== null));
}

function partialNote(chart: FittedChart): string | null {
  const open = chart.labels.filter((_, index) => chart.open[index]);
  if (open.length === 0) return null;
  return `${truncate(open.slice(0, 3).join(', '), 60)}${open.length > 3 ? ` and ${open.length - 3} more` : ''} not complete yet`;
}

function bars(chart: FittedChart, width: number, maxBars: number): string[] {
  const out: string[] = [];
  for (const series of chart.series) {
    if (chart.series.length > 1) out.push(truncate(series.name, width));
    out.push(...barRows(chart, series, width, maxBars));
  }
  return out;
}

function barRows(chart: ChartSpec, series: ChartSeries, width: number, maxBars: number): string[] {
  const values = chart.labels.slice(0, maxBars).map((_, index) => series.values[index] ?? null);
  const whole = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const written = values.map((value, index) => {
    const text = formatValue(value, chart.format);
    const interval = series.intervals?.[index];
    if (interval)
      return `${text} (${formatValue(interval.low, chart.format)} to ${formatValue(interval.high, chart.format)})`;
    const share = chart.kind === 'share' && chart.format.kind !== 'percent' && whole > 0 && value !== null;
    return share ? `${text} (${formatValue(value / whole, { kind: 'percent' })})` : text;
  });
  const labelWidth = Math.min(Math.floor(width * 0.35), Math.max(1, ...chart.labels.map(displayWidth)));
  const valueWidth = Math.min(Math.floor(width * 0.4), Math.max(1, ...written.map(displayWidth)));
  const room = Math.max(4, width - labelWidth - valueWidth - 2);
  const longest = Math.max(0, ...values.map((value) => Math.abs(value ?? 0)));
  const rows = values.map((value, index) => {
    const label = pad(truncate(chart.labels[index] ?? '', labelWidth), labelWidth);
    const bar = value === null ? '' : block(value, longest, room);
    return `${label} ${pad(bar, room)} ${pad(truncate(written[index] ?? '', valueWidth), valueWidth, 'right')}`;
  });
  const left = chart.labels.length - values.length;
  return left > 0 ? [...rows, `… ${left} more`] : rows;
}

/** A bar in eighths of a column; negative values are hatched and carry their sign in the number. */
function block(value: number, longest: number, room: number): string {
  if (longest === 0 || value === 0) return '';
  const eighths = Math.max(1, Math.round((Math.abs(value) / longest) * room * 8));
  if (value < 0) return '░'.repeat(Math.max(1, Math.round(eighths / 8)));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

function stacked(chart: FittedChart, width: number, maxBars: number): string[] {
  const legend = chart.series
    .map((one, index) => `${SHADES[index] ?? '█'} ${truncate(one.name, 20)}`)
    .join('  ');
  const totals = chart.labels.map((_, index) =>
    chart.series.reduce((sum, one) => sum + Math.max(0, one.values[index] ?? 0), 0),
  );
  const shown = chart.labels.slice(0, maxBars);
  const written = totals.map((value) => formatValue(value, chart.format));
  const labelWidth = Math.min(Math.floor(width * 0.35), Math.max(1, ...shown.map(displayWidth)));
  const valueWidth = Math.min(Math.floor(width * 0.4), Math.max(1, ...written.map(displayWidth)));
  const room = Math.max(4, width - labelWidth - valueWidth - 2);
  const longest = Math.max(...totals);
  const rows = shown.map((label, index) => {
    let value = 0;
    let drawn = 0;
    const bar = chart.series
      .map((one, at) => {
        value += Math.max(0, one.values[index] ?? 0);
        const end = longest > 0 ? Math.round((value / longest) * room) : 0;
        const part = (SHADES[at] ?? '█').repeat(Math.max(0, end - drawn));
        drawn = end;
        return part;
      })
      .join('');
    const name = pad(truncate(label, labelWidth), labelWidth);
    return `${name} ${pad(bar, room)} ${pad(truncate(written[index] ?? '', valueWidth), valueWidth, 'right')}`;
  });
  const negative = chart.series.some((one) => one.values.some((value) => value !== null && value < 0));
  const left = chart.labels.length - shown.length;
  return [
    legend,
    ...rows,
    ...(left > 0 ? [`… ${left} more`] : []),
    ...(negative ? ['(parts below zero are not drawn)'] : []),
  ];
}
