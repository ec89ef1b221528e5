/** What upright and lying bars share: colours, key, fills, written values. */
import type { ChartSeries } from '../chart.ts';
import { formatValue } from '../format.ts';
import { abbreviate } from './abbreviate.ts';
import { measure } from './font.ts';
import type { KeyEntry } from './frame.ts';
import type { FittedChart } from './limits.ts';
import { type Ink, seriesColour } from './theme.ts';

/** A series of bars with its colour. */
export interface Bars {
  readonly series: ChartSeries;
  readonly colour: string;
}

/** Series with their colours, comparisons and "Others" in grey. */
export function colourBars(chart: FittedChart, ink: Ink): Bars[] {
  let next = 0;
  return chart.series.map((series, index) => {
    if (series.role === 'comparison') return { series, colour: ink.comparisonFill };
    const others = chart.kind === 'stacked' && chart.hasOthers && index === chart.series.length - 1;
    return { series, colour: others ? ink.others : seriesColour(ink, next++) };
  });
}

/** The key of colours; one series needs none. */
export function keyOf(bars: readonly Bars[]): KeyEntry[] {
  return bars.length > 1 ? bars.map(({ series, colour }) => ({ name: series.name, colour })) : [];
}

/** Hollow, a mere tint, where the period is not complete. `inset` is how much the outline reaches beyond the bar. */
export function paintOf(
  colour: string,
  open: boolean,
): { readonly paint: Readonly<Record<string, string | number>>; readonly inset: number } {
  if (!open) return { paint: { fill: colour }, inset: 0 };
  return { paint: { fill: colour, 'fill-opacity': 0.14, stroke: colour, 'stroke-width': 2 }, inset: 1 };
}

/** The values in full where each is at most `room` wide, otherwise all of them abbreviated. Null is "–". */
export function writeValues(
  values: readonly (number | null)[],
  chart: FittedChart,
  room: number,
  size: number,
): string[] {
  const full = values.map((value) => formatValue(value, chart.format));
  if (full.every((text) => measure(text, size, 600) <= room)) return full;
  return values.map((value) => (value === null ? '–' : abbreviate(value, chart.format)));
}

/** Sum of the parts above zero and of those below, per label. */
export function stackEnds(chart: FittedChart): { up: number; down: number; total: number | null }[] {
  return chart.labels.map((_, index) => {
    const values = chart.series.map((one) => one.values[index] ?? null).filter((value) => value !== null);
    const up = values.reduce((sum, value) => sum + Math.max(0, value), 0);
    const down = values.reduce((sum, value) => sum + Math.min(0, value), 0);
    return { up, down, total: values.length > 0 ? up + down : null };
  });
}
