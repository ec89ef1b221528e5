import type { FactsBlock, FactsJob, Share } from './facts-job.ts';
import { JoinedShares } from './joined-shares.ts';
import { type ReadOptions, readFacts } from './read-facts.ts';
import { ReadingThread } from './reading-thread.ts';

/** Blocks that one reader may be ahead of another: the others take a fifth of a second to start. */
const LEAD = 48;

/**
 * Reads a file of facts like `readFacts`, in several threads of which this is the first. Each reads the whole
 * file and takes its share of the lines; their blocks come as they are made.
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
  const own = readFacts(job, options, shareOf(0));
  const nextOf = [
    async () => (await own.next()).value as FactsBlock,
    ...others.map((other) => () => other.next()),
  ];
  const joined = new JoinedShares(threads);
  const coming = new Map<number, Promise<{ share: number; block: FactsBlock }>>();
  const ask = (share: number, next: () => Promise<FactsBlock>) => {
    const lead = joined.lead(share);
    if (coming.has(share) || lead === null || lead >= LEAD) return;
    const made = next().then((block) => ({ share, block }));
    // Whoever takes the block hears of its failure; after another failure nobody does.
    made.catch(() => {});
    coming.set(share, made);
  };
  try {
    for (;;) {
      for (const [share, next] of nextOf.entries()) ask(share, next);
      if (coming.size === 0) return;
      const { share, block } = await Promise.race(coming.values());
      coming.delete(share);
      yield joined.add(share, block);
    }
  } finally {
    await Promise.all([own.return(undefined), ...others.map((other) => other.stop())]);
  }
}
