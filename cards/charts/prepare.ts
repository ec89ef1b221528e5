/** A chart made ready to be drawn: cut to what it can show, its texts in characters that the font has. */
import type { ChartSpec } from '../chart.ts';
import { oneLine } from '../plain-text.ts';
import { drawable, MISSING } from './font.ts';
import { type FittedChart, fitChart } from './limits.ts';

/** Texts on one line in characters that the font has; what was lost or is unfinished goes into the notes. */
export function prepareChart(spec: ChartSpec): FittedChart {
  const chart = fitChart(spec);
  let lost = false;
  const drawn = (text: string) => {
    const clean = oneLine(text);
    const written = drawable(clean);
    lost ||= written !== clean;
    return written;
  };
  const texts = {
    title: drawn(chart.title),
    subtitle: drawn(chart.subtitle ?? ''),
    labels: chart.labels.map(drawn),
    series: chart.series.map((one) => ({ ...one, name: drawn(one.name) })),
  };
  const notes = [
    ...openNote(texts.labels, chart.open),
    ...chart.notes,
    ...(lost ? [`${MISSING} stands for characters that the chart's font does not have`] : []),
  ];
  return { ...chart, ...texts, notes };
}

function openNote(labels: readonly string[], open: readonly boolean[]): string[] {
  const unfinished = labels.filter((_, index) => open[index]);
  if (unfinished.length === 0) return [];
  const more = unfinished.length > 2 ? ` and ${unfinished.length - 2} more` : '';
  return [`hollow: ${unfinished.slice(0, 2).join(', ')}${more} not complete yet`];
}
