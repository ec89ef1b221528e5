/** How far an axis of values reaches, and where its labels stand. */
import type { ChartSeries } from '../chart.ts';

/** Values closer together than this share of their size are shown on an axis that does not begin at zero. */
const CUT_BELOW = 0.15;

/** All values of `series`, gaps left out. */
export function valuesOf(series: readonly ChartSeries[]): number[] {
  return series.flatMap((one) => one.values).filter((value) => value !== null);
}

/** True where an axis from zero would show a straight line: the values differ by little. */
export function mayCut(values: readonly number[]): boolean {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const size = Math.max(Math.abs(least), Math.abs(most));
  const spread = most - least;
  return (least > 0 || most < 0) && spread > size * 1e-6 && spread < size * CUT_BELOW;
}

/** Significant digits that tell the ticks of a cut axis apart. */
export function digitsFor(values: readonly number[]): number {
  const most = Math.max(...values.map(Math.abs));
  const spread = Math.max(...values) - Math.min(...values);
  return Math.max(3, Math.ceil(Math.log10(most / spread)) + 2);
}

/** The round values of an axis that reaches from `low` to `high` in about three steps, both ends among them. */
export function roundTicks(low: number, high: number, whole: boolean): readonly number[] {
  const rough = (high - low) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  const step = whole ? Math.max(1, Math.ceil(round * power)) : round * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
