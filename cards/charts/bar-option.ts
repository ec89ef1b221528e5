/** One bar a label and series, side by side: upright, or lying where names are long. */
import type { BarSeriesOption, CustomSeriesOption } from 'echarts';
import { abbreviate } from './abbreviate.ts';
import { zeroLine } from './axes.ts';
import { extentOf, lyingLayout, uprightLayout } from './bar-layout.ts';
import { type Bars, barsLie, colourBars, hollow, keyOf, MAX_BAR, widest, writeValues } from './bars.ts';
import { type Drawing, INNER_WIDTH } from './frame.ts';
import type { FittedChart } from './limits.ts';
import { type Ink, MEASURES, TYPE } from './theme.ts';
import { whiskers } from './whiskers.ts';

const BETWEEN = 3;

/** The option of a `bar` chart. */
export function barOption(chart: FittedChart, ink: Ink): Drawing {
  const bars = colourBars(chart, ink);
  return barsLie(chart.labels) ? lying(chart, bars, ink) : upright(chart, bars, ink);
}

function upright(chart: FittedChart, bars: readonly Bars[], ink: Ink): Drawing {
  const written = chart.series.map((one) =>
    one.values.map((value) => (value === null ? '' : abbreviate(value, chart.format))),
  );
  const room = INNER_WIDTH / Math.max(1, chart.labels.length) - 6;
  const direct = chart.series.length === 1 && widest(written.flat()) <= room;
  const { option, height } = uprightLayout(chart, ink, keyOf(bars), extentOf(valuesOf(chart)), direct);
  // The earlier period stands left of the later one.
  const ordered = [...bars].sort((a, b) => rank(b) - rank(a));
  const series = ordered.map(
    (one, at): BarSeriesOption => ({
      ...barSeries(one, chart, 'up', ink, at === 0),
      barMaxWidth: MAX_BAR,
      barCategoryGap: '26%',
      barGap: '8%',
      label: { show: direct, ...valueLabel(one, written[one.index] ?? [], ink) },
    }),
  );
  return { height, option: { ...option, series: [...series, ...intervalsOf(chart, written, 'up', ink)] } };
}

function lying(chart: FittedChart, bars: readonly Bars[], ink: Ink): Drawing {
  const written = chart.series.map((one) => writeValues(one.values, chart));
  const thickness = Math.max(11, MEASURES.barThickness - (bars.length - 1) * 4);
  const rowHeight = bars.length * (thickness + BETWEEN) - BETWEEN + MEASURES.barGap;
  const extent = extentOf(valuesOf(chart));
  const { option, height } = lyingLayout(chart, ink, keyOf(bars), extent, written.flat(), rowHeight);
  const series = bars.map(
    (one, at): BarSeriesOption => ({
      ...barSeries(one, chart, 'right', ink, at === 0),
      barWidth: thickness,
      barGap: `${(BETWEEN / thickness) * 100}%`,
      label: { show: true, ...valueLabel(one, written[one.index] ?? [], ink), distance: 8 },
    }),
  );
  return { height, option: { ...option, series: [...series, ...intervalsOf(chart, written, 'right', ink)] } };
}

function intervalsOf(
  { series: [only, ...others] }: FittedChart,
  [written = []]: readonly (readonly string[])[],
  towards: 'up' | 'right',
  ink: Ink,
): CustomSeriesOption[] {
  return only?.intervals && others.length === 0 ? [whiskers(only, written, towards, ink)] : [];
}

/** Ends of bars and of their intervals. */
function valuesOf(chart: FittedChart): number[] {
  return chart.series
    .flatMap(({ values, intervals = [] }) => [
      ...values,
      ...intervals.flatMap((one) => (one ? [one.low, one.high] : [])),
    ])
    .filter((value) => value !== null);
}

function rank(bars: Bars): number {
  return bars.series.role === 'comparison' ? 1 : 0;
}

/** The bars of a series, their far ends rounded, and with the `first` one the line they stand on. */
function barSeries(
  bars: Bars,
  chart: FittedChart,
  towards: 'up' | 'right',
  ink: Ink,
  first: boolean,
): BarSeriesOption {
  const r = MEASURES.corner;
  const rounded = (negative: boolean) => {
    if (towards === 'up') return negative ? [0, 0, r, r] : [r, r, 0, 0];
    return negative ? [r, 0, 0, r] : [0, r, r, 0];
  };
  return {
    type: 'bar',
    name: String(bars.index),
    silent: true,
    itemStyle: { color: bars.colour },
    data: bars.series.values.map((value, index) => ({
      // A lying row without a value still says so.
      value: value ?? (towards === 'right' ? 0 : null),
      itemStyle: {
        borderRadius: rounded((value ?? 0) < 0),
        ...(chart.open[index] ? hollow(bars.colour) : {}),
      },
      ...(value === null ? { label: { color: ink.quiet, fontWeight: 400 } } : {}),
    })),
    ...(first ? { markLine: zeroLine(towards === 'up' ? 'yAxis' : 'xAxis', ink) } : {}),
  };
}

function valueLabel(bars: Bars, written: readonly string[], ink: Ink): BarSeriesOption['label'] {
  const quiet = bars.series.role === 'comparison';
  return {
    position: 'outside',
    distance: 4,
    color: quiet ? ink.quiet : ink.strong,
    fontSize: TYPE.label,
    fontWeight: quiet ? 400 : 600,
    // Beyond its interval where it has one.
    formatter: ({ dataIndex }) => (bars.series.intervals?.[dataIndex] ? '' : (written[dataIndex] ?? '')),
  };
}
