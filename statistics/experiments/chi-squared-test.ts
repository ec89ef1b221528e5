import { chiSquaredTail } from '../chi-squared.ts';
import type { Count } from './sample.ts';

export interface ChiSquared {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** Observed against expected counts (Pearson 1900). Cells that expect nothing are left out of the statistic. */
export function goodnessOfFit(
  observed: readonly number[],
  expected: readonly number[],
  degreesOfFreedom: number,
): ChiSquared {
  const statistic = observed.reduce((sum, count, at) => {
    const wanted = expected[at] as number;
    return wanted > 0 ? sum + (count - wanted) ** 2 / wanted : sum;
  }, 0);
  return { statistic, degreesOfFreedom, pValue: chiSquaredTail(statistic, degreesOfFreedom) };
}

/** Do any number of arms have the same share? Without Yates' correction, so that two arms give z². */
export function chiSquaredTest(arms: readonly Count[]): ChiSquared {
  const people = arms.reduce((sum, { n }) => sum + n, 0);
  const share = people > 0 ? arms.reduce((sum, { successes }) => sum + successes, 0) / people : 0;
  return goodnessOfFit(
    arms.flatMap(({ n, successes }) => [successes, n - successes]),
    arms.flatMap(({ n }) => [n * share, n * (1 - share)]),
    arms.length - 1,
  );
}
