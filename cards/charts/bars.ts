/** What bars of every kind share: colours, fills, which way they lie, written values. */
import type { ChartSeries } from '../chart.ts';
import { formatValue } from '../format.ts';
import { abbreviate } from './abbreviate.ts';
import { measure } from './font.ts';
import { INNER_WIDTH } from './frame.ts';
import { type FittedChart, labelsArePeriods, MAX_CATEGORY_BARS } from './limits.ts';
import { type Ink, seriesColour, TYPE } from './theme.ts';

export const MAX_BAR = 84;
export const MAX_SIDE_LABEL = 230;
const MAX_VALUE = 130;

/** A series of bars with its colour. */
export interface Bars {
  readonly series: ChartSeries;
  readonly colour: string;
  /** Its place in the chart, which is its name to echarts. */
  readonly index: number;
}

/** Series with their colours, comparisons and "Others" in grey. */
export function colourBars(chart: FittedChart, ink: Ink): Bars[] {
  let next = 0;
  return chart.series.map((series, index) => {
    if (series.role === 'comparison') return { series, index, colour: ink.comparisonFill };
    const others = chart.kind === 'stacked' && chart.hasOthers && index === chart.series.length - 1;
    return { series, index, colour: others ? ink.others : seriesColour(ink, next++) };
  });
}

/** The key of colours; one series needs none. */
export function keyOf(bars: readonly Bars[]): number[] {
  return bars.length > 1 ? bars.map(({ index }) => index) : [];
}

/** Hollow, a mere tint, where the period is not complete. */
export function hollow(colour: string) {
  return { color: `${colour}24`, borderColor: colour, borderWidth: 2 };
}

/** Bars lie where their names would not fit side by side; long runs of periods stand, with labels skipped. */
export function barsLie(labels: readonly string[]): boolean {
  if (labels.length > MAX_CATEGORY_BARS) return false;
  const room = INNER_WIDTH / labels.length - 10;
  const fit = labels.every((one) => measure(one, TYPE.axis) <= room);
  if (labelsArePeriods(labels)) return labels.length <= 6 && !fit;
  return labels.length === 1 || labels.length > 6 || !fit;
}

/** The values in full where none is too wide, otherwise all of them abbreviated. Null is "–". */
export function writeValues(values: readonly (number | null)[], chart: FittedChart): string[] {
  const full = values.map((value) => formatValue(value, chart.format));
  if (widest(full) <= MAX_VALUE) return full;
  return values.map((value) => (value === null ? '–' : abbreviate(value, chart.format)));
}

/** Width of the widest of `texts` as a bold label. */
export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => measure(text, TYPE.label, 600)));
}
