import { DailyOccurrences } from './daily-occurrences.ts';
import type { LineCounter } from './line-counter.ts';
import { RepeatedLines } from './repeated-lines.ts';

/** So many lines are remembered one by one, in 60 to 90 MB. */
const MOST_REMEMBERED = 5_000_000;

/**
 * The counter of a file's lines. A long file is read twice, so that the memory does not grow with it.
 * @param lines expected
 * @param readOnce reads the file through, each line's hash handed to the given counter
 */
export async function openLineCounter(
  lines: number,
  readOnce: (counter: LineCounter) => Promise<void>,
  { mostRemembered = MOST_REMEMBERED }: { mostRemembered?: number } = {},
): Promise<LineCounter> {
  if (lines <= mostRemembered) return new DailyOccurrences();
  const repeated = new RepeatedLines(lines);
  await readOnce({
    next: (low, high) => {
      repeated.note(low, high);
      return 0;
    },
  });
  return repeated;
}
