/** What an arm of a test has shown, as the few sums that its comparison needs. */

/** People and how many of them did it. */
export interface Count {
  readonly n: number;
  readonly successes: number;
}

/** A measure over people: their number, its mean and its variance between people. */
export interface Sample {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A figure and how far chance moves it. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** A yes or no per person; of nobody, all is 0. */
export function sampleOfCount({ n, successes }: Count): Sample {
  const mean = n > 0 ? successes / n : 0;
  return { n, mean, variance: mean * (1 - mean) };
}

/** A number per person, from Σx and Σx²; the variance has n − 1 below. Of nobody, all is 0. */
export function sampleOfSums(n: number, sum: number, sumOfSquares: number): Sample {
  const mean = n > 0 ? sum / n : 0;
  // Rounding can leave a little less than nothing where everybody has the same value.
  const variance = n > 1 ? Math.max(0, (sumOfSquares - n * mean * mean) / (n - 1)) : 0;
  return { n, mean, variance };
}

/** How much more the variation has than the control. */
export function differenceOfMeans(control: Sample, variation: Sample): Estimate {
  return {
    value: variation.mean - control.mean,
    standardError: Math.sqrt(squaredError(control) + squaredError(variation)),
  };
}

/** The variance of a mean. */
export function squaredError({ n, variance }: Sample): number {
  return variance / n;
}

/** The interval that reaches so many standard errors to both sides. */
export function intervalAround({ value, standardError }: Estimate, reach: number): Interval {
  return { low: value - reach * standardError, high: value + reach * standardError };
}
