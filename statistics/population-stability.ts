/** A share of nothing has no logarithm: it counts as this much. */
const LEAST_SHARE = 1e-4;

/**
 * The population stability index between two distributions over the same bins, given as counts or shares:
 * Σ (actual − expected) · ln(actual ÷ expected) over the shares. 0 where they are alike; usual readings are below
 * 0.1 stable, from 0.25 on changed. Throws a RangeError where the bins differ or nothing is in them.
 */
export function populationStability(expected: readonly number[], actual: readonly number[]): number {
  if (expected.length !== actual.length)
    throw new RangeError(`${expected.length} bins cannot be compared with ${actual.length}`);
  const before = shares(expected);
  const after = shares(actual);
  return before.reduce((sum, was, bin) => {
    const is = after[bin] as number;
    return sum + (is - was) * Math.log(is / was);
  }, 0);
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!(total > 0)) throw new RangeError('a distribution of nothing');
  return counts.map((count) => Math.max(LEAST_SHARE, count / total));
}

export type Stability = 'stable' | 'shifting' | 'changed';

/** The usual reading of an index. */
export function readStability(index: number): Stability {
  if (index < 0.1) return 'stable';
  return index < 0.25 ? 'shifting' : 'changed';
}
