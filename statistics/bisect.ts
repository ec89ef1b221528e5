const STEPS = 200;

/**
 * Where a continuous function changes sign between `low` and `high`, to the last digits. Throws a RangeError where it
 * has the same sign at both ends.
 */
export function bisect(of: (x: number) => number, low: number, high: number): number {
  const rising = of(low) < 0;
  if (rising === of(high) < 0) throw new RangeError(`no change of sign between ${low} and ${high}`);
  let [from, to] = [low, high];
  for (let step = 0; step < STEPS; step++) {
    const middle = (from + to) / 2;
    if (middle === from || middle === to) break;
    if (of(middle) < 0 === rising) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}
