import { studentCritical, studentTwoSided } from '../student-t.ts';
import { differenceOfMeans, type Interval, intervalAround, type Sample, squaredError } from './sample.ts';

export interface MeansCompared {
  /** Variation less control. */
  readonly difference: number;
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly pValue: number;
  readonly interval: Interval;
}

/**
 * Two means without supposing equal variances (Welch 1947). For one look at a sample of planned size. Where nobody
 * differs from anybody, there is nothing to test by: p is 1. Throws a RangeError for an arm of fewer than two people.
 */
export function compareMeans(control: Sample, variation: Sample, alpha = 0.05): MeansCompared {
  if (!(control.n > 1 && variation.n > 1)) throw new RangeError('both arms need at least two people');
  const difference = differenceOfMeans(control, variation);
  const { value, standardError } = difference;
  if (standardError === 0)
    return {
      difference: value,
      t: 0,
      degreesOfFreedom: 0,
      pValue: 1,
      interval: intervalAround(difference, 0),
    };
  const t = value / standardError;
  const degreesOfFreedom =
    standardError ** 4 /
    (squaredError(control) ** 2 / (control.n - 1) + squaredError(variation) ** 2 / (variation.n - 1));
  return {
    difference: value,
    t,
    degreesOfFreedom,
    pValue: studentTwoSided(t, degreesOfFreedom),
    interval: intervalAround(difference, studentCritical(alpha, degreesOfFreedom)),
  };
}
