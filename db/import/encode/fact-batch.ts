import { TupleWriter } from './tuple-writer.ts';

/** Room for a row's place in the batch: the megabytes of a pack hold far fewer rows. */
const INDEX_BITS = 2 ** 20;
const PIECE_BYTES = 256 * 1024;

/**
 * Tuples of one fact table, brought into an order when they leave. It is that of the largest index, the
 * customers': its pages are then written one after another instead of all over. The key needs no order, since
 * its days keep the rows of a pack close together.
 */
export class FactBatch {
  readonly writer = new TupleWriter(4 << 20);
  rows = 0;
  readonly #free: Buffer[] = [];
  #starts = new Float64Array(1 << 14);
  #order = new Float64Array(1 << 14);

  get bytes(): number {
    return this.writer.at;
  }

  /** Notes that a tuple begins here. @param order 32 bits, where it belongs among the others */
  add(order: number): void {
    if (this.rows === this.#starts.length) {
      this.#starts = doubled(this.#starts);
      this.#order = doubled(this.#order);
    }
    this.#starts[this.rows] = this.writer.at;
    this.#order[this.rows] = order * INDEX_BITS + this.rows;
    this.rows += 1;
  }

  /** The tuples in their order, copied out; the batch is empty afterwards. */
  take(): Buffer[] {
    const { bytes, at: end } = this.writer;
    const starts = this.#starts;
    const order = this.#order.subarray(0, this.rows).sort();
    const pieces: Buffer[] = [];
    let piece = this.#piece(0);
    let filled = 0;
    for (const entry of order) {
      const index = entry % INDEX_BITS;
      const from = starts[index] as number;
      const to = index + 1 < this.rows ? (starts[index + 1] as number) : end;
      if (filled + to - from > piece.length) {
        if (filled > 0) pieces.push(piece.subarray(0, filled));
        piece = this.#piece(to - from);
        filled = 0;
      }
      filled += bytes.copy(piece, filled, from, to);
    }
    if (filled > 0) pieces.push(piece.subarray(0, filled));
    this.clear();
    return pieces;
  }

  /** Drops what is in it. */
  clear(): void {
    this.rows = 0;
    this.writer.at = 0;
  }

  /** Gives pieces back that have been written, to be filled again. */
  release(pieces: readonly Buffer[]): void {
    for (const { buffer, byteOffset } of pieces)
      if (byteOffset === 0 && buffer.byteLength === PIECE_BYTES) this.#free.push(Buffer.from(buffer));
  }

  #piece(atLeast: number): Buffer {
    if (atLeast > PIECE_BYTES) return Buffer.allocUnsafe(atLeast);
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES);
  }
}

function doubled(array: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
