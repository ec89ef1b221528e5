import { normalQuantile, normalTwoSided } from '../normal.ts';
import { type Count, differenceOfMeans, type Interval, intervalAround, sampleOfCount } from './sample.ts';

export interface ProportionsCompared {
  /** Variation less control. */
  readonly difference: number;
  readonly z: number;
  /** Two-sided. */
  readonly pValue: number;
  readonly interval: Interval;
}

/**
 * Two shares of people: the z test with the pooled share's variance, since the test supposes them equal, and the
 * interval with each arm's own (Fleiss, Levin & Paik 2003, chapter 3). For one look at a sample of planned size.
 * Where nobody or everybody did it, z is 0. Throws a RangeError for an empty arm.
 */
export function compareProportions(control: Count, variation: Count, alpha = 0.05): ProportionsCompared {
  if (!(control.n > 0 && variation.n > 0)) throw new RangeError('both arms need people');
  const difference = differenceOfMeans(sampleOfCount(control), sampleOfCount(variation));
  const pooled = (control.successes + variation.successes) / (control.n + variation.n);
  const pooledError = Math.sqrt(pooled * (1 - pooled) * (1 / control.n + 1 / variation.n));
  const z = pooledError > 0 ? difference.value / pooledError : 0;
  return {
    difference: difference.value,
    z,
    pValue: normalTwoSided(z),
    interval: intervalAround(difference, normalQuantile(1 - alpha / 2)),
  };
}
