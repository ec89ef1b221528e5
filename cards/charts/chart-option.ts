/** Any chart as an option for echarts. */
import type { ChartSpec } from '../chart.ts';
import { barOption } from './bar-option.ts';
import { type Drawing, nothingOption } from './frame.ts';
import { lineOption } from './line-option.ts';
import { prepareChart } from './prepare.ts';
import { shareOption } from './share-option.ts';
import { stackedOption } from './stacked-option.ts';
import { INKS, type Scheme } from './theme.ts';

const BY_KIND = { line: lineOption, bar: barOption, stacked: stackedOption, share: shareOption } as const;

/**
 * What echarts is to draw for `spec`. Total: what cannot be drawn is left out and said in a note, and
 * characters that the font lacks become `□`.
 */
export function chartOption(spec: ChartSpec, scheme: Scheme): Drawing {
  const chart = prepareChart(spec);
  const some = chart.series.some((one) => one.values.some((value) => value !== null));
  return some ? BY_KIND[chart.kind](chart, INKS[scheme]) : nothingOption(chart, INKS[scheme]);
}
