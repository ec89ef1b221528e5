import { createAssignment } from '../../statistics/experiments/assign-arm.ts';
import type { Variation } from './variations.ts';

/** People assigned to the hold-out have this in the place of a variation. */
export const HOLD_OUT = 'holdout';

/** What decides who gets what of a test. */
export interface Split {
  readonly id: string;
  readonly salt: string | null;
  readonly variations: readonly Variation[];
  /** Part of the people that gets none, 0 to 1. */
  readonly holdout: number;
}

/**
 * Who gets what: a function from customers to the id of a variation, or `HOLD_OUT`. It needs no memory: the same customer
 * gets the same on every machine and every day. A raised hold-out takes its people evenly from the variations.
 */
export function assignmentOf({ id, salt, variations, holdout }: Split): (customer: string) => string {
  const total = variations.reduce((sum, { weight }) => sum + weight, 0);
  const arms = variations.map(({ id: key, weight }) => ({ key, weight: weight / total }));
  const heldOut = { key: HOLD_OUT, weight: holdout / (1 - holdout) };
  const named = variations.some(({ id: key }) => key === HOLD_OUT);
  return createAssignment({ salt: salt ?? '', test: id, arms: named ? arms : [...arms, heldOut] });
}
