/**
 * CUPED: what people did before the test explains part of how they differ in it, and takes that part of the noise away
 * (Deng, Xu, Kohavi & Walker 2013).
 */
import { type Sample, sampleOfSums } from './sample.ts';

/** Sums over the people of an arm: y in the test, x the same or another measure before it. */
export interface CovariateSums {
  readonly n: number;
  readonly y: number;
  readonly yy: number;
  readonly x: number;
  readonly xx: number;
  readonly xy: number;
}

export interface Adjusted {
  /** In the order given; their means are comparable, and of about the size of y. */
  readonly arms: readonly Sample[];
  /** The part of the variance that is gone, 0 to 1: the squared correlation within arms. */
  readonly varianceReduction: number;
}

/**
 * Adjusts every arm by one slope, from the pooled covariance within arms. The means stay unbiased as long as x was
 * settled before anybody was assigned. Where x never varies nothing changes.
 */
export function adjustByCovariate(arms: readonly CovariateSums[]): Adjusted {
  const pooled = arms.map(spread).reduce((a, b) => ({ yy: a.yy + b.yy, xx: a.xx + b.xx, xy: a.xy + b.xy }), {
    yy: 0,
    xx: 0,
    xy: 0,
  });
  const slope = pooled.xx > 0 ? pooled.xy / pooled.xx : 0;
  const people = arms.reduce((sum, { n }) => sum + n, 0);
  const meanOfX = people > 0 ? arms.reduce((sum, { x }) => sum + x, 0) / people : 0;
  return {
    arms: arms.map((arm) => {
      const { yy, xx, xy } = spread(arm);
      const left = yy - 2 * slope * xy + slope ** 2 * xx;
      const { mean } = sampleOfSums(arm.n, arm.y, arm.yy);
      return {
        n: arm.n,
        mean: arm.n > 0 ? mean - slope * (arm.x / arm.n - meanOfX) : 0,
        variance: arm.n > 1 ? Math.max(0, left / (arm.n - 1)) : 0,
      };
    }),
    varianceReduction: pooled.xx > 0 && pooled.yy > 0 ? (slope * pooled.xy) / pooled.yy : 0,
  };
}

/** Sums of squares and products around the arm's own means. */
function spread({ n, y, yy, x, xx, xy }: CovariateSums) {
  return n > 0
    ? { yy: yy - (y * y) / n, xx: xx - (x * x) / n, xy: xy - (x * y) / n }
    : { yy: 0, xx: 0, xy: 0 };
}
