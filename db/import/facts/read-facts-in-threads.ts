import type { FactsBlock, FactsJob, Share } from './facts-job.ts';
import { joinBlocks } from './join-blocks.ts';
import { readAhead } from './read-ahead.ts';
import { type ReadOptions, readFacts } from './read-facts.ts';
import { ReadingThread } from './reading-thread.ts';

/** Blocks that this thread reads ahead: the others take a fifth of a second to start. */
const AHEAD = 6;

/**
 * Reads a file of facts like `readFacts`, in several threads of which this is the first. Each reads the whole
 * file and takes its share of the lines; a block is what all of them made of the same piece of the file.
 */
export async function* readFactsInThreads(
  job: FactsJob,
  options: ReadOptions,
  threads: number,
): AsyncGenerator<FactsBlock> {
  const shareOf = (index: number): Share => ({ index, of: threads });
  const others = Array.from(
    { length: threads - 1 },
    (_, i) => new ReadingThread({ job, share: shareOf(i + 1) }, options.spare),
  );
  try {
    for await (const own of readAhead(readFacts(job, options, shareOf(0)), AHEAD))
      yield joinBlocks([own, ...(await Promise.all(others.map((other) => other.next())))]);
  } finally {
    await Promise.all(others.map((other) => other.stop()));
  }
}
