/**
 * The growth from one period to the next that fits counts best, the newest first: 0.18 is 18% more each time. Least squares
 * on the logarithms of count + ½, so that an empty period does not break it.
 */
export function monthlyGrowth(counts: readonly number[]): number {
  const n = counts.length;
  if (n < 2) return 0;
  const points = counts.map((value, back) => ({ x: -back, y: Math.log(value + 0.5) }));
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / n;
  const x = mean((point) => point.x);
  const y = mean((point) => point.y);
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
  return Math.expm1(slope);
}
