import { normalQuantile } from '../normal.ts';
import type { Count, Interval } from './sample.ts';

/** Interval of one share that stays within 0 and 1 and holds for few people (Wilson 1927). Nobody: 0 to 1. */
export function wilsonInterval({ n, successes }: Count, alpha = 0.05): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const z = normalQuantile(1 - alpha / 2);
  const share = successes / n;
  const centre = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * Interval of the difference of two shares, variation less control, that holds for few people (Newcombe 1998, method
 * 10): built from both Wilson intervals.
 */
export function newcombeInterval(control: Count, variation: Count, alpha = 0.05): Interval {
  const [a, b] = [wilsonInterval(control, alpha), wilsonInterval(variation, alpha)];
  const shareOfControl = control.n > 0 ? control.successes / control.n : 0;
  const shareOfVariation = variation.n > 0 ? variation.successes / variation.n : 0;
  const difference = shareOfVariation - shareOfControl;
  return {
    low: difference - Math.hypot(shareOfVariation - b.low, a.high - shareOfControl),
    high: difference + Math.hypot(b.high - shareOfVariation, shareOfControl - a.low),
  };
}
