import { availableParallelism } from 'node:os';

/** Below, starting threads takes longer than they save. */
const MANY_LINES = 200_000;
/** More would only wait for the database. */
const MOST = 2;

/** How many threads read a file of so many lines; one is the caller's own. */
export function threadsFor(lines: number): number {
  return lines < MANY_LINES ? 1 : Math.max(1, Math.min(MOST, availableParallelism() - 1));
}
