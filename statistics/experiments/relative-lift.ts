/** How much larger the variation's mean is, as a fraction of the control's: .1 is 10% more. */
import { type Estimate, type Interval, type Sample, squaredError } from './sample.ts';

/**
 * The lift with its standard error by the delta method; null where the control's mean is not positive, for then it
 * has no meaning. Good where the control's mean is sure to some per cent.
 */
export function relativeLift(control: Sample, variation: Sample): Estimate | null {
  if (!(control.mean > 0)) return null;
  const ratio = variation.mean / control.mean;
  const error = Math.sqrt(squaredError(variation) + ratio ** 2 * squaredError(control));
  return { value: ratio - 1, standardError: error / control.mean };
}

/**
 * The lifts that the data do not rule out when differences of up to `reach` standard errors may be chance (Fieller
 * 1954). Unlike the delta method's interval it leaves out 0 exactly where the interval of the difference does, so that
 * a winner never has a lift that might be none. Null where the control's mean is not surely positive.
 */
export function fiellerInterval(control: Sample, variation: Sample, reach: number): Interval | null {
  const [a, b] = [control.mean, variation.mean];
  const sure = a ** 2 - reach ** 2 * squaredError(control);
  if (!(a > 0 && sure > 0)) return null;
  const spread = Math.sqrt((a * b) ** 2 - sure * (b ** 2 - reach ** 2 * squaredError(variation)));
  return { low: (a * b - spread) / sure - 1, high: (a * b + spread) / sure - 1 };
}
