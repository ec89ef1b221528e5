/** Lines of one panel as echarts series: strokes, marks, what stands at their ends. */
import type { LineSeriesOption } from 'echarts';
import type { ChartSeries } from '../chart.ts';
import { abbreviate } from './abbreviate.ts';
import { zeroLine } from './axes.ts';
import { breakText, measure } from './font.ts';
import type { FittedChart } from './limits.ts';
import type { Panel } from './panels.ts';
import { type Ink, MEASURES, seriesColour, TYPE } from './theme.ts';

const MAX_NAME = 150;
const LABEL_ROW = TYPE.label + 5;

export interface Line {
  readonly series: ChartSeries;
  readonly colour: string;
  readonly comparison: boolean;
  /** Its last value, and the rows written there: its name, the value. */
  readonly last: number | null;
  readonly end: readonly EndRow[];
}

interface EndRow {
  readonly text: string;
  readonly style: 'first' | 'second';
}

/** The lines of `panel`, in the colours that their places in the whole chart give them. */
export function linesOf(panel: Panel, chart: FittedChart, ink: Ink): Line[] {
  const main = chart.series.filter(({ role }) => role !== 'comparison');
  return panel.series.map((series): Line => {
    const comparison = series.role === 'comparison';
    const last = series.values.findLast((value) => value !== null) ?? null;
    // Six names in two rows, or with values under them, would not fit beside each other.
    const crowded = panel.series.length > 3;
    const named = panel.series.length > 1 && series.name !== '';
    const name = named ? breakText(series.name, MAX_NAME, TYPE.label, 600, crowded ? 1 : 2) : [];
    const amount = last === null || (crowded && named) ? [] : [abbreviate(last, panel.format)];
    const end: EndRow[] = [
      ...name.map((text) => ({ text, style: 'first' as const })),
      ...amount.map((text) => ({ text, style: named ? ('second' as const) : ('first' as const) })),
    ];
    const colour = comparison ? ink.comparison : seriesColour(ink, main.indexOf(series));
    return { series, comparison, colour, last, end };
  });
}

/** True where so many lines end beside each other that a dot has to say whose label is whose. */
function dotted(lines: readonly Line[]): boolean {
  return lines.length > 3;
}

/** Room that the labels at the ends of `lines` take on the right. */
export function endRoom(lines: readonly Line[]): number {
  const widest = Math.max(
    0,
    ...lines.flatMap(({ end }) => end.map(({ text }) => measure(text, TYPE.label, 600))),
  );
  return widest + 14 + (dotted(lines) ? 14 : 0);
}

/** `lines` as series of the grid `at`, their labels above `bottom`; with the zero line unless the axis is cut. */
export function lineSeries(
  lines: readonly Line[],
  chart: FittedChart,
  ink: Ink,
  { at, bottom, cut }: { at: number; bottom: number; cut: boolean },
): LineSeriesOption[] {
  const axes = { xAxisIndex: at, yAxisIndex: at };
  return lines.flatMap((line, index) => [
    {
      ...whole(line, chart, ink, dotted(lines)),
      ...axes,
      labelLayout: apart(lowestTop(line, lines, bottom)),
      ...(index === 0 && !cut ? { markLine: zeroLine('yAxis', ink) } : {}),
    },
    ...pieces(line, chart.open).map((piece) => ({ ...piece, ...axes })),
  ]);
}

/** The line with its marks and the label at its end. */
function whole(line: Line, chart: FittedChart, ink: Ink, dots: boolean): LineSeriesOption {
  const { values } = line.series;
  const last = values.findLastIndex((value) => value !== null);
  const inPieces = chart.open.includes(true) && !line.comparison;
  return {
    type: 'line',
    silent: true,
    symbol: 'none',
    showAllSymbol: true,
    clip: false,
    z: line.comparison ? 2 : 3,
    lineStyle: inPieces ? { opacity: 0 } : strokeOf(line),
    data: values.map((value, index) => ({ value, ...mark(line, chart, index, index === last, ink) })),
    label: endLabel(line, ink, dots),
  };
}

/** How far down the label of `line` may begin for those of lower ends to fit above `bottom` too. */
function lowestTop(line: Line, lines: readonly Line[], bottom: number): number {
  const below = lines.filter(({ last }) => last !== null && line.last !== null && last <= line.last);
  return bottom - below.reduce((sum, { end }) => sum + end.length * LABEL_ROW, 0);
}

/** Labels are moved apart, downwards, only where they are given a place of their own. */
function apart(lowest: number): LineSeriesOption['labelLayout'] {
  return ({ labelRect: { x, y } }) => ({
    x,
    y: Math.min(y, lowest),
    align: 'left',
    verticalAlign: 'top',
    moveOverlap: 'shiftY',
  });
}

function strokeOf(line: Line) {
  return line.comparison
    ? { color: line.colour, width: 2.5, type: [7, 6] }
    : { color: line.colour, width: MEASURES.line, cap: 'round' as const, join: 'round' as const };
}

function endLabel(line: Line, ink: Ink, dots: boolean): LineSeriesOption['label'] {
  const size = TYPE.label;
  const row = { fontSize: size, lineHeight: LABEL_ROW };
  const [name, amount] = line.comparison ? [ink.quiet, ink.quiet] : [ink.strong, ink.body];
  // A dot says whose label it is where labels had to move away from their lines.
  const dot = dots ? '{dot|}  ' : '';
  return {
    show: false,
    position: 'right',
    distance: 8,
    formatter: () => line.end.map(({ text, style }) => `${dot}{${style}|${unmarked(text)}}`).join('\n'),
    rich: {
      dot: { width: 9, height: 9, borderRadius: 5, backgroundColor: line.colour },
      first: { ...row, fontWeight: line.comparison ? 400 : 600, color: name },
      second: { ...row, color: amount },
    },
  };
}

/** Braces would be read as markup. */
function unmarked(text: string): string {
  return text.replaceAll('{', '(').replaceAll('}', ')');
}

/** Points worth a mark: the last, those without neighbours, and hollow ones where the period is not complete. */
function mark(line: Line, chart: FittedChart, index: number, last: boolean, ink: Ink) {
  const { values } = line.series;
  const alone = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
  const hollow = chart.open[index] === true;
  if (values[index] === null || !(last || alone || hollow)) return {};
  const dot = { symbol: 'circle', symbolSize: 10, label: { show: last } };
  if (line.comparison) return { ...dot, itemStyle: { color: alone ? line.colour : 'transparent' } };
  if (!hollow)
    return { ...dot, itemStyle: { color: line.colour, borderColor: ink.ground, borderWidth: 1.5 } };
  return { ...dot, itemStyle: { color: ink.ground, borderColor: line.colour, borderWidth: 3 } };
}

/** Where periods are not complete: the line in two pieces, the steps into and out of those periods dotted. */
function pieces(line: Line, open: readonly boolean[]): LineSeriesOption[] {
  if (!open.includes(true) || line.comparison) return [];
  const piece = (
    shown: (index: number) => boolean,
    lineStyle: LineSeriesOption['lineStyle'],
  ): LineSeriesOption => ({
    type: 'line',
    silent: true,
    symbol: 'none',
    clip: false,
    z: 2,
    lineStyle,
    data: line.series.values.map((value, index) => (shown(index) ? value : null)),
  });
  const near = (index: number) =>
    open[index - 1] === true || open[index] === true || open[index + 1] === true;
  const stroke = strokeOf(line);
  return [piece((index) => !open[index], stroke), piece(near, { ...stroke, type: [0.1, 7] })];
}
