/** Where bars stand or lie: frame, grid and axes for `bar` and `stacked` charts, without their series. */
import { bottomAxis, hiddenValueAxis, sideAxis, valueAxis } from './axes.ts';
import { MAX_SIDE_LABEL, widest } from './bars.ts';
import { type Drawing, frameOf, INNER_WIDTH } from './frame.ts';
import type { FittedChart } from './limits.ts';
import { type Ink, MEASURES } from './theme.ts';

const AXIS_LABELS = 34;
const NUMBERS = 26;

export interface BarExtent {
  /** Ends of the lowest and the highest bar, zero included. */
  readonly low: number;
  readonly high: number;
}

/** The extent of bars that end at `values`. */
export function extentOf(values: readonly number[]): BarExtent {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return low === high ? { low, high: 1 } : { low, high };
}

/** Upright bars. Where every bar carries its number (`direct`) an axis would say everything twice. */
export function uprightLayout(
  chart: FittedChart,
  ink: Ink,
  key: readonly number[],
  extent: BarExtent,
  direct: boolean,
): Drawing {
  const above = direct ? NUMBERS : 8;
  const below = direct && extent.low < 0 ? NUMBERS : 0;
  const { option, top, height } = frameOf(chart, ink, MEASURES.plotHeight + AXIS_LABELS + above, key);
  const room = (INNER_WIDTH - (direct ? 0 : 60)) / Math.max(1, chart.labels.length);
  const bottom = bottomAxis(chart.labels, room, ink);
  return {
    height,
    option: {
      ...option,
      grid: {
        left: MEASURES.margin,
        right: MEASURES.margin,
        top: top + above,
        height: MEASURES.plotHeight + 26 - below,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: { ...bottom, axisLabel: { ...bottom.axisLabel, margin: 14 + below } },
      yAxis: direct ? hiddenValueAxis(extent.low, extent.high) : valueAxis(chart.format, ink),
    },
  };
}

/** Lying bars in rows of `rowHeight`, the values `written` at their ends. */
export function lyingLayout(
  chart: FittedChart,
  ink: Ink,
  key: readonly number[],
  extent: BarExtent,
  written: readonly string[],
  rowHeight: number,
): Drawing {
  const plotHeight = chart.labels.length * rowHeight;
  const { option, top, height } = frameOf(chart, ink, plotHeight, key);
  const side = sideAxis(chart.labels, ink, MAX_SIDE_LABEL);
  const valueWidth = widest(written) + 10;
  return {
    height,
    option: {
      ...option,
      grid: {
        left: MEASURES.margin + side.width + (extent.low < 0 ? valueWidth : 0),
        right: MEASURES.margin + (extent.high > 0 ? valueWidth : 0),
        top,
        height: plotHeight,
        outerBoundsMode: 'none',
      },
      xAxis: hiddenValueAxis(extent.low, extent.high),
      yAxis:
        extent.low < 0
          ? { ...side.axis, axisLabel: { ...side.axis.axisLabel, margin: side.width + valueWidth } }
          : side.axis,
    },
  };
}
