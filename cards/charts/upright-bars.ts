/** Upright bars, for periods and for few categories with short names: grouped, or stacked. */
import { abbreviate } from './abbreviate.ts';
import { grid, type Plot, periodLabels, valueLabelWidth } from './axes.ts';
import { type Bars, colourBars, keyOf, paintOf, stackEnds } from './bars.ts';
import { measure } from './font.ts';
import { type Drawing, footer, header } from './frame.ts';
import type { FittedChart } from './limits.ts';
import { axisFor, place } from './scale.ts';
import { bar, element, label } from './svg.ts';
import { type Ink, MEASURES, TYPE } from './theme.ts';

const MAX_BAR = 84;
/** Share of a label's room that its bars take. */
const FILLED = 0.74;

interface Column {
  readonly x: number;
  readonly width: number;
  /** Values at which the bar begins and ends. */
  readonly from: number;
  readonly to: number;
  readonly colour: string;
  readonly open: boolean;
  /** The outermost part of its stack, whose end is rounded. */
  readonly outermost: boolean;
}

/** Draws a `bar` or `stacked` chart upright. */
export function drawUprightBars(chart: FittedChart, ink: Ink): Drawing {
  const bars = colourBars(chart, ink);
  const stacked = chart.kind === 'stacked';
  const ends = stackEnds(chart);
  const values = stacked
    ? ends.flatMap((end) => [end.up, end.down])
    : chart.series.flatMap((one) => one.values).filter((value) => value !== null);
  const axis = axisFor(values, { count: 4, whole: chart.format.kind === 'integer', mayCut: false });
  const head = header(chart.title, chart.subtitle, keyOf(bars), ink);
  const tops = stacked || chart.series.length === 1 ? ends.map((end) => end.total) : [];
  const written = tops.map((value) => (value === null ? '' : abbreviate(value, chart.format)));
  const wholeBand = (MEASURES.width - 2 * MEASURES.margin) / Math.max(1, chart.labels.length);
  // With a number on every bar the axis would say everything twice.
  const direct =
    written.length > 0 && written.every((text) => measure(text, TYPE.label, 600) <= wholeBand - 6);
  const left = MEASURES.margin + (direct ? 0 : valueLabelWidth(axis, chart.format));
  const plot: Plot = {
    left,
    right: MEASURES.width - MEASURES.margin,
    top: head.height + (direct ? 28 : 6),
    bottom: head.height + (direct ? 28 : 6) + MEASURES.plotHeight,
  };
  const band = (plot.right - plot.left) / Math.max(1, chart.labels.length);
  const scale = direct ? { low: Math.min(0, ...values), high: Math.max(0, ...values, 1e-90) } : axis;
  // Numbers under bars below zero need room above the labels.
  const y = place(scale, direct && scale.low < 0 ? plot.bottom - 22 : plot.bottom, plot.top);
  const middle = (index: number) => plot.left + (index + 0.5) * band;
  const columns = stacked ? stackColumns(chart, bars, middle, band) : groupColumns(chart, bars, middle, band);
  const foot = footer(chart.notes, plot.bottom + 34, ink);
  const svg = [
    head.svg,
    direct ? zeroLine(plot, y(0), ink) : grid(axis, chart.format, plot, left - 10, ink),
    ...columns.map((column) => drawColumn(column, y)),
    direct ? valueLabels(written, ends, middle, y, ink) : '',
    periodLabels(
      chart.labels,
      middle,
      { left: MEASURES.margin, right: MEASURES.width - MEASURES.margin },
      plot.bottom + 27,
      ink,
    ),
    foot.svg,
  ].join('');
  return { svg, height: plot.bottom + 34 + foot.height };
}

function groupColumns(
  chart: FittedChart,
  bars: readonly Bars[],
  middle: (index: number) => number,
  band: number,
): Column[] {
  // The earlier period stands left of the later one.
  const ordered = [...bars].sort(
    (a, b) => Number(b.series.role === 'comparison') - Number(a.series.role === 'comparison'),
  );
  const width = Math.min(MAX_BAR, (band * FILLED) / Math.max(1, bars.length));
  return ordered.flatMap(({ series, colour }, at) =>
    series.values.flatMap((value, index) =>
      value === null
        ? []
        : [
            {
              x: middle(index) + (at - ordered.length / 2) * width,
              width: ordered.length > 1 ? width * 0.92 : width,
              from: 0,
              to: value,
              colour,
              open: chart.open[index] ?? false,
              outermost: true,
            },
          ],
    ),
  );
}

function stackColumns(
  chart: FittedChart,
  bars: readonly Bars[],
  middle: (index: number) => number,
  band: number,
): Column[] {
  const width = Math.min(MAX_BAR, band * FILLED);
  return chart.labels.flatMap((_, index) => {
    let above = 0;
    let below = 0;
    const parts: Column[] = [];
    for (const { series, colour } of bars) {
      const value = series.values[index] ?? 0;
      if (value === 0) continue;
      const from = value < 0 ? below : above;
      if (value < 0) below += value;
      else above += value;
      const open = chart.open[index] ?? false;
      parts.push({
        x: middle(index) - width / 2,
        width,
        from,
        to: from + value,
        colour,
        open,
        outermost: false,
      });
    }
    return parts.map((part) => ({ ...part, outermost: part.to === above || part.to === below }));
  });
}

function drawColumn(column: Column, y: (value: number) => number): string {
  const up = column.to >= column.from;
  const top = Math.min(y(column.from), y(column.to));
  const height = Math.abs(y(column.to) - y(column.from));
  if (height < 0.3) return '';
  const { paint, inset } = paintOf(column.colour, column.open);
  const gap = column.outermost || height < 3 ? 0 : 1.5;
  const box = {
    x: column.x + inset,
    y: top + inset + (up ? gap : 0),
    width: Math.max(0.5, column.width - 2 * inset),
    height: Math.max(0.3, height - 2 * inset - gap),
  };
  return bar(box, column.outermost ? (up ? 'top' : 'bottom') : 'none', MEASURES.corner, paint);
}

function zeroLine(plot: Plot, y: number, ink: Ink): string {
  return element('path', {
    d: `M${plot.left} ${Math.round(y) + 0.5}H${plot.right}`,
    stroke: ink.baseline,
    'stroke-width': 1.5,
  });
}

function valueLabels(
  written: readonly string[],
  ends: readonly { up: number; down: number; total: number | null }[],
  middle: (index: number) => number,
  y: (value: number) => number,
  ink: Ink,
): string {
  return ends
    .map((end, index) => {
      const below = end.up === 0 && end.down < 0;
      return label(written[index] ?? '', {
        x: middle(index),
        y: below ? y(end.down) + TYPE.label + 3 : y(end.up) - 7,
        size: TYPE.label,
        weight: 600,
        fill: ink.strong,
        anchor: 'middle',
      });
    })
    .join('');
}
