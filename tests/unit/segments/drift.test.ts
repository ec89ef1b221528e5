import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { baselineOf, drifted, driftOf } from '../../../tools/segments/drift.ts';
import { DIMS } from '../../../tools/segments/feature-matrix.ts';

/** Customers drawn evenly, the recency stretched. */
function customers(seed: number, stretch = 1): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from(
    { length: 2_000 * DIMS },
    (_, at) => random() * 100 * (at % DIMS === 0 ? stretch : 1),
  );
}

describe('drift', () => {
  it('is nil against the same customers, and small against others of the same kind', () => {
    const before = customers(1);
    expect(Object.values(driftOf(before, baselineOf(before))).every((psi) => psi === 0)).toBe(true);
    expect(drifted(driftOf(customers(2), baselineOf(before)), 0.2)).toBeNull();
  });

  it('names the feature that moved', () => {
    expect(drifted(driftOf(customers(2, 2), baselineOf(customers(1))), 0.2)).toMatchObject({
      name: 'recency',
    });
  });

  it('is not a quiet day after one on which many bought', () => {
    const bought = customers(1).map((value, at) =>
      at % DIMS === 0 ? Math.max(1, Math.floor(value ** 2 / 100)) : value,
    );
    const dayAfter = bought.map((value, at) => (at % DIMS === 0 ? value + 1 : value));
    expect(drifted(driftOf(dayAfter, baselineOf(bought)), 0.2)).toBeNull();
  });

  it('takes features that are the same for everybody', () => {
    const alike = new Float64Array(100 * DIMS).fill(3);
    expect(drifted(driftOf(alike, baselineOf(alike)), 0.2)).toBeNull();
    expect(drifted(driftOf(customers(1), baselineOf(alike)), 0.2)).not.toBeNull();
  });
});
