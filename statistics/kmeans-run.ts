/**
 * The arrays of one k-means run. The rows are cut into fixed blocks, each with its own sums, and the sums are added
 * in the order of the blocks: the result is the same to the last bit however many threads share the blocks.
 */

/** Small enough to share evenly among threads, large enough that adding up blocks costs nothing. */
const BLOCK_ROWS = 4096;

export interface KMeansRun {
  /** Row-major, rows × dims. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly dims: number;
  readonly k: number;
  readonly blocks: number;
  /** Cluster of each row; -1 before the first pass. */
  readonly labels: Int32Array;
  /** By how much each row is nearer to its centre than to any other, plus the `loss` of the time it was measured. */
  readonly lead: Float64Array;
  /** Per block and cluster: the sum of its rows, and how many they are. */
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  /** Per block: a figure of the pass that is under way (a distance). */
  readonly figures: Float64Array;
  /** Per block: the row that the figure belongs to. */
  readonly figureRows: Int32Array;
}

/** Where arrays come from: the heap, or memory that threads share. */
export type Allocate = (bytes: number) => ArrayBuffer | SharedArrayBuffer;

/** Lays out a run over `data` (rows × dims). */
export function createRun(
  data: Float64Array,
  dims: number,
  k: number,
  allocate: Allocate = (bytes) => new ArrayBuffer(bytes),
): KMeansRun {
  const rows = data.length / dims;
  const blocks = Math.ceil(rows / BLOCK_ROWS);
  return {
    data,
    rows,
    dims,
    k,
    blocks,
    labels: new Int32Array(allocate(rows * 4)).fill(-1),
    lead: new Float64Array(allocate(rows * 8)),
    sums: new Float64Array(allocate(blocks * k * dims * 8)),
    counts: new Int32Array(allocate(blocks * k * 4)),
    figures: new Float64Array(allocate(blocks * 8)),
    figureRows: new Int32Array(allocate(blocks * 4)),
  };
}

/** First row of a block, and the row after its last. */
export function rowsOfBlock(run: KMeansRun, block: number): readonly [from: number, to: number] {
  return [block * BLOCK_ROWS, Math.min(run.rows, (block + 1) * BLOCK_ROWS)];
}
