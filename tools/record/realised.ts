/** What came of a decided proposal, as it is stored beside what was predicted. */
import { z } from 'zod';

/**
 * How it is known.
 * - `holdout`: people who were meant beside people held out by chance: what acting on it brought.
 * - `before_after`: beside what was usual before: other days and other people, so it counts half.
 * - `state`: whether what was wrong has gone away.
 * - `observed`: what happened; how much of it would have happened anyway, nobody knows.
 * - `not_done`: it was accepted and nothing was sent, or it was taken back.
 */
const KNOWN_BY = ['holdout', 'before_after', 'state', 'observed', 'not_done'] as const;

const estimate = z.object({ expected: z.number(), low: z.number(), high: z.number() });

export const realised = z.object({
  how: z.enum(KNOWN_BY),
  /** As the prediction names it: `revenue`, `conversions`. */
  measure: z.string(),
  /** With an 80% interval, as predictions have it; null where acting cannot be told from not acting. */
  value: estimate.nullable(),
  /** Probability that acting on it brought anything; null where nobody can say. */
  hit: z.number().min(0).max(1).nullable(),
  /** How much it counts where confidence is calibrated. */
  weight: z.number().min(0).max(1),
  /** People it was about; null where they are not known. */
  people: z.number().nullable(),
  sentence: z.string(),
});
export type Realised = z.infer<typeof realised>;

/** How much an outcome counts, by how it is known. */
export const WEIGHTS: Readonly<Record<Realised['how'], number>> = {
  holdout: 1,
  before_after: 0.5,
  state: 1,
  observed: 0,
  not_done: 0,
};

/** What happened, from which nothing can be learnt about acting. */
export function onlyTold(
  how: 'observed' | 'not_done',
  measure: string,
  sentence: string,
  people: number | null = null,
): Realised {
  return { how, measure, value: null, hit: null, weight: WEIGHTS[how], people, sentence };
}
