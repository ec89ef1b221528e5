import { type Centres, moveTo, moveToMeans, startCentres } from './kmeans-centres.ts';
import { assignBlock, farthestInBlock, inertiaOfBlock, resumBlock } from './kmeans-passes.ts';
import type { KMeansRun } from './kmeans-run.ts';

export interface LloydOutcome {
  readonly centres: Float64Array;
  readonly sizes: Int32Array;
  /** Sum of the squared distances of all rows to their centres. */
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Does the work for every block and returns when all are done: in a loop, or shared among threads. */
export type EveryBlock = (work: (block: number) => void) => void;

/**
 * Lloyd's iterations from the given centres until the sum of their squared moves is at most `stillness`. A cluster
 * that runs empty starts anew at the row that is farthest from its centre. Threads that share the run's arrays all
 * call this with the same arguments and decide alike.
 */
export function lloyd(
  run: KMeansRun,
  start: Float64Array,
  limits: { readonly maxIterations: number; readonly stillness: number },
  everyBlock: EveryBlock,
): LloydOutcome {
  const centres = startCentres(start, run.k);
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < limits.maxIterations) {
    everyBlock((block) => assignBlock(run, centres, block));
    const { moved, empty } = moveToMeans(run, centres);
    const reseated = empty.length > 0 && reseat(run, centres, empty, everyBlock);
    iterations++;
    converged = !reseated && moved <= limits.stillness;
  }
  return finish(run, centres, { iterations, converged }, everyBlock);
}

/** Puts centres without rows onto the rows that are farthest from theirs; false where every row sits on its centre. */
function reseat(run: KMeansRun, centres: Centres, empty: readonly number[], everyBlock: EveryBlock): boolean {
  everyBlock((block) => farthestInBlock(run, centres, block));
  const farthest = Array.from(run.figures.keys())
    .filter((block) => (run.figures[block] as number) > 0)
    .sort((a, b) => (run.figures[b] as number) - (run.figures[a] as number) || a - b);
  const target = Float64Array.from(centres.at);
  // Each block knows its farthest row only; clusters that are still empty after these have their turn in the next pass.
  for (const [at, block] of farthest.slice(0, empty.length).entries()) {
    const row = run.figureRows[block] as number;
    const cluster = empty[at] as number;
    target.set(run.data.subarray(row * run.dims, (row + 1) * run.dims), cluster * run.dims);
  }
  moveTo(centres, target, run.dims);
  return farthest.length > 0;
}

/** Labels, sizes and inertia that belong to the last centres. */
function finish(
  run: KMeansRun,
  centres: Centres,
  { iterations, converged }: { iterations: number; converged: boolean },
  everyBlock: EveryBlock,
): LloydOutcome {
  everyBlock((block) => resumBlock(run, block));
  moveToMeans(run, centres);
  everyBlock((block) => {
    assignBlock(run, centres, block);
    inertiaOfBlock(run, centres, block);
  });
  const sizes = new Int32Array(run.k);
  for (const [at, count] of run.counts.entries()) sizes[at % run.k] = (sizes[at % run.k] as number) + count;
  let inertia = 0;
  for (const figure of run.figures) inertia += figure;
  return { centres: centres.at, sizes, inertia, iterations, converged };
}
