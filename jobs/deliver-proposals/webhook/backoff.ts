const FIRST_MS = 30_000;
const LONGEST_MS = 3_600_000;

/**
 * How long to wait after so many tries: twice as long each time, at most an hour, of which a random half is left away so
 * that those who failed together do not come back together. `random` is uniform on [0, 1).
 */
export function backoffMs(attempts: number, random: () => number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1));
  return whole * (1 - random() / 2);
}
