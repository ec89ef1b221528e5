/** Lines over time: the comparison dashed and lighter behind, each line named at its end. */
import type { ChartSeries } from '../chart.ts';
import { abbreviate } from './abbreviate.ts';
import { grid, type Plot, periodLabels, valueLabelWidth } from './axes.ts';
import { endLabel, type Line, placeEndLabels } from './end-labels.ts';
import { measure } from './font.ts';
import { type Drawing, footer, header } from './frame.ts';
import type { FittedChart } from './limits.ts';
import { axisFor, place } from './scale.ts';
import { element, short } from './svg.ts';
import { type Ink, MEASURES, seriesColour, TYPE } from './theme.ts';

const MAX_END_LABEL = 190;

/** Draws a `line` chart. */
export function drawLine(chart: FittedChart, ink: Ink): Drawing {
  const values = chart.series.flatMap((one) => one.values).filter((value) => value !== null);
  const axis = axisFor(values, { count: 4, whole: chart.format.kind === 'integer', mayCut: true });
  const lines = colourLines(chart.series, ink);
  const ends = lines.flatMap((line) => endLabel(line, chart) ?? []);
  const endWidth = Math.max(
    0,
    ...ends.flatMap((end) => end.text.map((one) => measure(one, TYPE.label, 600))),
  );
  const head = header(chart.title, chart.subtitle, [], ink);
  const left = MEASURES.margin + valueLabelWidth(axis, chart.format);
  const plot: Plot = {
    left,
    right: MEASURES.width - MEASURES.margin - Math.min(MAX_END_LABEL, endWidth) - 14,
    top: head.height + 6,
    bottom: head.height + 6 + MEASURES.plotHeight,
  };
  const steps = Math.max(1, chart.labels.length - 1);
  const first = chart.labels.length === 1 ? (plot.left + plot.right) / 2 : plot.left + 8;
  const x = (index: number) => first + (index / steps) * (plot.right - plot.left - 8);
  const y = place(axis, plot.bottom, plot.top);
  // Comparisons first, so that the main lines lie on top of them.
  const behindFirst = [...lines].sort((a, b) => Number(b.comparison) - Number(a.comparison));
  const cutAxis = `the axis begins at ${abbreviate(axis.low, chart.format)}, not at zero`;
  const foot = footer(axis.fromZero ? chart.notes : [...chart.notes, cutAxis], plot.bottom + 34, ink);
  const bounds = { left: MEASURES.margin, right: MEASURES.width - MEASURES.margin };
  const svg = [
    head.svg,
    grid(axis, chart.format, { ...plot, right: plot.right + 4 }, left - 10, ink),
    periodLabels(chart.labels, x, bounds, plot.bottom + 27, ink),
    ...behindFirst.flatMap((line) => [curve(line, chart.open, x, y), marks(line, chart.open, x, y, ink)]),
    placeEndLabels(ends, x, y, plot, ink),
    foot.svg,
  ].join('');
  return { svg, height: plot.bottom + 34 + foot.height };
}

function colourLines(series: readonly ChartSeries[], ink: Ink): Line[] {
  let next = 0;
  return series.map((one) => {
    const comparison = one.role === 'comparison';
    return { series: one, comparison, colour: comparison ? ink.comparison : seriesColour(ink, next++) };
  });
}

type Position = (at: number) => number;

/** The line in pieces between gaps; a step into a period that is not complete is dotted. */
function curve(line: Line, open: readonly boolean[], x: Position, y: Position): string {
  const { values } = line.series;
  let solid = '';
  let dotted = '';
  let pen = -1;
  for (const [index, value] of values.entries()) {
    const before = values[index - 1] ?? null;
    if (value === null || before === null) continue;
    const from = `M${short(x(index - 1))} ${short(y(before))}`;
    const to = `L${short(x(index))} ${short(y(value))}`;
    if (open[index] && !line.comparison) {
      dotted += from + to;
      continue;
    }
    solid += pen === index - 1 ? to : from + to;
    pen = index;
  }
  const stroke = { fill: 'none', stroke: line.colour, 'stroke-linejoin': 'round' };
  const main = line.comparison
    ? { ...stroke, 'stroke-width': 2.5, 'stroke-dasharray': '7 6' }
    : { ...stroke, 'stroke-width': MEASURES.line, 'stroke-linecap': 'round' };
  return [
    solid && element('path', { d: solid, ...main }),
    dotted && element('path', { d: dotted, ...main, 'stroke-dasharray': '1 7' }),
  ].join('');
}

/** Points worth a mark: the last, those without neighbours, and hollow ones where the period is not complete. */
function marks(line: Line, open: readonly boolean[], x: Position, y: Position, ink: Ink): string {
  const { values } = line.series;
  const last = line.comparison ? -1 : values.findLastIndex((value) => value !== null);
  return values
    .map((value, index) => {
      if (value === null) return '';
      const alone = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
      const hollow = open[index] === true && !line.comparison;
      if (!hollow && !alone && index !== last) return '';
      return element('circle', {
        cx: x(index),
        cy: y(value),
        r: hollow ? 5.5 : 5,
        fill: hollow ? ink.ground : line.colour,
        stroke: hollow ? line.colour : ink.ground,
        'stroke-width': hollow ? 3 : 1.5,
      });
    })
    .join('');
}
