/** How far predicted probabilities can be trusted. */

export interface Judged {
  readonly predicted: number;
  /** 1, 0, or the probability that it came true. */
  readonly hit: number;
  readonly weight: number;
}

/**
 * Mean squared distance of predictions from what came true, Brier (1950): 0 is perfect, 0.25 is what always saying one
 * half gives. Null where nothing has been judged.
 */
export function brierScore(judged: readonly Judged[]): number | null {
  const weight = judged.reduce((sum, one) => sum + one.weight, 0);
  if (!(weight > 0)) return null;
  return judged.reduce((sum, one) => sum + one.weight * (one.predicted - one.hit) ** 2, 0) / weight;
}

export interface ReliabilityRow {
  /** From here… */
  readonly from: number;
  /** …up to here; only the last row holds its own end. */
  readonly to: number;
  readonly count: number;
  /** Weighted means. */
  readonly predicted: number;
  readonly hit: number;
}

/** Predictions in `rows` equal steps of probability, and how often each step came true. Empty steps are left out. */
export function reliabilityTable(judged: readonly Judged[], rows = 5): readonly ReliabilityRow[] {
  const step = 1 / rows;
  return Array.from({ length: rows }, (_, index) => {
    const within = judged.filter(
      ({ predicted, weight }) => weight > 0 && Math.min(rows - 1, Math.floor(predicted * rows)) === index,
    );
    const weight = within.reduce((sum, one) => sum + one.weight, 0);
    const mean = (of: (one: Judged) => number) =>
      within.reduce((sum, one) => sum + one.weight * of(one), 0) / weight;
    return {
      from: index * step,
      to: (index + 1) * step,
      count: within.length,
      predicted: mean(({ predicted }) => predicted),
      hit: mean(({ hit }) => hit),
    };
  }).filter(({ count }) => count > 0);
}
