/** Which lines can be read off one axis, and which need a panel of their own over the same time. */
import type { ChartSeries, ChartSpec } from '../chart.ts';
import type { Format } from '../format.ts';

/** Of two measures in one unit, the smaller would be a flat line where the larger is this many times its size. */
const FAR_APART = 12;

/** Lines over one axis. */
export interface Panel {
  readonly format: Format;
  /** In the order of the chart. */
  readonly series: readonly ChartSeries[];
}

/** The panels of a `line` chart, the first measure on top; of any other chart, all of it in one. */
export function panelsOf({ kind, series, format }: ChartSpec): Panel[] {
  if (kind !== 'line' || series.every((one) => !one.format)) return [{ format, series }];
  const panels: { format: Format; size: number; series: ChartSeries[] }[] = [];
  for (const one of series) {
    const own = one.format ?? format;
    const size = sizeOf(one);
    const home = panels.find((panel) => sameUnit(panel.format, own) && near(panel.size, size));
    if (home) {
      home.series.push(one);
      home.size = Math.max(home.size, size);
    } else panels.push({ format: own, size, series: [one] });
  }
  return panels;
}

/** True where values written as `a` and as `b` can be compared: dollars with dollars, counts with counts. */
export function sameUnit(a: Format, b: Format): boolean {
  return unitOf(a) === unitOf(b);
}

function unitOf(format: Format): string {
  if (format.kind === 'currency') return format.currency;
  return format.kind === 'integer' ? 'number' : format.kind;
}

function sizeOf({ values }: ChartSeries): number {
  return Math.max(0, ...values.map((value) => (Number.isFinite(value) ? Math.abs(value ?? 0) : 0)));
}

function near(a: number, b: number): boolean {
  return a === 0 || b === 0 || Math.max(a, b) < Math.min(a, b) * FAR_APART;
}
