/** Grid, value labels and period labels of charts with an upright value axis. */
import type { Format } from '../format.ts';
import { measure } from './font.ts';
import { type Axis, place, tickLabels } from './scale.ts';
import { element, label } from './svg.ts';
import { type Ink, TYPE } from './theme.ts';

/** The rectangle that values are drawn in. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Room that the value labels of `axis` need on the left. */
export function valueLabelWidth(axis: Axis, format: Format): number {
  return Math.max(...tickLabels(axis.ticks, format).map((one) => measure(one, TYPE.axis))) + 12;
}

/** Quiet lines at the ticks with their labels left of the plot; the zero line is stronger. */
export function grid(axis: Axis, format: Format, plot: Plot, labelRight: number, ink: Ink): string {
  const y = place(axis, plot.bottom, plot.top);
  const labels = tickLabels(axis.ticks, format);
  return axis.ticks
    .map((tick, index) => {
      const at = y(tick);
      return (
        element('path', {
          d: `M${plot.left} ${Math.round(at) + 0.5}H${plot.right}`,
          stroke: tick === 0 ? ink.baseline : ink.grid,
          'stroke-width': tick === 0 ? 1.5 : 1,
        }) +
        label(labels[index] ?? '', {
          x: labelRight,
          y: at + TYPE.axis * 0.36,
          size: TYPE.axis,
          fill: ink.quiet,
          anchor: 'end',
        })
      );
    })
    .join('');
}

const MAX_PERIOD_LABEL = 170;

/**
 * Labels along the bottom at `x(index)`: every one where they fit, otherwise every second, third, … A year is
 * written where it changes. The outer labels lean inwards to stay within `bounds`.
 */
export function periodLabels(
  labels: readonly string[],
  x: (index: number) => number,
  bounds: { readonly left: number; readonly right: number },
  y: number,
  ink: Ink,
): string {
  const gap = labels.length > 1 ? Math.abs(x(1) - x(0)) : Number.POSITIVE_INFINITY;
  const shown = fewestSkipped(labels, gap);
  return shown
    .map(({ text, index }) => {
      const half = Math.min(measure(text, TYPE.axis), MAX_PERIOD_LABEL) / 2;
      return label(text, {
        x: Math.min(Math.max(x(index), bounds.left + half), bounds.right - half),
        y,
        size: TYPE.axis,
        fill: ink.quiet,
        anchor: 'middle',
        maxWidth: MAX_PERIOD_LABEL,
      });
    })
    .join('');
}

interface ShownLabel {
  readonly text: string;
  readonly index: number;
}

/** Every n-th label for the smallest n at which no two touch. */
function fewestSkipped(labels: readonly string[], gap: number): ShownLabel[] {
  for (let every = 1; ; every++) {
    const shown = withoutRepeatedYears(labels, every);
    const widths = shown.map(({ text }) => Math.min(measure(text, TYPE.axis), MAX_PERIOD_LABEL));
    const apart = widths.every((width, at) => {
      const next = widths[at + 1];
      return next === undefined || (width + next) / 2 + 12 <= gap * every;
    });
    if (apart || every >= labels.length) return shown;
  }
}

function withoutRepeatedYears(labels: readonly string[], every: number): ShownLabel[] {
  const shown: ShownLabel[] = [];
  let year = '';
  for (let index = 0; index < labels.length; index += every) {
    const full = labels[index] ?? '';
    const [, rest, own] = /^(.*\p{L}.*) ((?:19|20)\d{2})$/u.exec(full) ?? [];
    shown.push({ index, text: own !== undefined && rest !== undefined && own === year ? rest : full });
    year = own ?? '';
  }
  return shown;
}
