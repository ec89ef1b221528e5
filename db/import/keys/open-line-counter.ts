import { DailyOccurrences } from './daily-occurrences.ts';
import type { LineCounter } from './line-counter.ts';
import { RepeatedLines } from './repeated-lines.ts';

/** So many lines are remembered one by one, in 32 MB. */
const MOST_REMEMBERED = 1_390_000;

/**
 * The counter of the lines that one of several readers of a file takes. A long file is read twice, so that the
 * memory does not grow with it.
 * @param lines expected
 * @param readOnce reads the file through, each line's hash handed to the given counter
 * @param readers that share the memory
 */
export async function openLineCounter(
  lines: number,
  readOnce: (counter: LineCounter) => Promise<void>,
  { readers = 1, mostRemembered = MOST_REMEMBERED }: { readers?: number; mostRemembered?: number } = {},
): Promise<LineCounter> {
  if (lines <= mostRemembered / readers) return new DailyOccurrences();
  const repeated = new RepeatedLines(lines, readers);
  await readOnce({
    next: (low, high) => {
      repeated.note(low, high);
      return 0;
    },
  });
  return repeated;
}
