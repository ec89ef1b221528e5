/** The axes that charts share, as echarts options. */
import type { BarSeriesOption, XAXisComponentOption, YAXisComponentOption } from 'echarts';
import type { Format } from '../format.ts';
import { abbreviate } from './abbreviate.ts';
import { breakText, measure } from './font.ts';
import { periodLabels } from './period-labels.ts';
import { type Ink, TYPE } from './theme.ts';

const BARE = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } } as const;

/** Quiet lines at round values, labelled in short: $200k. `digits` are those that tell the labels apart. */
export function valueAxis(format: Format, ink: Ink, digits = 3) {
  return {
    ...BARE,
    type: 'value',
    splitNumber: 3,
    minInterval: format.kind === 'integer' ? 1 : undefined,
    splitLine: { show: true, lineStyle: { color: ink.grid, width: 1 } },
    axisLabel: {
      color: ink.quiet,
      fontSize: TYPE.axis,
      margin: 12,
      formatter: (value: number) => abbreviate(value, format, digits),
    },
  } satisfies YAXisComponentOption;
}

/** A value axis that is not shown, because each bar carries its number. */
export function hiddenValueAxis(low: number, high: number) {
  return { type: 'value', show: false, min: low, max: high } as const;
}

/** Labels along the bottom, `room` pixels apart: all of them, or every second, third, … where they would touch. */
export function bottomAxis(labels: readonly string[], room: number, ink: Ink) {
  const { every, texts } = periodLabels(labels, room);
  return {
    ...BARE,
    type: 'category',
    data: [...texts],
    axisLine: { show: false, onZero: false },
    axisLabel: { color: ink.quiet, fontSize: TYPE.axis, margin: 14, interval: every - 1, hideOverlap: true },
  } satisfies XAXisComponentOption;
}

/** Names down the left side, in one column from the left edge, long ones in two lines. */
export function sideAxis(labels: readonly string[], ink: Ink, widest: number) {
  const natural = Math.max(0, ...labels.map((one) => measure(one, TYPE.label)));
  const width = Math.ceil(Math.min(widest, natural)) + 1;
  // Where some name is too long for one line, all are written smaller.
  const size = natural > widest ? TYPE.note : TYPE.label;
  const gap = 14;
  const axis = {
    ...BARE,
    type: 'category',
    inverse: true,
    data: labels.map((one) => breakText(one, width, size, 400, 2).join('\n')),
    axisLine: { show: false, onZero: false },
    axisLabel: {
      color: ink.body,
      fontSize: size,
      lineHeight: size + 3,
      align: 'left',
      margin: width + gap,
      interval: 0,
    },
  } satisfies YAXisComponentOption;
  return { axis, width: width + gap };
}

/** The line that bars and lines stand on. */
export function zeroLine(at: 'xAxis' | 'yAxis', ink: Ink): BarSeriesOption['markLine'] {
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: ink.baseline, width: 1.5, type: 'solid' },
    data: [{ [at]: 0 }],
    z: 1,
  };
}
