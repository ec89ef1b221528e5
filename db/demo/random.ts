/** Seeded pseudo-random numbers. The same keys give the same sequence on every machine. */

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer, both ends included. */
  int(min: number, max: number): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Index drawn in proportion to `weights`. */
  weighted(weights: readonly number[]): number;
  /** Poisson-distributed count: Knuth's product method, from a mean of 60 on the normal approximation. */
  poisson(mean: number): number;
}

/**
 * A stream of its own for every combination of keys, so that one customer can be generated without those
 * before them. Generator: sfc32 (C. Doty-Humphrey, PractRand).
 */
export function createRandom(...keys: readonly number[]): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let d = 1;
  for (const key of keys) {
    a = mix(a ^ key);
    b = mix(b ^ Math.floor(key / 0x1_0000_0000) ^ a);
    c = mix(c + key + b);
  }
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 0x1_0000_0000;
  };
  for (let warm = 0; warm < 12; warm += 1) next();

  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (p) => next() < p,
    pick: (items) => at(items, int(0, items.length - 1)),
    weighted(weights) {
      let total = 0;
      for (const weight of weights) total += weight;
      let left = next() * total;
      for (let index = 0; index < weights.length; index += 1) {
        left -= at(weights, index);
        if (left < 0) return index;
      }
      return weights.length - 1;
    },
    poisson(mean) {
      if (mean >= 60) {
        const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
        return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
      }
      const limit = Math.exp(-mean);
      let count = -1;
      let product = 1;
      do {
        count += 1;
        product *= next();
      } while (product > limit);
      return count;
    },
  };
}

/** The item at `index`, which must exist. */
export function at<T>(items: ArrayLike<T>, index: number): T {
  if (index < 0 || index >= items.length) throw new RangeError(`no item ${index} of ${items.length}`);
  return items[index] as T;
}

/** Finaliser of MurmurHash3: every bit of the input moves half the bits of the output. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
