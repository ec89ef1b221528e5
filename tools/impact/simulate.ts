import { type Spread, spreadOf } from '../../statistics/draws.ts';

/** Enough that the ends of an interval move by about a hundredth from run to run. */
const DRAWS = 4000;

/** Mean and 80% interval of what `draw` gives, each time from fresh beliefs. */
export function simulate(draw: () => number): Spread {
  return spreadOf(Array.from({ length: DRAWS }, draw));
}
