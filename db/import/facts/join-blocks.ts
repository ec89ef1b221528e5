import { ImportError } from '../import-error.ts';
import type { CustomerSpan } from '../load/customer-days.ts';
import type { DaySpan, FactsBlock, FactsEnd } from './facts-job.ts';

/**
 * What the shares of one piece of a file come to; rejected lines are in order again. Throws `ImportError` where
 * the file ended for one reader and not for another.
 */
export function joinBlocks(shares: readonly FactsBlock[]): FactsBlock {
  const ends = shares.flatMap(({ end }) => end ?? []);
  if (ends.length > 0 && ends.length < shares.length)
    throw new ImportError('unreadable_file', 'The file changed while it was read. Import it again.');
  return {
    bytesRead: Math.min(...shares.map(({ bytesRead }) => bytesRead)),
    rows: shares.reduce((sum, { rows }) => sum + rows, 0),
    pieces: shares.flatMap(({ pieces }) => pieces),
    rejects: shares.flatMap(({ rejects }) => rejects).sort((a, b) => a.line - b.line),
    products: shares.flatMap(({ products }) => products),
    days: joinDays(shares.flatMap(({ days }) => days ?? [])),
    end: ends.length > 0 ? joinEnds(ends) : null,
  };
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
