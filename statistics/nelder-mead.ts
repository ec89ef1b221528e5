export interface NelderMeadOptions {
  /** Size of the first simplex along each axis. */
  readonly step?: number;
  readonly maxEvaluations?: number;
  /** Stops where the values at the corners differ by no more than this … */
  readonly valueTolerance?: number;
  /** … and the corners themselves by no more than this in any direction. */
  readonly pointTolerance?: number;
}

export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  readonly evaluations: number;
  /** False where the evaluations ran out first. */
  readonly settled: boolean;
}

interface Corner {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * Minimises `f` without derivatives: the simplex method of Nelder and Mead (1965) with the usual coefficients
 * (reflect 1, expand 2, contract ½, shrink ½). Values that are not finite count as worst.
 */
export function nelderMead(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  options: NelderMeadOptions = {},
): Minimum {
  const { step = 0.5, maxEvaluations = 2000, valueTolerance = 1e-9, pointTolerance = 1e-7 } = options;
  let evaluations = 0;
  const corner = (at: readonly number[]): Corner => {
    evaluations += 1;
    const value = f(at);
    return { at, value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
  };
  const simplex = [start, ...start.map((_, axis) => start.map((x, i) => (i === axis ? x + step : x)))].map(
    corner,
  );
  const order = (): void => {
    simplex.sort((a, b) => a.value - b.value);
  };
  const settled = (best: Corner, worst: Corner): boolean =>
    worst.value - best.value <= valueTolerance &&
    simplex.every(({ at }) => at.every((x, i) => Math.abs(x - (best.at[i] ?? 0)) <= pointTolerance));

  order();
  for (;;) {
    const [best] = simplex;
    const worst = simplex.at(-1);
    const second = simplex.at(-2);
    if (!best || !worst || !second) throw new RangeError('There is nothing to minimise over.');
    const done = settled(best, worst);
    if (done || evaluations >= maxEvaluations)
      return { at: best.at, value: best.value, evaluations, settled: done };
    const centre = start.map(
      (_, i) => simplex.slice(0, -1).reduce((sum, { at }) => sum + (at[i] ?? 0), 0) / start.length,
    );
    const towards = (factor: number): Corner =>
      corner(centre.map((middle, i) => middle + factor * ((worst.at[i] ?? 0) - middle)));
    const next = improved(towards, best, second, worst);
    if (next) simplex[simplex.length - 1] = next;
    else
      for (let i = 1; i < simplex.length; i += 1)
        simplex[i] = corner((simplex[i] ?? best).at.map((x, axis) => ((best.at[axis] ?? 0) + x) / 2));
    order();
  }
}

/** A better place for the worst corner, or null where the simplex must shrink. */
function improved(
  towards: (factor: number) => Corner,
  best: Corner,
  second: Corner,
  worst: Corner,
): Corner | null {
  const reflected = towards(-1);
  if (reflected.value < best.value) {
    const expanded = towards(-2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < second.value) return reflected;
  const contracted = towards(reflected.value < worst.value ? -0.5 : 0.5);
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
}
