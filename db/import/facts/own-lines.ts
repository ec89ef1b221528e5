import type { FilePlan } from '../detect/file-plan.ts';
import { type Cell, cellOf, trimIdFraction } from '../encode/cell.ts';
import { hashOf } from '../keys/byte-index.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import type { Share } from './facts-job.ts';

/** Of a hundred lines, how many the first of two readers takes: it writes to the database besides. */
const FIRST_OF_TWO = 36;

/**
 * The lines of a share. Lines that say the same are in the same share however they are written, and so are
 * sales lines of the same product: what must be known of earlier lines is known to their reader alone.
 */
export class OwnLines {
  readonly #share: Share;
  /** The first of these that a line has tells its share. All are part of what a line's key is made of. */
  readonly #cells: readonly Cell[];

  constructor(plan: FilePlan, share: Share) {
    this.#share = share;
    const product = cellOf(plan, 'product_sku') ?? cellOf(plan, 'product_name');
    const others = ['session_id', 'transaction_id', 'customer_id'].map((field) => cellOf(plan, field));
    this.#cells = [product, ...others].filter((cell) => cell !== null);
  }

  has(record: RecordScanner): boolean {
    const { index, of } = this.#share;
    if (of === 1) return true;
    for (const cell of this.#cells) {
      if (!cell.load(record)) continue;
      trimIdFraction(cell);
      return shareOf(hashOf(cell.bytes, cell.from, cell.to) >>> 0, of) === index;
    }
    return index === 0;
  }
}

function shareOf(hash: number, of: number): number {
  if (of !== 2) return hash % of;
  return hash % 100 < FIRST_OF_TWO ? 0 : 1;
}
