import { regularisedUpperGamma } from './incomplete-gamma.ts';

/** P(X > statistic) of a chi-squared distribution: the p-value of a chi-squared statistic. */
export function chiSquaredTail(statistic: number, degreesOfFreedom: number): number {
  return regularisedUpperGamma(degreesOfFreedom / 2, statistic / 2);
}
