/**
 * Where a curve over evenly spaced steps bends most: the index of the point farthest from the straight line between
 * its ends, both axes scaled to 1 (the idea of Kneedle: Satopää et al. 2011, without its smoothing). Null for fewer
 * than three points or a straight line.
 */
export function knee(curve: readonly number[]): number | null {
  const first = curve[0] ?? 0;
  const last = curve.at(-1) ?? 0;
  const span = curve.reduce((most, value) => Math.max(most, Math.abs(value - first)), 0);
  let best: number | null = null;
  let farthest = 1e-9;
  for (const [at, value] of curve.entries()) {
    const onLine = first + ((last - first) * at) / (curve.length - 1);
    const distance = span > 0 ? Math.abs(value - onLine) / span : 0;
    if (distance > farthest) [farthest, best] = [distance, at];
  }
  return best;
}
