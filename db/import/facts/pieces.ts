import { TupleWriter } from '../encode/tuple-writer.ts';

const PIECE_BYTES = 256 * 1024;
/** A piece is closed before a row of common length would make it grow. */
const ROOM_FOR_A_ROW = 8 * 1024;

/** Tuples in pieces of one size, whose memory is used again: garbage of that kind is collected too late. */
export class Pieces {
  readonly writer = new TupleWriter(PIECE_BYTES);
  rows = 0;
  readonly #spare: Buffer[];
  #full: Buffer[] = [];

  /** @param spare pieces to fill again */
  constructor(spare: Buffer[]) {
    this.#spare = spare;
  }

  /** After every row: closes the piece where it is full. */
  turn(): void {
    if (this.writer.at > PIECE_BYTES - ROOM_FOR_A_ROW) this.#close();
  }

  /** The pieces that are full; with `last`, what the piece at hand holds as well. */
  take(last: boolean): { readonly rows: number; readonly pieces: readonly Buffer[] } {
    if (last && this.writer.rows > 0) this.#close();
    const taken = { rows: this.rows, pieces: this.#full };
    this.rows = 0;
    this.#full = [];
    return taken;
  }

  #close(): void {
    this.rows += this.writer.rows;
    this.#full.push(this.writer.take(this.#spare.pop()));
  }
}

/** The whole of a piece that has been written, if it is of the size to be filled again. */
export function reusable({ buffer, byteOffset }: Buffer): Buffer[] {
  const isWhole = byteOffset === 0 && buffer.byteLength === PIECE_BYTES;
  return isWhole ? [Buffer.from(buffer)] : [];
}
