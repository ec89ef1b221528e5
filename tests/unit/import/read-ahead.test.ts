import { describe, expect, it } from 'vitest';
import { readAhead } from '../../../db/import/facts/read-ahead.ts';

describe('reading ahead', () => {
  /** Notes what was read of it, and that it was closed. */
  const source = (length: number, fault?: Error) => {
    const noted: (number | 'closed')[] = [];
    async function* items() {
      try {
        for (let i = 0; i < length; i += 1) {
          noted.push(i);
          yield i;
        }
        if (fault) throw fault;
      } finally {
        noted.push('closed');
      }
    }
    return { items: items(), noted };
  };

  it('gives every item in order', async () => {
    const seen: number[] = [];
    for await (const item of readAhead(source(10).items, 3)) seen.push(item);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('reads so many items before they are asked for, and no more', async () => {
    const { items, noted } = source(10);
    const ahead = readAhead(items, 3);
    await ahead.next();
    await new Promise(setImmediate);
    expect(noted).toEqual([0, 1, 2, 3]);
    await ahead.return(undefined);
    expect(noted.at(-1)).toBe('closed');
  });

  it('throws a fault of the source in its place', async () => {
    const seen: number[] = [];
    const reading = (async () => {
      for await (const item of readAhead(source(2, new Error('torn')).items, 5)) seen.push(item);
    })();
    await expect(reading).rejects.toThrow('torn');
    expect(seen).toEqual([0, 1]);
  });
});
