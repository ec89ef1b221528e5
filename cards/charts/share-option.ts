/** Parts of one whole: each part a bar on a track that stands for all of it. Easier to compare than slices. */
import type { YAXisComponentOption } from 'echarts';
import { formatValue } from '../format.ts';
import { hiddenValueAxis, sideAxis } from './axes.ts';
import { MAX_SIDE_LABEL, widest, writeValues } from './bars.ts';
import { type Drawing, frameOf } from './frame.ts';
import type { FittedChart } from './limits.ts';
import { type Ink, MEASURES, seriesColour, TYPE } from './theme.ts';

const ROW = 46;
const CORNER = 4;

/** The option of a `share` chart: on the right of each bar its share, then its amount. */
export function shareOption(chart: FittedChart, ink: Ink): Drawing {
  const values = (chart.series[0]?.values ?? []).map((value) => value ?? 0);
  const whole = values.reduce((sum, value) => sum + value, 0);
  const notes = whole > 0 ? chart.notes : [...chart.notes, 'all parts are zero'];
  const { option, top, height } = frameOf(chart, ink, chart.labels.length * ROW, [], notes);
  const percents = values.map((value) => formatValue(whole > 0 ? value / whole : 0, { kind: 'percent' }));
  // Where the values are shares themselves, the amount would only repeat them.
  const amounts = chart.format.kind === 'percent' ? values.map(() => '') : writeValues(values, chart);
  const columns = {
    percent: widest(percents) + 12,
    amount: amounts.some(Boolean) ? widest(amounts) + 18 : 0,
  };
  const side = sideAxis(chart.labels, ink, MAX_SIDE_LABEL);
  const others = chart.hasOthers ? chart.labels.length - 1 : -1;
  return {
    height,
    option: {
      ...option,
      grid: {
        left: MEASURES.margin + side.width,
        right: MEASURES.margin + columns.percent + columns.amount,
        top,
        height: chart.labels.length * ROW,
        outerBoundsMode: 'none',
      },
      xAxis: hiddenValueAxis(0, whole > 0 ? whole : 1),
      yAxis: [
        side.axis,
        column(percents, columns.percent, { color: ink.strong, fontWeight: 600 }),
        column(amounts, columns.percent + columns.amount, { color: ink.quiet, fontWeight: 400 }),
      ],
      series: [
        {
          type: 'bar',
          silent: true,
          barWidth: 22,
          showBackground: true,
          backgroundStyle: { color: ink.track, borderRadius: CORNER },
          data: values.map((value, index) => ({
            value,
            itemStyle: {
              color: index === others ? ink.others : seriesColour(ink, 0),
              borderRadius: [0, CORNER, CORNER, 0],
            },
          })),
        },
      ],
    },
  };
}

/** A column of texts right of the plot, their right edges `margin` pixels from it. */
function column(texts: readonly string[], margin: number, style: { color: string; fontWeight: 400 | 600 }) {
  return {
    type: 'category',
    inverse: true,
    position: 'right',
    data: [...texts],
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...style, fontSize: TYPE.label, align: 'right', margin, interval: 0 },
  } satisfies YAXisComponentOption;
}
