import { regularisedIncompleteBeta } from './incomplete-beta.ts';
import { regularisedUpperGamma } from './incomplete-gamma.ts';

/** Nearer to 1 the two distributions are the same to all digits that matter. */
const HARDLY_MORE = 1e-3;

/**
 * How often a count comes out as far from its mean as `count` or farther, on the same side: P(X ≤ count) below the mean,
 * P(X ≥ count) above. Poisson where the variance is the mean, negative binomial where it is `dispersion` times that. By
 * continuous functions, so that counts need not be whole. A mean of 0 leaves nothing to be said: 1.
 */
export function countTail(count: number, mean: number, dispersion = 1): number {
  if (mean <= 0) return 1;
  const atMost = (x: number): number => {
    if (x < 0) return 0;
    if (dispersion - 1 < HARDLY_MORE) return regularisedUpperGamma(x + 1, mean);
    const size = mean / (dispersion - 1);
    return regularisedIncompleteBeta(size / (size + mean), size, x + 1);
  };
  return count <= mean ? atMost(count) : 1 - atMost(count - 1);
}
