/** Parts of one whole: each part a bar on a track that stands for all of it. Easier to compare than slices. */
import { formatValue } from '../format.ts';
import { writeValues } from './bars.ts';
import { breakText, measure } from './font.ts';
import { type Drawing, footer, header } from './frame.ts';
import type { FittedChart } from './limits.ts';
import { bar, element, label } from './svg.ts';
import { type Ink, MEASURES, seriesColour, TYPE } from './theme.ts';

const ROW = 46;
const MAX_LABEL = 220;
const MAX_VALUE = 120;

/** Draws a `share` chart. */
export function drawShare(chart: FittedChart, ink: Ink): Drawing {
  const head = header(chart.title, chart.subtitle, [], ink);
  const values = (chart.series[0]?.values ?? []).map((value) => value ?? 0);
  const whole = values.reduce((sum, value) => sum + value, 0);
  const shares = values.map((value) => (whole > 0 ? value / whole : 0));
  const percents = shares.map((share) => formatValue(share, { kind: 'percent', decimals: 1 }));
  // Where the values are shares themselves, the amount would only repeat them.
  const amounts = chart.format.kind === 'percent' ? [] : writeValues(values, chart, MAX_VALUE, TYPE.label);
  const widest = (texts: readonly string[], weight: 400 | 600) =>
    Math.max(0, ...texts.map((text) => measure(text, TYPE.label, weight)));
  const labelWidth = Math.min(MAX_LABEL, widest(chart.labels, 400));
  const amountWidth = amounts.length > 0 ? widest(amounts, 400) + 18 : 0;
  const percentWidth = widest(percents, 600) + 12;
  const left = MEASURES.margin + labelWidth + 16;
  const right = MEASURES.width - MEASURES.margin - amountWidth - percentWidth;
  const rows = chart.labels.map((text, index) => {
    const middle = head.height + index * ROW + ROW / 2;
    const box = { x: left, y: middle - 11, width: right - left, height: 22 };
    const others = chart.hasOthers && index === chart.labels.length - 1;
    const filled = { ...box, width: box.width * (shares[index] ?? 0) };
    const lines = breakText(text, labelWidth + 0.5, TYPE.label, 400, 2);
    return [
      ...lines.map((line, row) =>
        label(line, {
          x: MEASURES.margin,
          y: middle + TYPE.label * 0.36 + (row - (lines.length - 1) / 2) * (TYPE.label + 2),
          size: TYPE.label,
          fill: ink.body,
        }),
      ),
      element('rect', { ...box, rx: 4, fill: ink.track }),
      filled.width < 0.5 ? '' : bar(filled, 'right', 4, { fill: others ? ink.others : seriesColour(ink, 0) }),
      label(percents[index] ?? '', {
        x: right + percentWidth,
        y: middle + TYPE.label * 0.36,
        size: TYPE.label,
        weight: 600,
        fill: ink.strong,
        anchor: 'end',
      }),
      label(amounts[index] ?? '', {
        x: MEASURES.width - MEASURES.margin,
        y: middle + TYPE.label * 0.36,
        size: TYPE.label,
        fill: ink.quiet,
        anchor: 'end',
      }),
    ].join('');
  });
  const bottom = head.height + chart.labels.length * ROW;
  const notes = whole > 0 ? chart.notes : [...chart.notes, 'all parts are zero'];
  const foot = footer(notes, bottom, ink);
  return { svg: head.svg + rows.join('') + foot.svg, height: bottom + foot.height };
}
