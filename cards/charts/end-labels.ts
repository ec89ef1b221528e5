/** Names and last values at the ends of lines: a key that needs no looking up. */
import type { ChartSeries } from '../chart.ts';
import { abbreviate } from './abbreviate.ts';
import type { Plot } from './axes.ts';
import type { FittedChart } from './limits.ts';
import { element, label } from './svg.ts';
import { type Ink, MEASURES, TYPE } from './theme.ts';

const LINE_HEIGHT = TYPE.label + 5;

/** A series with the colour it is drawn in. */
export interface Line {
  readonly series: ChartSeries;
  readonly colour: string;
  readonly comparison: boolean;
}

export interface EndLabel {
  /** The name, if there is more than one line, then the last value. */
  readonly text: readonly string[];
  readonly named: boolean;
  readonly index: number;
  readonly value: number;
  readonly line: Line;
}

/** What stands at the end of `line`; null where it has no values. */
export function endLabel(line: Line, chart: FittedChart): EndLabel | null {
  const { name, values } = line.series;
  const index = values.findLastIndex((value) => value !== null);
  const value = values[index] ?? null;
  if (value === null) return null;
  const named = chart.series.length > 1 && name !== '';
  const amount = abbreviate(value, chart.format);
  // Six names with values under them would not fit beside each other.
  const text = named ? (chart.series.length > 3 ? [name] : [name, amount]) : [amount];
  return { text, named, index, value, line };
}

/** Draws the labels at the height of their lines' ends, pushed apart where they would overlap. */
export function placeEndLabels(
  ends: readonly EndLabel[],
  x: (index: number) => number,
  y: (value: number) => number,
  plot: Plot,
  ink: Ink,
): string {
  const placed = ends
    .map((end) => ({ end, height: end.text.length * LINE_HEIGHT + 4, at: y(end.value) }))
    .sort((a, b) => a.at - b.at);
  let floor = plot.top - 14;
  for (const one of placed) {
    one.at = Math.max(one.at, floor + one.height / 2);
    floor = one.at + one.height / 2;
  }
  let ceiling = plot.bottom + 14;
  for (const one of placed.toReversed()) {
    one.at = Math.min(one.at, ceiling - one.height / 2);
    ceiling = one.at - one.height / 2;
  }
  const x0 = plot.right + 14;
  return placed
    .map(({ end, at }) => {
      const moved = end.named && Math.abs(at - y(end.value)) > LINE_HEIGHT / 2;
      const left = placed.length === 1 ? x(end.index) + 14 : x0 + (moved ? 13 : 0);
      const top = at - (end.text.length * LINE_HEIGHT) / 2;
      const rows = end.text.map((text, row) =>
        label(text, {
          x: left,
          y: top + row * LINE_HEIGHT + TYPE.label * 0.95,
          size: TYPE.label,
          weight: row === 0 && !end.line.comparison ? 600 : 400,
          fill: end.line.comparison ? ink.quiet : row === 0 ? ink.strong : ink.body,
          maxWidth: MEASURES.width - left - 8,
        }),
      );
      return (moved ? swatch(x0 + 4, top + LINE_HEIGHT / 2, end.line) : '') + rows.join('');
    })
    .join('');
}

/** Where labels had to move away from their lines, a dot of the line's colour says whose they are. */
function swatch(x: number, y: number, line: Line): string {
  return element('circle', { cx: x, cy: y, r: 4, fill: line.colour });
}
