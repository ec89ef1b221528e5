import type { LineCounter } from './line-counter.ts';
import { Occurrences } from './occurrences.ts';
import { RepeatedLines } from './repeated-lines.ts';

/** So many lines are remembered one by one, in 64 MB. */
const MOST_REMEMBERED = 2_500_000;

/**
 * The counter of a file's lines. A long file is read twice, so that the memory does not grow with it.
 * @param lines expected
 * @param readOnce reads the file through, each line's hash handed to the given counter
 */
export async function openLineCounter(
  lines: number,
  readOnce: (counter: LineCounter) => Promise<void>,
  mostRemembered: number = MOST_REMEMBERED,
): Promise<LineCounter> {
  if (lines <= mostRemembered) return new Occurrences(lines);
  const repeated = new RepeatedLines(lines);
  await readOnce({
    next: (low, high) => {
      repeated.note(low, high);
      return 0;
    },
  });
  return repeated;
}
