/** Lines over time: the comparison dashed and lighter behind, each line named at its end. */
import { bottomAxis, valueAxis } from './axes.ts';
import { type Drawing, frameOf } from './frame.ts';
import type { FittedChart } from './limits.ts';
import { endRoom, lineSeries, linesOf } from './lines.ts';
import { panelsOf } from './panels.ts';
import { panelsOption } from './panels-option.ts';
import { type Ink, MEASURES } from './theme.ts';
import { digitsFor, mayCut, valuesOf } from './value-range.ts';

const AXIS_LABELS = 66;

/** The option of a `line` chart: one plot, or a panel for each kind of measure. */
export function lineOption(chart: FittedChart, ink: Ink): Drawing {
  const panels = panelsOf(chart);
  const [panel] = panels;
  if (!panel || panels.length > 1) return panelsOption(chart, panels, ink);
  const values = valuesOf(panel.series);
  const cut = mayCut(values);
  const notes = cut ? [...chart.notes, 'the axis does not begin at zero'] : chart.notes;
  const { option, top, height } = frameOf(chart, ink, MEASURES.plotHeight + 34, [], notes);
  const lines = linesOf(panel, chart, ink);
  const right = MEASURES.margin + endRoom(lines);
  const room = MEASURES.width - MEASURES.margin - AXIS_LABELS - right;
  const labels = bottomAxis(chart.labels, room / Math.max(1, chart.labels.length - 1), ink);
  return {
    height,
    option: {
      ...option,
      grid: {
        left: MEASURES.margin,
        right,
        top: top + 8,
        height: MEASURES.plotHeight + 26,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: { ...labels, boundaryGap: chart.labels.length === 1 },
      yAxis: { ...valueAxis(panel.format, ink, cut ? digitsFor(values) : 3), scale: cut },
      series: lineSeries(lines, chart, ink, { at: 0, bottom: top + MEASURES.plotHeight + 20, cut }),
    },
  };
}
