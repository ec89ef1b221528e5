import { type ChiSquared, goodnessOfFit } from './chi-squared-test.ts';

/** Below this chance the split is broken (Kohavi, Tang & Xu 2020, chapter 21). */
const BROKEN_BELOW = 0.001;

export interface SampleRatio extends ChiSquared {
  /** People to expect in each arm by the weights. */
  readonly expected: readonly number[];
  readonly broken: boolean;
}

/**
 * Did people reach the arms as the weights say? Where not, something loses or adds people in one arm and no figure of
 * the test can be trusted. Throws a RangeError where arms and weights do not match or no weight is positive.
 */
export function checkSampleRatio(people: readonly number[], weights: readonly number[]): SampleRatio {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (people.length !== weights.length)
    throw new RangeError(`${people.length} arms, ${weights.length} weights`);
  if (!(total > 0)) throw new RangeError('no arm has a weight');
  const all = people.reduce((sum, count) => sum + count, 0);
  const expected = weights.map((weight) => (all * weight) / total);
  const fit = goodnessOfFit(people, expected, people.length - 1);
  const stray = people.some((count, at) => count > 0 && !((weights[at] as number) > 0));
  return { ...fit, expected, broken: stray || fit.pValue < BROKEN_BELOW };
}
