import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KindCount, makeupOf } from '../../../tools/segments/makeup.ts';

const count = (kind: string, everyone: number, members: number, dimension = 'Gender'): KindCount => ({
  dimension,
  kind,
  everyone,
  members,
});
const flags = (counts: readonly KindCount[]) => makeupOf(counts).map(({ flag }) => flag);

describe('the make-up of a segment', () => {
  it('flags a kind far over, and the other far under', () => {
    expect(flags([count('F', 500, 90), count('M', 500, 10)])).toEqual(['over', 'under']);
  });

  it('does not flag what chance would make', () => {
    // 30 of 50 where 25 are expected: ratio 1.2 is fair; 14 of 20 is 1.4 times, and 1.8 standard deviations.
    expect(flags([count('F', 500, 30), count('M', 500, 20)])).toEqual([null, null]);
    expect(flags([count('F', 500, 14), count('M', 500, 6)])).toEqual([null, null]);
  });

  it('does not flag a sure but small difference', () => {
    const [female] = makeupOf([count('F', 500_000, 110_000), count('M', 500_000, 90_000)]);
    expect(female?.ratio).toBeCloseTo(1.1);
    expect(female?.flag).toBeNull();
  });

  it('does not flag small numbers, however uneven', () => {
    expect(flags([count('F', 500, 9), count('M', 500, 0)])).toEqual([null, null]);
  });

  it('does not flag everybody', () => {
    expect(flags([count('F', 500, 500), count('M', 300, 300)])).toEqual([null, null]);
  });

  it('asks for more the more kinds are looked at', () => {
    // 3.4 standard deviations are beyond chance for two kinds and for twenty more, 2.6 only for two.
    const pair = [count('F', 5_000, 67), count('M', 5_000, 33)];
    const places = Array.from({ length: 20 }, (_, index) => count(`Place ${index}`, 5_000, 20, 'Place'));
    expect(flags(pair)).toEqual(['over', 'under']);
    expect(flags([...pair, ...places]).slice(0, 2)).toEqual(['over', 'under']);
    const closer = [count('F', 5_000, 63), count('M', 5_000, 37)];
    expect(flags(closer)).toEqual(['over', 'under']);
    expect(flags([...closer, ...places]).slice(0, 2)).toEqual([null, null]);
  });

  it('has shares that add up to one, and finite figures, whatever the counts', () => {
    const counts = fc.uniqueArray(
      fc.record({
        kind: fc.string(),
        everyone: fc.nat(1_000),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { minLength: 1, maxLength: 12, selector: ({ kind }) => kind },
    );
    fc.assert(
      fc.property(counts, (drawn) => {
        const made = makeupOf(
          drawn.map(({ kind, everyone, part }) => count(kind, everyone, Math.floor(everyone * part))),
        );
        const total = made.reduce((sum, { share }) => sum + share, 0);
        const hasMembers = made.some(({ members }) => members > 0);
        expect(total).toBeCloseTo(hasMembers ? 1 : 0);
        for (const { ratio } of made) expect(ratio === null || Number.isFinite(ratio)).toBe(true);
      }),
    );
  });
});
