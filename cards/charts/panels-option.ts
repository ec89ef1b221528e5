/** Measures of different kinds over one time axis: a panel for each kind, with its own title and its own values. */
import { abbreviate } from './abbreviate.ts';
import { bottomAxis, valueAxis } from './axes.ts';
import { fitText, measure } from './font.ts';
import { type Drawing, frameOf, INNER_WIDTH, textBlock } from './frame.ts';
import type { FittedChart } from './limits.ts';
import { endRoom, type Line, lineSeries, linesOf } from './lines.ts';
import type { Panel } from './panels.ts';
import { type Ink, MEASURES, TYPE } from './theme.ts';
import { digitsFor, mayCut, roundTicks, valuesOf } from './value-range.ts';

/** Height of a plot where there are two, and where there are more. */
const PLOT = { two: 200, more: 150 } as const;
/** A panel's title with the room under it, the room between panels, the labels of the time axis. */
const HEADING = 36;
const BETWEEN = 24;
const TIME_LABELS = 34;
const LABEL_MARGIN = 12;

interface DrawnPanel extends Panel {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly cut: boolean;
  /** Significant digits that tell the labels of the axis apart. */
  readonly digits: number;
  readonly ticks: readonly number[];
}

/** The option of a `line` chart with several `panels`, all as wide, so that a day stands under the same day. */
export function panelsOption(chart: FittedChart, panels: readonly Panel[], ink: Ink): Drawing {
  const drawn = panels.map((panel) => drawnPanel(panel, chart, ink));
  const plot = panels.length > 2 ? PLOT.more : PLOT.two;
  const step = HEADING + plot + BETWEEN;
  const cut = drawn
    .filter((one) => one.cut)
    .map(({ title }) => `the axis of ${title} does not begin at zero`);
  const total = step * drawn.length - BETWEEN + TIME_LABELS;
  const { option, top, height } = frameOf(chart, ink, total, [], [...chart.notes, ...cut]);
  const left = MEASURES.margin + Math.max(0, ...drawn.map(axisWidth)) + LABEL_MARGIN;
  const right = MEASURES.margin + Math.max(0, ...drawn.map(({ lines }) => endRoom(lines)));
  const apart = (MEASURES.width - left - right) / Math.max(1, chart.labels.length - 1);
  const time = { ...bottomAxis(chart.labels, apart, ink), boundaryGap: chart.labels.length === 1 };
  const plotTop = (at: number) => top + at * step + HEADING;
  const titles = Array.isArray(option.title) ? option.title : [];
  return {
    height,
    option: {
      ...option,
      title: [
        ...titles,
        ...drawn.map(({ title }, at) => textBlock([title], top + at * step, TYPE.label, ink.body, 600)),
      ],
      grid: drawn.map((_, at) => ({ left, right, top: plotTop(at), height: plot, outerBoundsMode: 'none' })),
      xAxis: drawn.map((_, at) => ({
        ...time,
        gridIndex: at,
        axisLabel: { ...time.axisLabel, show: at === drawn.length - 1 },
      })),
      yAxis: drawn.map((panel, at) => ({ ...axisOf(panel, ink), gridIndex: at })),
      series: drawn.flatMap((panel, at) =>
        lineSeries(panel.lines, chart, ink, { at, bottom: plotTop(at) + plot, cut: panel.cut }),
      ),
    },
  };
}

function drawnPanel(panel: Panel, chart: FittedChart, ink: Ink): DrawnPanel {
  const values = valuesOf(panel.series);
  const cut = mayCut(values);
  const low = Math.min(...(cut ? values : [0, ...values]));
  const high = Math.max(...(cut ? values : [0, ...values]));
  const names = panel.series.map(({ name }) => name).filter(Boolean);
  return {
    ...panel,
    title: fitText(names.join(', '), INNER_WIDTH, TYPE.label, 600),
    lines: linesOf(panel, chart, ink),
    cut,
    digits: cut ? digitsFor(values) : 3,
    ticks: roundTicks(low, high > low ? high : low + 1, panel.format.kind === 'integer'),
  };
}

function axisOf({ format, ticks, digits, cut }: DrawnPanel, ink: Ink) {
  const [first = 0, second = 1] = ticks;
  const axis = valueAxis(format, ink, digits);
  return { ...axis, min: first, max: ticks.at(-1) ?? 1, interval: second - first, scale: cut };
}

function axisWidth({ format, ticks, digits }: DrawnPanel): number {
  return Math.max(...ticks.map((tick) => measure(abbreviate(tick, format, digits), TYPE.axis)));
}
