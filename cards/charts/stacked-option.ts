/** Parts on top of each other, their total at the end: upright, or lying where names are long. */
import type { BarSeriesOption } from 'echarts';
import { abbreviate } from './abbreviate.ts';
import { zeroLine } from './axes.ts';
import { extentOf, lyingLayout, uprightLayout } from './bar-layout.ts';
import { type Bars, barsLie, colourBars, hollow, keyOf, MAX_BAR, widest, writeValues } from './bars.ts';
import { type Drawing, INNER_WIDTH } from './frame.ts';
import type { FittedChart } from './limits.ts';
import { type Ink, MEASURES, TYPE } from './theme.ts';

/** Where the bars of one label end, and which series they end with. */
interface Stack {
  readonly up: number;
  readonly down: number;
  readonly total: number | null;
  /** The series that carries the total. */
  readonly outermost: number;
}

/** The option of a `stacked` chart. */
export function stackedOption(chart: FittedChart, ink: Ink): Drawing {
  const bars = colourBars(chart, ink);
  const stacks = chart.labels.map((_, index) => stackAt(chart, index));
  const extent = extentOf(stacks.flatMap(({ up, down }) => [up, down]));
  const totals = stacks.map(({ total }) => total);
  if (barsLie(chart.labels)) {
    const written = writeValues(totals, chart);
    const rowHeight = MEASURES.barThickness + MEASURES.barGap;
    const { option, height } = lyingLayout(chart, ink, keyOf(bars), extent, written, rowHeight);
    const series = seriesOf(chart, bars, stacks, written, 'xAxis', ink).map((one) => ({
      ...one,
      barWidth: MEASURES.barThickness,
    }));
    return { height, option: { ...option, series } };
  }
  const written = totals.map((value) => (value === null ? '' : abbreviate(value, chart.format)));
  const direct = widest(written) <= INNER_WIDTH / Math.max(1, chart.labels.length) - 6;
  const { option, height } = uprightLayout(chart, ink, keyOf(bars), extent, direct);
  const series = seriesOf(chart, bars, stacks, direct ? written : [], 'yAxis', ink).map((one) => ({
    ...one,
    barMaxWidth: MAX_BAR,
    barCategoryGap: '26%',
  }));
  return { height, option: { ...option, series } };
}

function stackAt(chart: FittedChart, index: number): Stack {
  const values = chart.series.map((one) => one.values[index] ?? null);
  const known = values.filter((value) => value !== null);
  const up = known.reduce((sum, value) => sum + Math.max(0, value), 0);
  const down = known.reduce((sum, value) => sum + Math.min(0, value), 0);
  const lastUp = values.findLastIndex((value) => value !== null && value > 0);
  const lastDown = values.findLastIndex((value) => value !== null && value < 0);
  const outermost = lastUp >= 0 ? lastUp : Math.max(0, lastDown);
  return { up, down, total: known.length > 0 ? up + down : null, outermost };
}

function seriesOf(
  chart: FittedChart,
  bars: readonly Bars[],
  stacks: readonly Stack[],
  written: readonly string[],
  valueAxis: 'xAxis' | 'yAxis',
  ink: Ink,
): BarSeriesOption[] {
  return bars.map(({ series, colour, index: at }) => ({
    type: 'bar',
    name: String(at),
    stack: 'all',
    silent: true,
    // A hair of ground between the parts keeps them apart for every eye.
    itemStyle: { color: colour, borderColor: ink.ground, borderWidth: 1.5 },
    data: series.values.map((value, index) => ({
      value: value ?? (stacks[index]?.outermost === at ? 0 : null),
      ...(chart.open[index] ? { itemStyle: hollow(colour) } : {}),
      label: { show: stacks[index]?.outermost === at },
    })),
    label: {
      position: 'outside',
      distance: valueAxis === 'xAxis' ? 8 : 4,
      color: ink.strong,
      fontSize: TYPE.label,
      fontWeight: 600,
      formatter: ({ dataIndex }) => written[dataIndex] ?? '',
    },
    ...(at === 0 ? { markLine: zeroLine(valueAxis, ink) } : {}),
  }));
}
