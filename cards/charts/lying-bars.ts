/** Lying bars, one row per label, for categories with long names: grouped, or stacked. */
import { type Bars, colourBars, keyOf, paintOf, stackEnds, writeValues } from './bars.ts';
import { breakText, measure } from './font.ts';
import { type Drawing, footer, header } from './frame.ts';
import type { FittedChart } from './limits.ts';
import { place } from './scale.ts';
import { bar, element, label } from './svg.ts';
import { type Ink, MEASURES, TYPE } from './theme.ts';

const MAX_LABEL = 230;
const MAX_VALUE = 130;
const BETWEEN = 3;

interface Layout {
  readonly chart: FittedChart;
  readonly ink: Ink;
  readonly bars: readonly Bars[];
  /** Position of a value. */
  readonly x: (value: number) => number;
  readonly thickness: number;
}

/** Draws a `bar` or `stacked` chart lying. */
export function drawLyingBars(chart: FittedChart, ink: Ink): Drawing {
  const bars = colourBars(chart, ink);
  const head = header(chart.title, chart.subtitle, keyOf(bars), ink);
  const stacked = chart.kind === 'stacked';
  const ends = stackEnds(chart);
  const numbers = stacked
    ? ends.flatMap((end) => [end.up, end.down])
    : chart.series.flatMap((one) => one.values).filter((value) => value !== null);
  const low = Math.min(0, ...numbers);
  const high = Math.max(0, ...numbers, low === 0 ? 1e-90 : 0);
  const written = stacked
    ? [
        writeValues(
          ends.map((end) => end.total),
          chart,
          MAX_VALUE,
          TYPE.label,
        ),
      ]
    : chart.series.map((one) => writeValues(one.values, chart, MAX_VALUE, TYPE.label));
  const valueWidth = Math.max(0, ...written.flat().map((text) => measure(text, TYPE.label, 600))) + 8;
  const widestLabel = Math.max(0, ...chart.labels.map((one) => measure(one, TYPE.label)));
  const labelWidth = Math.min(MAX_LABEL, widestLabel);
  const small = widestLabel > MAX_LABEL;
  const left = MEASURES.margin + labelWidth + 14 + (low < 0 ? valueWidth : 0);
  const right = MEASURES.width - MEASURES.margin - (high > 1e-90 || low === 0 ? valueWidth : 0);
  const x = place({ low, high }, left, right);
  const many = stacked ? 1 : bars.length;
  const thickness = Math.max(11, MEASURES.barThickness - (many - 1) * 4);
  const rowHeight = many * thickness + (many - 1) * BETWEEN + MEASURES.barGap;
  const layout: Layout = { chart, ink, bars, x, thickness };
  const rows = chart.labels.map((text, index) => {
    const top = head.height + index * rowHeight + MEASURES.barGap / 2;
    return [
      rowLabel(text, labelWidth, small, top + (rowHeight - MEASURES.barGap) / 2, ink),
      stacked
        ? stackRow(layout, index, top, ends[index]?.up ?? 0, written[0]?.[index] ?? '')
        : groupRow(layout, index, top, written),
    ].join('');
  });
  const bottom = head.height + chart.labels.length * rowHeight;
  const foot = footer(chart.notes, bottom, ink);
  const zero = element('path', {
    d: `M${x(0)} ${head.height}V${bottom}`,
    stroke: ink.baseline,
    'stroke-width': 1.5,
  });
  return { svg: head.svg + rows.join('') + zero + foot.svg, height: bottom + foot.height };
}

/** Where some name is too long for one line, all are written smaller and may take two. */
function rowLabel(text: string, width: number, small: boolean, middle: number, ink: Ink): string {
  const size = small ? TYPE.note : TYPE.label;
  const lines = breakText(text, width + 0.5, size, 400, small ? 2 : 1);
  return lines
    .map((line, row) =>
      label(line, {
        x: MEASURES.margin,
        y: middle + size * 0.36 + (row - (lines.length - 1) / 2) * (size + 2),
        size,
        fill: ink.body,
      }),
    )
    .join('');
}

function groupRow(layout: Layout, index: number, top: number, written: readonly string[][]): string {
  return layout.bars
    .map((bars, at) => {
      const y = top + at * (layout.thickness + BETWEEN);
      return (
        singleBar(layout, bars, index, y) + singleValue(layout, bars, index, y, written[at]?.[index] ?? '')
      );
    })
    .join('');
}

function singleBar(layout: Layout, bars: Bars, index: number, y: number): string {
  const { chart, x, thickness } = layout;
  const value = bars.series.values[index] ?? 0;
  const width = Math.abs(x(value) - x(0));
  if (width < 0.5) return '';
  const { paint, inset } = paintOf(bars.colour, chart.open[index] ?? false);
  const box = {
    x: Math.min(x(0), x(value)) + inset,
    y: y + inset,
    width: Math.max(0, width - 2 * inset),
    height: thickness - 2 * inset,
  };
  return bar(box, value < 0 ? 'left' : 'right', MEASURES.corner, paint);
}

function singleValue(layout: Layout, bars: Bars, index: number, y: number, text: string): string {
  const { ink, x, thickness } = layout;
  const value = bars.series.values[index] ?? null;
  const negative = value !== null && value < 0;
  const quiet = bars.series.role === 'comparison' || value === null;
  return label(text, {
    x: x(value ?? 0) + (negative ? -8 : 8),
    y: y + thickness / 2 + TYPE.label * 0.36,
    size: thickness < 16 ? TYPE.note : TYPE.label,
    weight: quiet ? 400 : 600,
    fill: quiet ? ink.quiet : ink.strong,
    anchor: negative ? 'end' : 'start',
  });
}

function stackRow(layout: Layout, index: number, top: number, up: number, total: string): string {
  const { chart, ink, bars, x, thickness } = layout;
  let above = 0;
  let below = 0;
  const parts = bars.map(({ series, colour }) => {
    const value = series.values[index] ?? 0;
    const from = value < 0 ? below : above;
    if (value < 0) below += value;
    else above += value;
    const left = Math.min(x(from), x(from + value));
    // A hair of ground between the parts keeps them apart for every eye.
    const width = Math.abs(x(from + value) - x(from)) - 1.5;
    if (width <= 0) return '';
    const { paint, inset } = paintOf(colour, chart.open[index] ?? false);
    return bar(
      {
        x: left + inset,
        y: top + inset,
        width: Math.max(0, width - 2 * inset),
        height: thickness - 2 * inset,
      },
      'none',
      0,
      paint,
    );
  });
  const text = label(total, {
    x: x(up) + 8,
    y: top + thickness / 2 + TYPE.label * 0.36,
    size: TYPE.label,
    weight: 600,
    fill: ink.strong,
  });
  return parts.join('') + text;
}
