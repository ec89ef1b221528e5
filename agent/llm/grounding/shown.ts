/** Whether what a text writes is a number of the results: as it is, or rounded. */

import type { FoundNumber } from './found.ts';
import type { KnownNumber } from './result-seen.ts';

/** True where `found` is a way to write `known`. */
export function shows(found: FoundNumber, { value, kind }: KnownNumber): boolean {
  const { unit, sign } = found;
  if (unit === 'ordinal') return false;
  if (unit === 'currency' && (kind === 'count' || kind === 'percent')) return false;
  const inPercent = unit === 'percent' || unit === 'points';
  if (sign !== null && value !== 0 && value < 0 !== (sign === '-')) return false;
  if (inPercent && kind === 'computed')
    return isNear(found, Math.abs(value * 100)) || isNear(found, Math.abs(value));
  if (inPercent !== (kind === 'percent')) return false;
  return isNear(found, Math.abs(kind === 'percent' ? value * 100 : value));
}

/** Rounded to the digits shown; where it says “about”, “over” or “almost”, to its last digit that is not nought. */
export function isNear({ value, tolerance, coarse, rounded }: FoundNumber, actual: number): boolean {
  // What floating point loses, far below any digit that is shown.
  const slack = 1e-12 * Math.max(1, Math.abs(actual));
  if (Math.abs(actual - value) <= tolerance + slack) return true;
  switch (rounded) {
    case 'about':
      return Math.abs(actual - value) <= coarse / 2 + slack;
    case 'over':
      return actual >= value && actual - value < coarse;
    case 'under':
      return actual <= value && value - actual < coarse;
    case null:
      return false;
  }
}
