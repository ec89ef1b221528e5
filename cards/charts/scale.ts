/** Axes: round ticks around the data, and their labels. */
import type { Format } from '../format.ts';
import { currencySymbol, UNITS } from './abbreviate.ts';

export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  /** False where the axis was cut to show small changes of large values. */
  readonly fromZero: boolean;
}

/** Values closer together than this share of their size are shown on a cut axis. */
const CUT_BELOW = 0.15;

/**
 * A round axis around `values` of about `count` steps. It holds zero, unless `mayCut` and the values differ by
 * little, where an axis from zero would show a straight line.
 */
export function axisFor(
  values: readonly number[],
  options: { readonly count: number; readonly whole: boolean; readonly mayCut: boolean },
): Axis {
  if (values.length === 0) return { low: 0, high: 1, ticks: [0, 1], fromZero: true };
  const least = Math.min(...values);
  const most = Math.max(...values);
  const size = Math.max(Math.abs(least), Math.abs(most));
  const spread = most - least;
  const sameSign = least > 0 || most < 0;
  const cut = options.mayCut && sameSign && spread > size * 1e-6 && spread < size * CUT_BELOW;
  const low = cut ? least : Math.min(0, least);
  const high = cut ? most : Math.max(0, most);
  const step = roundStep((high - low || 1) / options.count, options.whole);
  const from = Math.floor(low / step + 1e-9);
  const to = Math.max(from + 1, Math.ceil(high / step - 1e-9));
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step);
  return { low: from * step, high: to * step, ticks, fromZero: !cut };
}

/** 1, 2, 2.5 or 5 times a power of ten, at least 1 where values are whole. */
function roundStep(rough: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough * (1 - 1e-9)) ?? 10;
  const step = factor * power;
  return whole ? Math.max(1, Math.ceil(step)) : step;
}

/** Labels of ticks, all in the unit that suits the largest, with just the decimals that tell them apart. */
export function tickLabels(ticks: readonly number[], format: Format): string[] {
  const scaled = format.kind === 'percent' ? ticks.map((tick) => tick * 100) : ticks;
  const largest = Math.max(...scaled.map(Math.abs));
  const unit = format.kind === 'percent' ? undefined : UNITS.find(({ from }) => largest >= from);
  const divide = unit?.divide ?? 1;
  const step = Math.abs((scaled[1] ?? 1) - (scaled[0] ?? 0)) / divide;
  const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(step || 1) + 1e-9)));
  // A step of 2.5 needs one decimal more than its power of ten says.
  const enough = Math.abs(Number(step.toFixed(decimals)) - step) > step / 100 ? decimals + 1 : decimals;
  const symbol = format.kind === 'currency' ? currencySymbol(format.currency) : '';
  const suffix = format.kind === 'percent' ? '%' : (unit?.suffix ?? '');
  return scaled.map((tick) => {
    const size = Math.abs(tick / divide);
    if (tick === 0) return format.kind === 'percent' ? '0%' : `${symbol}0`;
    const digits = size >= 1e6 || size < 1e-6 ? size.toExponential(1) : size.toFixed(enough);
    return `${tick < 0 ? '−' : ''}${symbol}${digits}${suffix}`;
  });
}

/** Maps a value of the axis onto `from … to`. */
export function place(axis: Pick<Axis, 'low' | 'high'>, from: number, to: number): (value: number) => number {
  return (value) => from + ((value - axis.low) / (axis.high - axis.low)) * (to - from);
}
