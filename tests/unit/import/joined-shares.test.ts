import { describe, expect, it } from 'vitest';
import type { FactsBlock } from '../../../db/import/facts/facts-job.ts';
import { JoinedShares } from '../../../db/import/facts/joined-shares.ts';

const block = (more: Partial<FactsBlock> = {}): FactsBlock => ({
  bytesRead: 100,
  rows: 1,
  pieces: [],
  rejects: [],
  products: [],
  days: null,
  end: null,
  ...more,
});
const rejects = (...lines: number[]) => lines.map((line) => ({ line, column: '', reason: '', original: '' }));
const linesOf = ({ rejects }: FactsBlock) => rejects.map(({ line }) => line);
const end = (sha256: string, first: number, last: number) => ({
  customers: [{ customerId: 'ann', first, last }],
  sha256,
});

describe('shares of a file that are read side by side', () => {
  it('pass on rows at once, and rejected lines when every reader has come as far, in the order of the file', () => {
    const joined = new JoinedShares(2);
    const pieces = [Buffer.from('tuples')];
    expect(joined.add(0, block({ rows: 7, pieces, rejects: rejects(1, 5) }))).toMatchObject({
      rows: 7,
      pieces,
      rejects: [],
    });
    expect(linesOf(joined.add(0, block({ rejects: rejects(11) })))).toEqual([]);
    expect(linesOf(joined.add(1, block({ rejects: rejects(3) })))).toEqual([1, 3, 5]);
    expect(linesOf(joined.add(1, block({ rejects: rejects(9) })))).toEqual([9, 11]);
  });

  it('have read as much as the slowest reader, and know the days of all', () => {
    const joined = new JoinedShares(2);
    expect(joined.add(0, block({ bytesRead: 900, days: { from: 5, to: 8 } }))).toMatchObject({
      bytesRead: 0,
      days: { from: 5, to: 8 },
    });
    expect(joined.add(1, block({ bytesRead: 300, days: { from: 2, to: 6 } }))).toMatchObject({
      bytesRead: 300,
      days: { from: 2, to: 8 },
    });
  });

  it('say how far a reader is ahead, until it is at the end', () => {
    const joined = new JoinedShares(2);
    joined.add(0, block());
    joined.add(0, block());
    expect([joined.lead(0), joined.lead(1)]).toEqual([2, 0]);
    joined.add(0, block({ end: end('f00', 1, 1) }));
    expect([joined.lead(0), joined.lead(1)]).toEqual([null, 0]);
  });

  it('end with the last of them, a customer of several shares with the days of all', () => {
    const joined = new JoinedShares(2);
    expect(joined.add(1, block({ end: end('', 4, 9) })).end).toBeNull();
    expect(joined.add(0, block({ end: end('f00', 2, 5) })).end).toEqual(end('f00', 2, 9));
  });

  it('are refused where the file ended for one reader and not for the other', () => {
    const joined = new JoinedShares(2);
    joined.add(0, block({ end: end('f00', 1, 1) }));
    expect(() => joined.add(1, block())).toThrow('The file changed while it was read.');
  });
});
