/** The interval of a bar's value, drawn over its end: a line with a cap at each side, the value beyond it. */
import type { CustomSeriesOption } from 'echarts';
import type { ChartSeries } from '../chart.ts';
import { FONT_FAMILY } from './font.ts';
import { type Ink, TYPE } from './theme.ts';

const CAP = 7;
const GAP = 7;

/** Draws the intervals of `series`, the only one of its chart, and its values as `written`. */
export function whiskers(
  series: ChartSeries,
  written: readonly string[],
  towards: 'up' | 'right',
  ink: Ink,
): CustomSeriesOption {
  const up = towards === 'up';
  return {
    type: 'custom',
    silent: true,
    z: 5,
    encode: up ? { x: 0, y: [1, 2] } : { x: [1, 2], y: 0 },
    data: (series.intervals ?? []).flatMap((interval, at) =>
      interval ? [[at, interval.low, interval.high]] : [],
    ),
    renderItem: (_, api) => {
      const at = Number(api.value(0));
      const end = (value: number) => api.coord(up ? [at, value] : [value, at]);
      const [x1 = 0, y1 = 0] = end(Number(api.value(1)));
      const [x2 = 0, y2 = 0] = end(Number(api.value(2)));
      const across = up ? { x: CAP, y: 0 } : { x: 0, y: CAP };
      const line = (fromX: number, fromY: number, toX: number, toY: number) => ({
        type: 'line' as const,
        shape: { x1: fromX, y1: fromY, x2: toX, y2: toY },
        style: { stroke: ink.strong, lineWidth: 2 },
      });
      const cap = (x: number, y: number) => line(x - across.x, y - across.y, x + across.x, y + across.y);
      return {
        type: 'group',
        children: [
          line(x1, y1, x2, y2),
          cap(x1, y1),
          cap(x2, y2),
          {
            type: 'text',
            style: {
              text: written[at] ?? '',
              x: up ? x2 : x2 + GAP + 1,
              y: up ? y2 - GAP : y2,
              align: up ? 'center' : 'left',
              verticalAlign: up ? 'bottom' : 'middle',
              fill: ink.strong,
              fontFamily: FONT_FAMILY,
              fontSize: TYPE.label,
              fontWeight: 600,
            },
          },
        ],
      };
    },
  };
}
