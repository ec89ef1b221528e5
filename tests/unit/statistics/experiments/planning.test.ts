import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustByCovariate } from '../../../../statistics/experiments/cuped.ts';
import { sampleOfSums } from '../../../../statistics/experiments/sample.ts';
import {
  peopleForMeans,
  peopleForProportions,
  smallestDifference,
  smallestLift,
} from '../../../../statistics/experiments/sample-size.ts';
import { seededRandom } from '../../../../statistics/seeded-random.ts';

describe('a plan', () => {
  it('read once takes the published number of people', () => {
    const people = (control: number, variation: number) =>
      peopleForProportions(control, variation, { looks: 'once' });
    expect(people(0.2, 0.25)).toBeCloseTo(1093.7, 1);
    expect(people(0.1, 0.12)).toBeCloseTo(3840.8, 1);
    expect(people(0.05, 0.06)).toBeCloseTo(8157.7, 1);
    // 16 σ² ÷ δ², the rule of thumb (van Belle 2008), is this rounded up.
    expect(peopleForMeans(1, 0.1, { looks: 'once' })).toBeCloseTo(1569.8, 0);
  });

  it('read on any day takes about 1.9 times as many', () => {
    const ratio = peopleForMeans(1, 0.1) / peopleForMeans(1, 0.1, { looks: 'once' });
    expect(ratio).toBeCloseTo(1.91, 2);
  });

  it('and what an audience can show undo each other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.6, noNaN: true }),
        fc.double({ min: 0.02, max: 0.5, noNaN: true }),
        fc.constantFrom('once' as const, 'any_day' as const),
        (control, lift, looks) => {
          const perArm = peopleForProportions(control, control * (1 + lift), { looks });
          expect(smallestLift(control, perArm, { looks })).toBeCloseTo(lift, 6);
          expect(smallestDifference(4, peopleForMeans(4, lift, { looks }), { looks })).toBeCloseTo(lift, 6);
        },
      ),
    );
  });

  it('of too few people shows nothing, and of impossible shares is a mistake', () => {
    expect(smallestLift(0.9, 5)).toBeNull();
    expect(() => peopleForProportions(0.1, 0.1)).toThrow('not two different shares');
    expect(() => peopleForProportions(0.6, 1.2)).toThrow('not two different shares');
  });
});

describe('a covariate from before the test', () => {
  const random = seededRandom(11);
  const people = Array.from({ length: 4_000 }, (_, i) => {
    const x = random() * 10;
    return { arm: i % 2, x, y: 2 * x + random() * 8 + (i % 2) };
  });
  const sums = [0, 1].map((arm) => {
    const of = people.filter((person) => person.arm === arm);
    const sum = (value: (person: (typeof people)[number]) => number) =>
      of.reduce((total, person) => total + value(person), 0);
    return {
      n: of.length,
      y: sum(({ y }) => y),
      yy: sum(({ y }) => y * y),
      x: sum(({ x }) => x),
      xx: sum(({ x }) => x * x),
      xy: sum(({ x, y }) => x * y),
    };
  });

  it('takes away the variance it explains and keeps the difference', () => {
    const { arms, varianceReduction } = adjustByCovariate(sums);
    // Var(2x) = 4 · 100 ÷ 12, Var(noise) = 64 ÷ 12.
    expect(varianceReduction).toBeCloseTo(400 / 464, 1);
    const [control, variation] = arms;
    expect((variation?.mean ?? 0) - (control?.mean ?? 0)).toBeCloseTo(1, 0);
    expect(control?.variance).toBeCloseTo(64 / 12, 0);
  });

  it('is what subtracting it person by person gives', () => {
    const { arms, varianceReduction } = adjustByCovariate(sums);
    const raw = sums.map(({ n, y, yy }) => sampleOfSums(n, y, yy));
    const before = raw.reduce((sum, { variance }) => sum + variance, 0);
    const after = arms.reduce((sum, { variance }) => sum + variance, 0);
    expect(after / before).toBeCloseTo(1 - varianceReduction, 10);
    const meanOfX = people.reduce((sum, { x }) => sum + x, 0) / people.length;
    const [own] = sums;
    const slope = (raw[0]?.mean ?? 0) - (arms[0]?.mean ?? 0);
    const theta = slope / ((own?.x ?? 0) / (own?.n ?? 1) - meanOfX);
    const adjusted = people.filter(({ arm }) => arm === 0).map(({ x, y }) => y - theta * (x - meanOfX));
    const direct = sampleOfSums(
      adjusted.length,
      adjusted.reduce((sum, value) => sum + value, 0),
      adjusted.reduce((sum, value) => sum + value * value, 0),
    );
    expect(arms[0]?.mean).toBeCloseTo(direct.mean, 8);
    expect(arms[0]?.variance).toBeCloseTo(direct.variance, 8);
  });

  it('that never varies changes nothing', () => {
    const flat = sums.map((arm) => ({ ...arm, x: arm.n, xx: arm.n, xy: arm.y }));
    const { arms, varianceReduction } = adjustByCovariate(flat);
    expect(varianceReduction).toBe(0);
    expect(arms[0]?.mean).toBeCloseTo((sums[0]?.y ?? 0) / (sums[0]?.n ?? 1), 12);
  });
});
