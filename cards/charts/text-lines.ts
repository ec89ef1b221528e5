/** Lines over time in characters: marks of eight heights, and the lowest, highest and last value in words. */
import type { ChartSeries, ChartSpec } from '../chart.ts';
import { truncate } from '../display-width.ts';
import { formatValue } from '../format.ts';
import { labelsArePeriods } from './limits.ts';
import { type Panel, panelsOf } from './panels.ts';
import { valuesOf } from './value-range.ts';

const SPARKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** Lowest, highest and last value of a series with their labels. */
export function extremes(chart: ChartSpec, series: ChartSeries): string {
  const points = chart.labels.flatMap((label, index) => {
    const value = series.values[index] ?? null;
    return value === null ? [] : [{ label, value }];
  });
  const [first] = points;
  if (!first) return 'no values';
  const say = (point: { label: string; value: number }) =>
    `${formatValue(point.value, series.format ?? chart.format)} (${truncate(point.label, 24)})`;
  if (points.length === 1) return say(first);
  const low = points.reduce((a, b) => (b.value < a.value ? b : a));
  const high = points.reduce((a, b) => (b.value > a.value ? b : a));
  const last = points.at(-1) ?? first;
  if (chart.kind !== 'line' && !labelsArePeriods(chart.labels)) {
    return `highest ${say(high)}, lowest ${say(low)}`;
  }
  return `lowest ${say(low)}, highest ${say(high)}, last ${say(last)}`;
}

/** Every series as a row of marks with what it says; the series of a panel in one scale, then the time they share. */
export function lines(chart: ChartSpec, width: number): string[] {
  const perMark = Math.ceil(chart.labels.length / width);
  const panels = panelsOf(chart).map((panel) => panelLines(chart, panel, perMark, width));
  // A line of nothing between panels: their marks are not of one height.
  const out = panels.flatMap((panel, index) => (index > 0 ? ['', ...panel] : panel));
  const first = chart.labels[0] ?? '';
  const last = chart.labels.at(-1) ?? '';
  const each = perMark > 1 ? `, each mark the mean of ${perMark}` : '';
  if (chart.labels.length > 1) {
    if (panels.length > 1) out.push('');
    out.push(`${truncate(first, 24)} → ${truncate(last, 24)}, ${chart.labels.length} points${each}`);
  }
  return out;
}

function panelLines(chart: ChartSpec, { series }: Panel, perMark: number, width: number): string[] {
  const values = valuesOf(series);
  // From zero where the values allow it, so that a small wobble does not look like a cliff.
  const low = Math.min(0, ...values);
  const high = Math.max(...values);
  return series.flatMap((one) => {
    const name = one.role === 'comparison' ? `${one.name} (comparison)` : one.name;
    return [
      ...(chart.series.length > 1 ? [truncate(name, width)] : []),
      sparkline(one.values, perMark, low, high),
      extremes(chart, one),
    ];
  });
}

function sparkline(values: readonly (number | null)[], perMark: number, low: number, high: number): string {
  let line = '';
  for (let at = 0; at < values.length; at += perMark) {
    const known = values.slice(at, at + perMark).filter((value): value is number => value !== null);
    if (known.length === 0) {
      line += ' ';
      continue;
    }
    const mean = known.reduce((sum, value) => sum + value / known.length, 0);
    const share = high > low ? (mean / 2 - low / 2) / (high / 2 - low / 2) : 0;
    line += SPARKS[Math.min(7, Math.max(0, Math.round(share * 7)))] ?? '▁';
  }
  return line;
}
