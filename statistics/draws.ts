/** What simulated draws come to. */

export interface Spread {
  /** The mean. */
  readonly expected: number;
  /** Eight in ten draws lie between the two. */
  readonly low: number;
  readonly high: number;
}

const TAIL = 0.1;

/** Mean and 80% interval of draws (at least one). The quantiles interpolate between order statistics (Hyndman & Fan's type 7). */
export function spreadOf(draws: readonly number[]): Spread {
  if (draws.length === 0) throw new RangeError('nothing was drawn');
  const sorted = Float64Array.from(draws).sort();
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] as number;
    return low + (place - below) * ((sorted[below + 1] ?? low) - low);
  };
  const expected = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  return { expected, low: at(TAIL), high: at(1 - TAIL) };
}
