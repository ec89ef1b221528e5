import { ImportError } from '../import-error.ts';
import type { CustomerSpan } from '../load/customer-days.ts';
import type { DaySpan, FactsBlock, FactsEnd } from './facts-job.ts';

/**
 * Puts together what the readers of a file's shares make of it, each at its own pace. Tuples and products are passed
 * on at once; what must be in the order of the file waits until every reader has come as far.
 */
export class JoinedShares {
  readonly #shares: readonly Progress[];

  constructor(shares: number) {
    this.#shares = Array.from({ length: shares }, () => ({
      bytesRead: 0,
      days: null,
      ended: false,
      waiting: [],
    }));
  }

  /** Blocks that a reader is ahead of the slowest; null where it is at the end. */
  lead(share: number): number | null {
    const { waiting, ended } = this.#shareAt(share);
    return ended ? null : waiting.length;
  }

  /** Throws `ImportError` where the file ended for one reader and not for another. */
  add(share: number, block: FactsBlock): FactsBlock {
    const progress = this.#shareAt(share);
    progress.bytesRead = block.bytesRead;
    progress.days = block.days;
    progress.ended = block.end !== null;
    progress.waiting.push({ rejects: block.rejects, end: block.end });
    const { rejects, end } = this.#takeCommon();
    return {
      bytesRead: Math.min(...this.#shares.map(({ bytesRead }) => bytesRead)),
      rows: block.rows,
      pieces: block.pieces,
      rejects,
      products: block.products,
      days: joinDays(this.#shares.flatMap(({ days }) => days ?? [])),
      end,
    };
  }

  /** What all readers have made of the pieces of the file that all of them have read. */
  #takeCommon(): Pick<FactsBlock, 'rejects' | 'end'> {
    const heads = this.#shares.flatMap(({ waiting }) => waiting[0] ?? []);
    if (heads.length < this.#shares.length) return { rejects: [], end: null };
    for (const { waiting } of this.#shares) waiting.shift();
    const ends = heads.flatMap(({ end }) => end ?? []);
    if (ends.length > 0 && ends.length < heads.length)
      throw new ImportError('unreadable_file', 'The file changed while it was read. Import it again.');
    return {
      rejects: heads.flatMap(({ rejects }) => rejects).sort((a, b) => a.line - b.line),
      end: ends.length > 0 ? joinEnds(ends) : null,
    };
  }

  #shareAt(share: number): Progress {
    const progress = this.#shares[share];
    if (progress === undefined) throw new RangeError(`no share ${share}`);
    return progress;
  }
}

interface Progress {
  bytesRead: number;
  days: DaySpan | null;
  ended: boolean;
  /** Of the blocks that not every reader has reached. */
  readonly waiting: Pick<FactsBlock, 'rejects' | 'end'>[];
}

function joinDays(days: readonly DaySpan[]): DaySpan | null {
  if (days.length === 0) return null;
  return { from: Math.min(...days.map(({ from }) => from)), to: Math.max(...days.map(({ to }) => to)) };
}

function joinEnds(ends: readonly FactsEnd[]): FactsEnd {
  return {
    customers: joinCustomers(ends.map(({ customers }) => customers)),
    // The first share's; the others have none.
    sha256: ends.map(({ sha256 }) => sha256).join(''),
  };
}

/** A customer may have lines in every share. */
function joinCustomers(shares: readonly FactsEnd['customers'][]): FactsEnd['customers'] {
  const joined = new Map<string, CustomerSpan>();
  for (const customers of shares) {
    if (customers === null) return null;
    for (const { customerId, first, last } of customers) {
      const known = joined.get(customerId);
      joined.set(customerId, {
        customerId,
        first: Math.min(first, known?.first ?? first),
        last: Math.max(last, known?.last ?? last),
      });
    }
  }
  return [...joined.values()];
}
